"""The fold: from verdicts, window after window, to episodes that stand beside each other.

Parts whose violation starts within 2 windows of an episode's latest onset join
it; what starts later is a new episode beside it, so that a standing change does
not swallow the next incident. Each part clears by itself; an episode's
condition holds as long as one of its parts is open. While it is pending a part
must be found in violation again at each window; once it fires, what lingers
keeps it open. A part that comes back while `keep_firing_for` runs returns to
its episode.

Source: STATISTICS B1, B5; ALERTS R21; for one part, Prometheus' machine exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from gnomon.alerts import alert as alerts
from gnomon.alerts import gaps
from gnomon.alerts import state as machine
from gnomon.alerts.alert import Alert, AlertEvent, Episode, Member
from gnomon.alerts.gaps import Evidence
from gnomon.alerts.policy import Policy
from gnomon.alerts.state import Absent, Event, Firing, Inactive, Pending
from gnomon.alerts.verdict import Part, Verdict

DOUBLED = 2
"""How much worse the worst impact must be until receivers hear of new columns (ALERTS R21)."""

Reading = tuple[datetime, Verdict]


@dataclass(frozen=True, slots=True)
class _Window:
    """What a step reads of one window."""

    ts: datetime
    verdict: Verdict
    evidence: Evidence
    policy: Policy


def step(alert: Alert, verdict: Verdict, ts: datetime, policy: Policy) -> tuple[Alert, tuple[AlertEvent, ...]]:
    """Fold one window.

    Args:
        alert: The state after the windows before.
        verdict: Of this window.
        ts: Its end.
        policy: What the monitor says.

    Returns:
        The state after, and what happened: first what got stale, then episode by episode.

    Raises:
        GnomonError: The window is not later than the last.

    Example:
        >>> from datetime import UTC, timedelta
        >>> noon, hour = datetime(2013, 12, 31, 12, tzinfo=UTC), timedelta(hours=1)
        >>> alert, events = step(Alert(), Verdict("violation"), noon, Policy(hour))
        >>> alert.state, [happened.event.kind for happened in events]
        ('firing', ['firing'])
    """
    alerts.check(alert, ts)
    told: list[AlertEvent] = []
    kept = [_unstale(episode, ts, policy, told) for episode in alert.episodes]
    evidence = gaps.evidence(verdict, policy, Alert(tuple(kept)).standing)
    if evidence is None:
        return replace(alert, episodes=tuple(kept), evaluated_at=ts), tuple(told)
    window = _Window(ts, verdict, evidence, policy)
    moved, fresh = _joined([_counted(episode, window) for episode in kept], window)
    after = [one for old, new in zip(kept, moved, strict=True) for one in _stepped(old, new, window, told)]
    if fresh:
        number = Alert(tuple(after), alert.last_number).next_number
        after.append(_opened(number, fresh, window, told))
    fired = [episode.number for episode in after if episode.has_fired]
    return Alert(tuple(after), max(alert.last_number, *fired, 0), ts), tuple(told)


@dataclass(frozen=True, slots=True)
class Folded:
    """Many windows, folded.

    Attributes:
        alert: The state after the last.
        states: The state after each.
        episodes: Every episode that has fired, in its latest form, oldest first.
        events: What happened, in order.
    """

    alert: Alert
    states: tuple[Alert, ...]
    episodes: tuple[Episode, ...]
    events: tuple[AlertEvent, ...]


def fold(alert: Alert, readings: Iterable[Reading], policy: Policy) -> Folded:
    """Fold windows in order.

    Args:
        alert: The state before.
        readings: Ends of windows with their verdicts, in order.
        policy: What the monitor says.

    Raises:
        GnomonError: Windows are out of order.

    Example:
        >>> from datetime import UTC, timedelta
        >>> noon, hour = datetime(2013, 12, 31, 12, tzinfo=UTC), timedelta(hours=1)
        >>> readings = [(noon, Verdict("violation")), (noon + hour, Verdict("ok"))]
        >>> [episode.name for episode in fold(Alert(), readings, Policy(hour)).episodes]
        ['inactive']
    """
    states: list[Alert] = []
    events: list[AlertEvent] = []
    fired = _fired({}, alert)
    for ts, verdict in readings:
        alert, happened = step(alert, verdict, ts, policy)
        states.append(alert)
        events += happened
        fired = _fired(fired, alert)
    return Folded(alert, tuple(states), tuple(fired[number] for number in sorted(fired)), tuple(events))


def _fired(so_far: dict[int, Episode], alert: Alert) -> dict[int, Episode]:
    """The episodes that have fired, with the newest form of each; one that went back to pending has not."""
    over = {number: episode for number, episode in so_far.items() if not episode.is_live}
    return over | {episode.number: episode for episode in alert.episodes if episode.has_fired}


def _unstale(episode: Episode, ts: datetime, policy: Policy, told: list[AlertEvent]) -> Episode:
    """The episode, closed when it has been without evidence for too long."""
    if not isinstance(episode.state, Firing) or not gaps.is_stale(episode.stepped_at, ts, policy):
        return episode
    after, events = machine.resolve(episode.state, ts, "stale")
    return _told(replace(episode, state=after), events, told)


def _counted(episode: Episode, window: _Window) -> Episode:
    """The episode with its parts counted: calm, cleared or back."""
    if not episode.is_live:
        return episode
    return replace(episode, members=tuple(_member(member, window) for member in episode.members))


def _member(member: Member, window: _Window) -> Member:
    found = window.evidence
    if member.part in found.fires:
        return replace(member, calm=0, cleared_at=None)
    if not member.is_open or member.part in found.unknown:
        return member
    if member.part in found.lingers:
        return replace(member, calm=0)
    calm = member.calm + 1
    return replace(member, calm=calm, cleared_at=window.ts if calm >= window.policy.clear_after else None)


def _is_kept(member: Member, window: _Window) -> bool:
    """Whether a part is open, or may still come back; the same guard as T7's."""
    if member.cleared_at is None or member.part in window.evidence.unknown:
        return True
    return window.ts - member.cleared_at < window.policy.keep_firing_for


