"""What late data changes: the fold is replayed, and its episodes are compared with what was told.

Source: ALERTS 1.5, R18–R20, whose rows V1–V8 are named where they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from gnomon.alerts import episodes, matching
from gnomon.alerts.alert import Alert, Episode
from gnomon.alerts.episodes import DOUBLED, Folded, Reading
from gnomon.alerts.policy import RANK, Policy

Kind = Literal[
    "figures_updated",
    "revised",
    "severity_raised",
    "retracted",
    "resolved",
    "firing",
    "past_raised",
    "past_retracted",
    "refired",
]
Telling = Literal["nothing", "edit", "message", "digest"]

HORIZON = timedelta(days=7)
SMALL = 0.5  # of what matters: a smaller move of a figure is no news

TELLING: Mapping[Kind, Telling] = {
    "figures_updated": "nothing",
    "revised": "edit",
    "severity_raised": "message",
    "retracted": "message",
    "resolved": "message",
    "firing": "message",
    "past_raised": "digest",
    "past_retracted": "digest",
    "refired": "message",
}
"""How receivers learn of each kind."""

CLOSING: tuple[Kind, ...] = ("retracted", "resolved")
"""What a receiver who was told `firing` is always told, however old the change (R25)."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One difference between what was told and the replay.

    Attributes:
        kind: What it is.
        telling: How receivers learn of it.
        told: The episode as it was told; None when none was.
        now: The episode as it is now; None when there is none.
        is_joined: Whether `now` is another episode, which took it in.
    """

    kind: Kind
    telling: Telling
    told: Episode | None
    now: Episode | None
    is_joined: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it fires only now, for a past that was calm when it was told."""
        return self.kind in ("firing", "refired")


@dataclass(frozen=True, slots=True)
class Revised:
    """A replay, with the numbers that its episodes keep.

    Attributes:
        alert: The state after the last window.
        states: The state after each window that was replayed.
        episodes: Every episode of the replayed stretch that has fired, oldest first.
        revisions: What differs from what was told, in order of events.
    """

    alert: Alert
    states: tuple[Alert, ...]
    episodes: tuple[Episode, ...]
    revisions: tuple[Revision, ...]


def revise(
    told: Sequence[Episode],
    before: Alert,
    readings: Sequence[Reading],
    policy: Policy,
    observed_at: datetime,
    horizon: timedelta = HORIZON,
) -> Revised:
    """Replay the windows from the first whose verdict changed, and say what differs.

    Args:
        told: The alert's episodes as they stand, those that ended before the stretch included or not.
        before: The state right before the first window that changed.
        readings: The newest verdicts of every window from that one to the last that was evaluated, at least one.
        policy: What the monitor says.
        observed_at: When the late data was seen.
        horizon: How old a change may be to be told; what closes an open episode is told at any age.

    Returns:
        The new states and episodes, and the differences. A matched episode keeps its number.

    Raises:
        GnomonError: Windows are out of order.
    """
    highest = max([before.last_number, *(one.number for one in told if one.has_fired)])
    folded = episodes.fold(replace(before, last_number=highest), readings, policy)
    changed_at, until = readings[0][0], readings[-1][0]
    old, new = (_fired(among, before.evaluated_at) for among in (told, folded.episodes))
    matched = matching.match(old, new, until)
    numbers = _numbers(old, new, matched, folded, highest)
    new = [replace(one, number=numbers[one.number]) for one in new]
    heirs = matching.heirs(old, new, matched, until)
    is_recent = observed_at - changed_at <= horizon
    last = max([highest, *(one.number for one in new)])
    return Revised(
        _renumbered(folded.alert, numbers, last),
        tuple(_renumbered(one, numbers, last) for one in folded.states),
        tuple(new),
        tuple(_revisions(old, new, matched, heirs, is_recent=is_recent)),
    )


def compare(told: Episode, now: Episode) -> Kind | None:
    """What became of an episode that was told.

    Args:
        told: As it was told.
        now: As the replay says.

    Returns:
        None when nothing differs.
    """
    if told.ended_at is None:
        return _still_open(told, now) if now.ended_at is None else "resolved"  # V4
    if now.ended_at is None:
        return "refired"  # V8
    return None if _same(told, now) else "figures_updated"


