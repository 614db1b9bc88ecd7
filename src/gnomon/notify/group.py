"""Which messages the end of a run makes, for one channel: a row for each group that has something to say.

A single run flushes each group once, at its end. What fired and ended in
between is not told; what a channel was told as firing it is told as over. A row
that was queued and never tried is made anew from what is true now.

Source: ALERTS R17, R23–R25, R41; 3.3 for which reasons a channel sends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from gnomon.alerts.policy import RANK
from gnomon.notify import decide, key
from gnomon.notify.decide import REPEAT, Entry, Reason
from gnomon.notify.message import compose, title
from gnomon.notify.payload import VERSION, Payload, payload
from gnomon.notify.told import Told

Grouping = Literal["entity", "episode"]

EVERY: frozenset[Reason] = frozenset(
    ("first", "new_alerts", "all_resolved", "some_resolved", "repeat", "revised", "severity_raised")
)
NO_EVENT = frozenset(("all_resolved", "some_resolved"))
"""What a channel with `send_resolved: false` is spared."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a channel is told.

    Attributes:
        grouping: `entity`: one message for all alerts of an entity; `episode`: one for each episode.
        says: The reasons for which it sends.
        send_resolved: Whether it is told what is over.
    """

    grouping: Grouping = "entity"
    says: frozenset[Reason] = EVERY
    send_resolved: bool = True

    def is_said(self, reason: Reason) -> bool:
        """Whether a message of this reason is sent."""
        return reason in self.says and (self.send_resolved or reason not in NO_EVENT)


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


@dataclass(frozen=True, slots=True)
class Flush:
    """What becomes of one group.

    Attributes:
        group_key: Which.
        row: The new row; None when nothing is told.
        entry: What the log then says; None to leave it as it is.
        superseded: Key of the queued row that the new state replaces; empty without.
    """

    group_key: str
    row: Row | None = None
    entry: Entry | None = None
    superseded: str = ""


def flush(
    told: Sequence[Told],
    channel: str,
    manner: Manner,
    log: Mapping[str, Entry],
    *,
    untried: Mapping[str, Payload] = {},
    now: datetime,
    repeat: timedelta = REPEAT,
) -> tuple[Flush, ...]:
    """Say what becomes of each group.

    Args:
        told: Of one entity, those that this channel is told of: every episode that fires now, with or without
            news, and every one that was resolved, revised or retracted in this run.
        channel: The channel's name.
        manner: How it is told.
        log: What it knows of the entity's groups, by the key that `group_key` gives.
        untried: Payloads of rows that are queued and were never tried, by row key.
        now: The time on the wall.
        repeat: How long until what is known is said again.

    Returns:
        One for each group that changes anything.
    """
    groups: dict[str, list[Told]] = {}
    for each in told:
        groups.setdefault(group_key(each, manner), []).append(each)
    for name, entry in log.items():
        if entry.waiting:
            groups.setdefault(name, [])
    made = [
        _flush(Group(name, channel, manner, tuple(some)), log.get(name), untried, now, repeat)
        for name, some in groups.items()
    ]
    return tuple(each for each in made if each.row or each.entry or each.superseded)


def group_key(told: Told, manner: Manner) -> str:
    """The group of an episode on a channel: the key under which the log and the outbox know it."""
    return key.group({"entity": told.entity}, told.episode_id if manner.grouping == "episode" else "")


@dataclass(frozen=True, slots=True)
class Group:
    """The episodes that share a message."""

    key: str
    channel: str
    manner: Manner
    told: tuple[Told, ...]


def _flush(
    group: Group, entry: Entry | None, untried: Mapping[str, Payload], now: datetime, repeat: timedelta
) -> Flush:
    superseded = entry.row if entry is not None and entry.row in untried else ""
    known = entry.before if superseded and entry is not None else entry
    over = {each.episode_id: each for each in group.told if each.is_over and _was_told(each, known)}
    firing = {each.episode_id: each for each in group.told if not each.is_over}
    carried = _carried(known, untried.get(superseded), {*over, *firing})
    ended = frozenset({*over, *carried})
    reason = decide.decide(known, frozenset(firing), ended, now, repeat)
    if reason in (None, "repeat"):
        reason = _revised(group, known) or reason
    entered = Entry(frozenset(firing), ended, now, before=known and replace(known, before=None))
    if reason is None or not group.manner.is_said(reason):
        return _unsaid(group, reason, known, entered, [*carried.values(), *map(_paid, over.values())], superseded)
    row = _row(group, reason, known, [*map(_paid, _listed(group, reason, known)), *carried.values()])
    if row.key == superseded:
        return Flush(group.key)  # what is queued says the same
    return Flush(group.key, row, replace(entered, row=row.key), superseded)


def _unsaid(
    group: Group,
    reason: Reason | None,
    known: Entry | None,
    entered: Entry,
    ended: Sequence[Payload],
    superseded: str,
) -> Flush:
    """Nothing is sent: what the log says then."""
    if reason == "all_resolved":
        return Flush(group.key, entry=entered, superseded=superseded)
    if reason == "some_resolved" and group.manner.send_resolved and known is not None:
        return Flush(group.key, entry=replace(known, waiting=tuple(ended)), superseded=superseded)
    if superseded:
        return Flush(group.key, entry=known or replace(entered, firing=frozenset(), before=None), superseded=superseded)
    return Flush(group.key)


def _carried(known: Entry | None, replaced: Payload | None, told: set[str]) -> dict[str, Payload]:
    """Ends that the channel has not heard of, from rows that were not sent; by episode."""
    kept = [] if known is None else [*known.waiting]
    if known is not None and replaced is not None:
        kept += [each for each in replaced["alerts"] if each["state"] == "resolved"]
    return {each["id"]: each for each in kept if each["id"] not in told}


def _was_told(told: Told, known: Entry | None) -> bool:
    return known is not None and told.episode_id in known.firing | known.resolved


def _revised(group: Group, known: Entry | None) -> Reason | None:
    """Late rows changed what the channel knows."""
    news = [each for each in group.told if each.kind == "revised" and known and each.episode_id in known.firing]
    if not news:
        return None
    return "severity_raised" if any(each.is_raised for each in news) else "revised"


def _listed(group: Group, reason: Reason, known: Entry | None) -> list[Told]:
    """What the message is about: news first, most severe first; what is over last."""
    firing = frozenset() if known is None else known.firing
    resolved = frozenset() if known is None else known.resolved
    listed = []
    for each in group.told:
        if each.is_over:
            is_news = each.episode_id in firing - resolved
        else:
            is_news = reason == "repeat" or each.kind == "revised" or each.episode_id not in firing
        if is_news:
            is_known = each.kind != "revised" or each.episode_id in firing
            listed.append(each if is_known else replace(each, kind="firing"))
    return sorted(listed, key=_place)


def _place(told: Told) -> tuple[bool, int, datetime, str]:
    return told.is_over, -RANK[told.severity], told.since, told.episode_id


def _row(group: Group, reason: Reason, known: Entry | None, alerts: Sequence[Payload]) -> Row:
    listed = {each["id"] for each in alerts}
    others = [each for each in group.told if not each.is_over and each.episode_id not in listed]
    events = [str(each["event_key"]) for each in alerts]
    if reason == "repeat" and known is not None:
        events.append(f"repeat@{known.at.isoformat()}")
    body = {
        "version": VERSION,
        "reason": reason,
        "group": group.key,
        "alerts": list(alerts),
        "open": [title(each) for each in sorted(others, key=_place)],
    }
    return Row(key.row(events, group.key, group.channel), group.channel, events[0], group.key, reason, body)


def _paid(told: Told) -> Payload:
    return payload(told, compose(told))