def _joined(episodes: list[Episode], window: _Window) -> tuple[list[Episode], frozenset[Part]]:
    """The episodes with what joined the newest of them, and what is left for a new one."""
    live = [place for place, episode in enumerate(episodes) if episode.is_live]
    fresh = window.evidence.fires - {member.part for place in live for member in episodes[place].members}
    if not (fresh and live):
        return episodes, fresh
    # By onset, then by place: numbers depend on what was told, and the fold must not.
    newest = max(live, key=lambda place: (episodes[place].latest_onset, place))
    before = episodes[newest]
    if window.ts - before.latest_onset > window.policy.joining:
        return episodes, fresh
    members = (*before.members, *(Member(part, window.ts) for part in fresh))
    after = replace(
        before,
        members=tuple(sorted(members, key=lambda member: member.part)),
        parts=tuple(sorted({*before.parts, *fresh})),
        latest_onset=window.ts,
    )
    return [*episodes[:newest], after, *episodes[newest + 1 :]], frozenset()


def _stepped(before: Episode, episode: Episode, window: _Window, told: list[AlertEvent]) -> tuple[Episode, ...]:
    """The episode after its step; nothing when it is over and forgotten."""
    holds = _holds(episode, window.evidence)
    after, events = gaps.step(episode.state, holds, window.ts, episode.stepped_at, window.policy)
    if isinstance(after, Absent):
        _told(episode, events, told)
        return ()
    moved = replace(episode, state=after)
    if holds is not None:
        moved = replace(moved, stepped_at=window.ts)
    if holds:
        moved = _refreshed(moved, window)
        if isinstance(before.state, Firing) and isinstance(after, Firing) and _is_news(before, moved):
            events += (Event("revised", window.ts),)
    moved = _known(moved, events)
    moved = replace(moved, members=tuple(member for member in moved.members if _is_kept(member, window)))
    return (_told(moved, events, told),)


def _holds(episode: Episode, found: Evidence) -> bool | None:
    """Whether the episode's condition does; None without evidence."""
    if isinstance(episode.state, Inactive):
        return False
    is_pending = isinstance(episode.state, Pending)
    if episode.open & found.fires if is_pending else episode.open - found.unknown:
        return True
    return None if episode.open & found.unknown else False


def _refreshed(episode: Episode, window: _Window) -> Episode:
    """The episode with the newest figures of its open parts, of a window in which one of them is wrong.

    A window that only keeps it open says of what is wrong that it is not.
    """
    if not episode.open & window.evidence.fires:
        return replace(episode, severity=window.policy.severity)
    silent = window.verdict.status in gaps.NO_EVIDENCE and not window.verdict.details
    last = (window.verdict if silent else window.verdict.narrowed(episode.open)) or episode.last
    restarted = isinstance(episode.state, Pending) and episode.state.active_at == window.ts
    return replace(
        episode,
        last=last,
        peak=max(episode.peak, last.figures, key=lambda figures: figures.excess),
        severity=window.policy.severity,
        latest_onset=window.ts if restarted else episode.latest_onset,
    )


def _is_news(before: Episode, after: Episode) -> bool:
    """Whether receivers hear of another set of columns: a critical one joined, or the worst impact doubled."""
    if before.open == after.open:
        return False
    now = after.last.impact
    is_worse = now is not None and before.impact is not None and now >= DOUBLED * before.impact > 0
    return is_worse or (_critical(after) and not before.is_critical)


def _critical(episode: Episode) -> bool:
    return any(detail.is_critical for detail in episode.details)


def _known(episode: Episode, events: tuple[Event, ...]) -> Episode:
    """The episode with what receivers know of it: what was worst when they last heard, or was first known after."""
    if any(event.kind in ("firing", "revised") for event in events) or episode.impact is None:
        return replace(episode, impact=episode.last.impact, is_critical=episode.is_critical or _critical(episode))
    return episode


def _opened(number: int, parts: frozenset[Part], window: _Window, told: list[AlertEvent]) -> Episode:
    """A new episode."""
    after, events = machine.begin(window.ts, window.policy)
    in_order = tuple(sorted(parts))
    last = window.verdict.narrowed(parts) or window.verdict
    episode = Episode(
        number=number,
        state=after,
        stepped_at=window.ts,
        latest_onset=window.ts,
        members=tuple(Member(part, window.ts) for part in in_order),
        parts=in_order,
        last=last,
        peak=last.figures,
        severity=window.policy.severity,
        impact=last.impact,
    )
    return _told(replace(episode, is_critical=_critical(episode)), events, told)


def _told(episode: Episode, events: tuple[Event, ...], told: list[AlertEvent]) -> Episode:
    told += [AlertEvent(episode, event) for event in events]
    return episode