def _still_open(told: Episode, now: Episode) -> Kind | None:
    """V1 or V2."""
    if RANK[now.severity] > RANK[told.severity]:
        return "severity_raised"
    if now.started_at != told.started_at or now.severity != told.severity or _is_other_size(told, now):
        return "revised"
    return None if _same(told, now) else "figures_updated"


def _is_other_size(told: Episode, now: Episode) -> bool:
    """Whether its worst figure moved by half of what matters, or its columns are news (R21).

    The worst one is what a message says first. The newest one changes with every window, also while nothing that was
    told does: estimated today, it is measured tomorrow.
    """
    before, after = told.peak.value, now.peak.value
    if before is None or after is None:
        moved = before is not after
    else:
        material = now.peak.material or told.peak.material or 0.0
        moved = before != after and abs(after - before) >= SMALL * material
    if told.parts == now.parts:
        return moved
    worst, known = now.last.impact, told.impact
    is_worse = worst is not None and known is not None and worst >= DOUBLED * known > 0
    return moved or is_worse or (now.is_critical and not told.is_critical)


def _same(a: Episode, b: Episode) -> bool:
    return (a.state, a.parts, a.severity, a.last.figures) == (b.state, b.parts, b.severity, b.last.figures)


def _fired(among: Sequence[Episode], since: datetime | None) -> list[Episode]:
    """Those that fired and were not over when the replayed stretch began."""
    fired = [one for one in among if one.has_fired]
    if since is not None:
        fired = [one for one in fired if one.ended_at is None or one.ended_at > since]
    return sorted(fired, key=lambda one: (one.started_at, one.number))


def _numbers(
    old: Sequence[Episode], new: Sequence[Episode], matched: Mapping[int, int], folded: Folded, highest: int
) -> dict[int, int]:
    """The final number of every number in a replay."""
    found = {new[j].number: old[i].number for i, j in matched.items()}
    over = {one.number for one in folded.episodes} - {one.number for one in new}
    found |= {number: number for number in over}
    seen = [one.number for one in new]
    seen += sorted({one.number for state in folded.states for one in state.episodes} - set(seen))
    for number in seen:
        if number not in found:
            highest += 1
            found[number] = highest
    return found


def _renumbered(alert: Alert, numbers: Mapping[int, int], last: int) -> Alert:
    moved = tuple(replace(one, number=numbers[one.number]) for one in alert.episodes)
    return replace(alert, episodes=moved, last_number=last)


def _revisions(
    old: Sequence[Episode],
    new: Sequence[Episode],
    matched: Mapping[int, int],
    heirs: Mapping[int, int],
    *,
    is_recent: bool,
) -> list[Revision]:
    found = [_of_told(old[i], new, matched.get(i), heirs.get(i)) for i in range(len(old))]
    found += [_of_new(new[j]) for j in range(len(new)) if j not in matched.values()]
    differing = sorted((one for one in found if one is not None), key=_place)
    return [one if is_recent or one.kind in CLOSING else replace(one, telling="nothing") for one in differing]


def _of_told(told: Episode, new: Sequence[Episode], match: int | None, heir: int | None) -> Revision | None:
    if match is not None:
        kind = compare(told, new[match])
        return None if kind is None else Revision(kind, TELLING[kind], told, new[match])
    is_open = told.ended_at is None
    if heir is not None:
        kind = "resolved" if is_open else "figures_updated"
        return Revision(kind, TELLING[kind], told, new[heir], is_joined=True)
    kind = "retracted" if is_open else "past_retracted"  # V3, V7
    return Revision(kind, TELLING[kind], told, None)


def _of_new(now: Episode) -> Revision:
    kind: Kind = "firing" if now.ended_at is None else "past_raised"  # V5, V6
    return Revision(kind, TELLING[kind], None, now)


def _place(one: Revision) -> tuple[datetime, int]:
    episode = one.told or one.now
    assert episode is not None  # noqa: S101 - a difference has a side
    return episode.started_at, episode.number
