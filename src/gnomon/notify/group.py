"""Which messages the end of a run makes, for one channel: a row for each group that has something to say.

A single run flushes each group once, at its end: not what happened is compared
with what was told, but what is true now. So what fired and ended in between is
not told, what a channel was told as firing it is told as over, and a row that
was queued and never tried is made anew. What is held back makes no news; the end
of what the channel knows is told all the same.

Source: ALERTS R17, R23–R25, R41; 3.3 for which reasons a channel sends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gnomon.alerts.policy import RANK, Severity
from gnomon.notify import decide, key
from gnomon.notify.decide import REASONS, REPEAT, Entry, Reason, Rule
from gnomon.notify.manner import Manner
from gnomon.notify.message import compose, title
from gnomon.notify.payload import VERSION, Payload, payload
from gnomon.notify.told import Told


@dataclass(frozen=True, slots=True)
class Path:
    """How an episode comes to a channel.

    Attributes:
        group_key: The group in which it is told.
        repeat: How long until what is known is said again.
        held: Why nothing new is told of it; empty when it is told.
        is_repeated: Whether it is said again while it goes on: not when somebody looks at it.
    """

    group_key: str
    repeat: timedelta = REPEAT
    held: str = ""
    is_repeated: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """What goes into the outbox.

    Attributes:
        key: Unique; the message's id on every try.
        channel: The channel's name.
        alert_key: The alert event that it tells; the first of several.
        group_key: The group: rows of one group and channel are sent in order.
        kind: Why it is sent.
        payload: `{"version", "reason", "group", "alerts": [payload of each], "open": [titles of the others]}`.
    """

    key: str
    channel: str
    alert_key: str
    group_key: str
    kind: Reason
    payload: Payload

    @property
    def severity(self) -> Severity | None:
        """Of the most severe alert that it tells as firing; None where all is over."""
        firing: list[Severity] = [each["severity"] for each in self.payload["alerts"] if each["state"] == "firing"]
        return max(firing, key=lambda one: RANK[one], default=None)


@dataclass(frozen=True, slots=True)
class Flush:
    """What becomes of one group, to be written in one transaction.

    Attributes:
        group_key: Which.
        rule: The row of the table of `decide` that spoke.
        row: The new row; None when nothing new is told.
        entry: What is known from now on; None when that is as before.
        superseded: Key of the untried row that what is true now replaces; empty: it stays.
    """

    group_key: str
    rule: Rule
    row: Row | None = None
    entry: Entry | None = None
    superseded: str = ""


def flush(
    told: Sequence[Told],
    channel: str,
    manner: Manner,
    log: Mapping[str, Entry],
    *,
    paths: Mapping[str, Path] | None = None,
    untried: Mapping[str, Payload] | None = None,
    flushed: Mapping[str, datetime] | None = None,
    now: datetime,
) -> tuple[Flush, ...]:
    """Say what becomes of each group.

    Args:
        told: Of one entity, what this channel may hear of: every episode that fires now, with or without news;
            every one that was revised; and every one that is over and that an entry of the log `owed`.
        channel: The channel's name.
        manner: How it is told.
        log: What it knows of each group.
        paths: How episodes come to it, by their names; of one without, in the channel's own manner.
        untried: Payloads of rows that are queued and were never tried, by row key.
        flushed: When the run before this one was, by group.
        now: The time on the wall.

    Returns:
        One for each group, in the order in which groups come; without row, entry and superseded nothing changes.
    """
    ways = paths or {}
    groups: dict[str, list[Told]] = {}
    repeats: dict[str, timedelta] = {}
    for each in told:
        way = ways.get(each.episode_id) or Path(group_key(each, manner))
        groups.setdefault(way.group_key, []).append(each)
        repeats[way.group_key] = min(way.repeat, repeats.get(way.group_key, way.repeat))
    held = frozenset(name for name, way in ways.items() if way.held)
    once = frozenset(name for name, way in ways.items() if not way.is_repeated)
    queued = untried or {}
    for name, entry in log.items():
        if entry.row in queued:
            groups.setdefault(name, [])
    made = []
    for name, some in groups.items():
        known, row = log.get(name), ""
        if known is not None and known.row in queued:
            row, known = known.row, known.before
        repeat = repeats.get(name, REPEAT)
        early = decide.earliness(now - (flushed or {}).get(name, now), repeat)
        dead = known.lost if known is not None and known.waits(now, repeat, early) else None
        group = Group(name, channel, manner, tuple(some), known, row, queued.get(row), held, once, dead)
        made.append(_flush(group, now, repeat, early))
    return tuple(made)


def group_key(told: Told, manner: Manner) -> str:
    """The group of an episode on a channel: the key under which the log and the outbox know it."""
    return key.group({"entity": told.entity}, told.episode_id if manner.grouping == "episode" else "")


@dataclass(frozen=True, slots=True)
class Group:
    """The episodes that share a message.

    Attributes:
        key: Its name.
        channel: The channel's name.
        manner: How the channel is told.
        told: What it may hear of.
        known: What it knows, from rows that were tried.
        untried: Key of the row that was never tried; empty without.
        queued: What that row says.
        held: Episodes of which nothing new is told.
        once: Episodes that are not said again while they go on.
        dead: Names of events whose rows died and are not yet made anew; None where no row did.
    """

    key: str
    channel: str
    manner: Manner
    told: tuple[Told, ...]
    known: Entry | None
    untried: str = ""
    queued: Payload | None = None
    held: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    dead: frozenset[str] | None = None

    @property
    def heard(self) -> tuple[Told, ...]:
        """What there is to hear: all but what goes on and is held back."""
        return tuple(each for each in self.told if each.is_over or each.episode_id not in self.held)

    @property
    def lost(self) -> frozenset[str]:
        """Episodes of which nothing is new but what died."""
        return frozenset(each.episode_id for each in self.told if self.said(each).event_key in (self.dead or ()))

    def said(self, told: Told) -> Told:
        """An episode as the channel hears of it: what was never told cannot be revised."""
        is_news = not told.is_over and told.episode_id not in self.before
        return replace(told, kind="firing") if is_news else told

    @property
    def before(self) -> frozenset[str]:
        """Episodes that the channel knows as firing."""
        return frozenset() if self.known is None else self.known.firing

    @property
    def carried(self) -> list[Payload]:
        """Ends that the untried row was to tell, and that nothing newer is known of."""
        told = {each.episode_id for each in self.told}
        kept = [] if self.queued is None else self.queued["alerts"]
        return [each for each in kept if each["state"] == "resolved" and each["id"] in self.before - told]


def _flush(group: Group, now: datetime, repeat: timedelta, early: timedelta) -> Flush:
    heard = frozenset(each.episode_id for each in group.heard if not each.is_over)
    known = frozenset(each.episode_id for each in group.told if not each.is_over) & group.before
    firing = heard | known  # what is known and held back goes on quietly, so that its end is told
    over = frozenset(each.episode_id for each in group.told if each.is_over) & group.before
    over |= {each["id"] for each in group.carried}
    rule = decide.rule(group.known, firing, over, now, repeat, early, group.lost)
    if rule == "N8" and heard <= group.once:
        rule = "once"
    reason = REASONS.get(rule)
    if reason in (None, "repeat"):
        reason = _revised(group) or reason
    listed = [] if reason is None else _listed(group, reason)
    entered = _entered(group, firing, over, now)
    if reason is None or not (listed or group.carried) or not group.manner.is_said(reason):
        return _unsaid(group, rule, entered if reason == "all_resolved" and over else None, now)
    said = _payload(group, reason, listed)
    if said == group.queued:
        return Flush(group.key, rule)
    row = _row(group, reason, said)
    events = frozenset(str(each["event_key"]) for each in said["alerts"])
    return Flush(group.key, rule, row, replace(entered, row=row.key, said=events), group.untried)


def _entered(group: Group, firing: frozenset[str], over: frozenset[str], now: datetime) -> Entry:
    """What is known once the channel was told; what died stays as it was before."""
    known = group.known
    if known is None:
        return Entry(firing, over, now)
    entry = Entry(firing, over, now, before=replace(known, before=None))
    if group.dead is None:
        return entry
    firing = (firing - group.lost) | (group.before & group.lost)
    return replace(entry, firing=firing, resolved=over - group.lost, died_at=known.died_at, lost=group.dead)


def _unsaid(group: Group, rule: Rule, ended: Entry | None, now: datetime) -> Flush:
    """Nothing is sent. Of what is over the log is written all the same (N5)."""
    if group.untried and ended is None:
        ended = group.known or Entry(frozenset(), frozenset(), now)
    return Flush(group.key, rule, None, ended, group.untried)


def _revised(group: Group) -> Reason | None:
    """Late rows changed what the channel knows."""
    heard = (each for each in group.heard if each.episode_id not in group.lost)
    news = [each for each in heard if each.kind == "revised" and each.episode_id in group.before]
    if not news:
        return None
    return "severity_raised" if any(each.is_raised for each in news) else "revised"


def _listed(group: Group, reason: Reason) -> list[Told]:
    """What the message is about: most severe first, what is over last."""
    listed = []
    for each in group.heard:
        is_known = each.episode_id in group.before
        if each.episode_id in group.lost:
            continue
        if each.is_over:
            listed += [each] if is_known else []
        elif not is_known:
            listed.append(group.said(each))
        elif each.kind == "revised":
            listed.append(each)
        elif reason == "repeat":
            listed.append(replace(each, is_repeat=True))
    return sorted(listed, key=_place)


def _place(told: Told) -> tuple[bool, int, datetime, str]:
    return told.is_over, -RANK[told.severity], told.since, told.episode_id


def _payload(group: Group, reason: Reason, listed: Sequence[Told]) -> Payload:
    shown = {each.episode_id for each in listed}
    others = [each for each in group.heard if not each.is_over and each.episode_id not in shown]
    return {
        "version": VERSION,
        "reason": reason,
        "group": group.key,
        "alerts": [*(payload(each, compose(each)) for each in listed), *group.carried],
        "open": [title(each) for each in sorted(others, key=_place)],
    }


def _row(group: Group, reason: Reason, said: Payload) -> Row:
    """The row, under a key that no row before it had."""
    events = [str(each["event_key"]) for each in said["alerts"]]
    again = []
    if reason == "repeat" and group.known is not None:
        again.append(f"repeat@{group.known.at.isoformat()}")
    if group.known is not None and group.known.died_at is not None:
        again.append(f"died@{group.known.died_at.isoformat()}")
    if group.untried:
        again.append(f"replaces@{group.untried}")
    made = key.row([*events, *again], group.key, group.channel)
    return Row(made, group.channel, events[0], group.key, reason, said)
