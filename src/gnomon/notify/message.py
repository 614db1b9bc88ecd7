"""A message: what a person reads of an event, the same on every channel."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.alerts import words
from gnomon.checks import numbers
from gnomon.notify import lines, template
from gnomon.notify.lines import Line
from gnomon.notify.shown import shown
from gnomon.notify.told import Told

LONGEST_TITLE = words.LONGEST_TITLE
DRILL = "[DRILL] "


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads.

    Attributes:
        title: One line of at most 150 characters.
        summary: What changed, in the monitor's own words where it has some.
        lines: In the order of ALERTS 3.2; one without content is left out.
        links: Names with addresses.
    """

    title: str
    summary: str
    lines: tuple[Line, ...]
    links: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The whole as plain text."""
        links = [f"{name}: {address}" for name, address in self.links]
        return "\n".join([self.title, *(line.text for line in self.lines), *links])


def compose(told: Told) -> Message:
    """Write the message.

    Args:
        told: What is told.
    """
    summary = template.expand(told.summary, context(told)) if told.summary else lines.sentence(told)
    said = lines.lines(told, summary if told.summary else "")
    return Message(
        title(told),
        shown(summary),
        tuple(Line(line.name, shown(line.text)) for line in said),
        tuple((shown(name), address) for name, address in told.links),
    )


def title(told: Told) -> str:
    """One line for a phone's lock screen; that of a drill says that it is one.

    Source: ALERTS 3.2, 7.3; PAGES 5.
    """
    said = shown(_title(told))
    return numbers.short(f"{DRILL}{said}", LONGEST_TITLE) if told.labels.get("drill") else said


def _title(told: Told) -> str:
    what = lines.what(told)
    if told.is_over:
        ended = told.ended_at
        assert ended is not None  # noqa: S101 - what is over has ended
        return words.resolved(ended - told.since, told.entity, what, told.reason or "recovered")
    since = lines.moment(told, told.since)
    if told.kind == "firing":
        return words.firing(told.severity, told.entity, what, since, again=told.is_repeat)
    head, tail = f"[REVISED {told.severity}] {numbers.short(told.entity)}: ", f", since {since}"
    return head + numbers.short(what, LONGEST_TITLE - len(head) - len(tail)) + tail


def context(told: Told) -> dict[str, template.Value]:
    """The names that a template may use.

    Source: ALERTS 8.3.
    """
    figures = told.now
    names: dict[str, template.Value] = {
        "entity": told.entity,
        "monitor": told.monitor,
        "severity": told.severity,
        "kind": told.kind,
        "state": "resolved" if told.is_over else "firing",
        "reason": lines.sentence(told),
        "since": told.since,
        "started_at": told.episode.started_at,
        "ended_at": told.ended_at,
        "seen_at": told.observed_at,
        "columns": told.names,
        "worst": told.names[0] if told.names else "",
        "owner": told.owner,
        "runbook": told.runbook,
        "value": figures.value,
        "limit": figures.limit,
        "material": figures.material,
        "effect": figures.effect,
        "low": figures.low,
        "high": figures.high,
        "p": figures.p,
        "n": figures.n,
    }
    return names | {f"labels.{name}": text for name, text in told.labels.items()}
