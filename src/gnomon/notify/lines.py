"""The lines of a message, one function a line, in the order in which people need them.

Source: ALERTS 3.2 (2 to 9; the title is 1, links and picture come last), 1.5 for what late rows change.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from gnomon.alerts import words
from gnomon.alerts.identity import MonitorKind
from gnomon.checks import numbers, phrases
from gnomon.checks.numbers import EN_DASH, NO_BREAK
from gnomon.notify import impact
from gnomon.notify.told import Told

MOST_RARE = 1e6  # windows; past it "once in a million" says as much
SMALL = 0.01  # two decimals would not tell it from another
BY_CHANCE = "by chance"
ROWS = re.compile(rf"\(n{NO_BREAK}=|; n{NO_BREAK}=|\([\d\s.,]+ of [\d\s.,]+\)|^[\d\s.,]+ rows? on ")
"""How a sentence says of how many rows it is."""

VERBS: Mapping[MonitorKind, str] = {
    "drift": "drifted",
    "quality": "got worse",
    "missing": "unusual",
    "late": "late",
    "schema": "changed",
    "performance": "fell",
    "service": "outside its limit",
    "pipeline": "failed",
    "self": "could not be judged",
}
"""What a title says of a monitor of each class."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        name: What it answers, the same in every message.
        text: A sentence or two, with column names between stars.
    """

    name: str
    text: str


def lines(told: Told, summary: str = "") -> tuple[Line, ...]:
    """The lines that have content.

    Args:
        told: What is told.
        summary: The monitor's own words, where it has some.
    """
    first = changed(told, summary)
    said = [
        Line("what changed", first),
        Line("since", since(told)),
        Line("how sure", "" if told.is_over else sure(told, first)),
        Line("how big", "" if told.is_over else big(told)),
        Line("impact", "" if told.impact is None else _capital(impact.sentence(told.impact, told.zone))),
        Line("likely cause", "" if told.is_over else _ended("; ".join(told.causes), "Likely: ")),
        Line("related", related(told)),
        Line("similar", "" if told.is_over else _ended("; ".join(told.similar), "It was like this in ")),
        Line("what to do", "" if told.is_over else to_do(told)),
    ]
    if told.late is not None and not told.is_over:
        said[0], said[1] = said[1], said[0]  # what is told late says so first (V5)
    if told.note and not told.is_over:
        said.insert(0, Line("told here", told.note))
    return tuple(line for line in said if line.text)


def what(told: Told) -> str:
    """The middle of the title."""
    return told.what or _what(told) + _where(told)


def _what(told: Told) -> str:
    verb = VERBS[told.monitor_kind]
    if told.monitor_kind in ("drift", "quality") and told.columns > 1 and told.names:
        said = words.drifted(told.monitor, len(told.names), told.columns, told.names[0])
        return f"{told.monitor} {verb}{said.removeprefix(f'{told.monitor} drifted')}"
    peak = told.episode.peak
    if told.monitor_kind == "performance" and peak.value is not None and peak.limit is not None:
        return f"{told.monitor} {verb}, {_performance(told, peak.value, peak.limit, peak.effect)}"
    return f"{told.monitor} {verb}"


def _performance(told: Told, value: float, limit: float, effect: float | None) -> str:
    """The worst figure: against its limit, or where several windows together broke it, how far they lie from usual."""
    if effect is None or (value - limit) * effect >= 0:
        return f"{told.metric} {numbers.figure(value)} against the limit {numbers.figure(limit)}".strip()
    side = "below" if effect < 0 else "above"
    return f"{told.metric} {numbers.figure(abs(effect))} {side} the reference".strip()


def _where(told: Told) -> str:
    """The segments that alone are concerned, for the title."""
    segments = dict.fromkeys(part.segment for part in told.episode.parts)
    if not segments or "" in segments:
        return ""
    return f" for {numbers.short(next(iter(segments)))}" if len(segments) == 1 else f" in {len(segments)} segments"


def sentence(told: Told) -> str:
    """What changed, in the verdict's own words; when it is over, how it went."""
    if told.kind == "resolved":
        return _course(told)
    if told.kind == "retracted":
        return _retracted(told)
    return phrases.tidied(told.episode.last.reason, told.names)


def changed(told: Told, summary: str = "") -> str:
    """Line 2: value now and before, a column a line; for late rows, what they changed.

    How rare the change is stands with the worst column only: it says why there is an alert at all.
    """
    said = [phrases.ended(summary)] if summary else []
    if told.kind == "revised" and told.before is not None:
        said.append(_revised(told))
    if told.is_over or not told.changes:
        said.append(sentence(told))
    else:
        worst, *others = (phrases.tidied(each, told.names) for each in told.changes[: words.MOST_DETAILS])
        rest = len(told.changes) - words.MOST_DETAILS
        more = [f"And {numbers.count(rest)} more."] if rest > 0 else []
        said.append("\n".join([worst, *map(phrases.without_rarity, others), *more]))
    return " ".join(part for part in said if part)


def since(told: Told) -> str:
    """Line 3: event time, and when it was seen where that is more than a window later."""
    seen_at = told.seen_at or told.observed_at
    start, seen = moment(told, told.since), moment(told, seen_at)
    if told.ended_at is not None:
        return f"From {start} to {moment(told, told.ended_at)}"
    if told.late is not None:
        return _capital(words.seen_late(start, seen, told.late.share, told.late.by))
    if told.down is not None:
        return f"Since {start}; {words.was_down(told.down)}"
    known = told.episode.fired_at or told.episode.started_at
    return f"Since {start}; seen {seen}" if seen_at - known > told.every else f"Since {start}"


def sure(told: Told, changed: str = "") -> str:
    """Line 4: how rare by chance, or the interval; rows, and how many of the usual ones are there.

    Args:
        told: What is told.
        changed: Line 2: what stands there is not said again.
    """
    figures, said = told.now, []
    if BY_CHANCE in changed:
        pass
    elif figures.p is not None and 0 <= figures.p <= phrases.OFTEN:
        rare = f"more than {numbers.count(MOST_RARE)}" if figures.p * MOST_RARE < 1 else numbers.count(1 / figures.p)
        said.append(f"By chance once in {rare} windows")
    elif figures.low is not None and figures.high is not None and figures.value is not None:
        low, high = numbers.figure(figures.low), numbers.figure(figures.high)
        said.append(f"{numbers.figure(figures.value)} ({low}{EN_DASH}{high})")
    if figures.n is not None and math.isfinite(figures.n) and not ROWS.search(changed):
        said.append(f"n{NO_BREAK}={NO_BREAK}{numbers.count(figures.n)}")
    if told.present is not None:
        said.append(f"{numbers.share(told.present)} of the usual rows are there")
    return "; ".join(said)


def big(told: Told) -> str:
    """Line 5: the effect against what matters."""
    effect, material = told.now.effect, told.now.material
    if effect is None or not material or not math.isfinite(effect):
        return ""
    write = _write(told)
    if write is numbers.effect:
        return _capital(words.against(effect, material))
    return f"Effect {write(abs(effect))} = {numbers.figure(abs(effect / material))} × material {write(material)}"


def related(told: Told) -> str:
    """Line 8: what is held back, and what else is open."""
    said = []
    if told.held_back:
        noun = "alert" if told.held_back == 1 else "alerts"
        said.append(f"{numbers.count(told.held_back)} dependent {noun} held back.")
    if told.beside:
        said.append(words.beside([(name, moment(told, at)) for name, at in told.beside]))
    return " ".join(said)


def to_do(told: Told) -> str:
    """Line 9: the first line of the runbook with its address, and what is offered or done."""
    runbook = ": ".join(part for part in (told.runbook_line, told.runbook) if part)
    owner = f"Owner: {told.owner}." if told.owner else ""
    return " ".join(part for part in (runbook, *told.actions, owner) if part)


def moment(told: Told, at: datetime) -> str:
    """A moment as this message says it: with its year where that is not the year of reading."""
    zone = ZoneInfo(told.zone)
    with_year = at.astimezone(zone).year != told.observed_at.astimezone(zone).year
    return words.moment(at, told.zone, with_year=with_year)


def _course(told: Told) -> str:
    reason = told.reason or "recovered"
    peak, last = told.episode.peak, told.figures
    for name, write in (("effect", _write(told)), ("value", numbers.figure)):
        worst, newest = getattr(peak, name), None if last is None else getattr(last, name)
        if worst is not None and newest is not None:
            return words.course(abs(worst), abs(newest), reason, write)
        if worst is not None:
            return f"Peak {write(abs(worst))}: {words.because(reason)}."
    return phrases.ended(_capital(words.because(reason)))


def _retracted(told: Told) -> str:
    now = told.now
    if told.figures is not None and now.value is not None and now.limit is not None:
        return words.retracted(now.value, now.limit, numbers.figure)
    if told.figures is not None and now.effect is not None and now.material is not None:
        return words.retracted(abs(now.effect), now.material, _write(told))
    return "With the late rows nothing is wrong; the alert is withdrawn."


def _revised(told: Told) -> str:
    assert told.before is not None  # noqa: S101 - the caller asked
    before, after = told.before, told.episode
    was, now = before.peak, after.peak
    name = "effect" if was.effect is not None and now.effect is not None else "value"
    figures = (getattr(was, name), getattr(now, name))
    known = figures if None not in figures else (0.0, 0.0)
    shift = after.started_at - before.started_at
    said = words.revised(told.late_rows, known, (told.since - shift, told.since), told.zone)
    return f"{said} Severity {before.severity} {phrases.ARROW} {after.severity}." if told.is_raised else said


def _write(told: Told) -> Callable[[float], str]:
    """How the size of an effect is written: a share in per cent, a small one with its own digits."""
    worst = next(iter(told.episode.details), None)
    if worst is not None and worst.part.what == "missing":
        return numbers.share
    material = told.episode.last.figures.material
    return numbers.figure if material is not None and 0 < material < SMALL else numbers.effect


def _ended(text: str, head: str) -> str:
    return phrases.ended(head + text) if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
