"""Telling: at the end of a run, what each channel has to hear of an entity goes into the outbox.

What a channel knows stands in the store, so that a run that was killed before
it told is made good by the next one, and nothing is told twice.

Source: ALERTS R23–R25, R39.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from gnomon.alerts import record
from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import words
from gnomon.jobs.held_back import HeldBack, held_back
from gnomon.jobs.lease import Lease
from gnomon.jobs.monitors import Plan
from gnomon.notify import registry
from gnomon.notify.decide import Entry
from gnomon.notify.group import Path, flush, group_key
from gnomon.notify.told import Kind, Told
from gnomon.store import alerts as episodes
from gnomon.store import notify_group, notify_log, outbox
from gnomon.store.alerts import EpisodeRow, EpisodeState
from gnomon.store.notify_group import GroupRow
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

REVISED = ("revised", "severity_raised")
FIRING: Sequence[EpisodeState] = ("firing",)
OVER: Sequence[EpisodeState] = ("resolved", "retracted")


def tell(settings: Settings, entity: Entity, plans: Sequence[Plan], lease: Lease) -> int:
    """Put into the outbox what the entity's channels have to hear.

    Args:
        settings: The configuration.
        entity: Whose alerts.
        plans: Its monitors.
        lease: That of the entity.

    Returns:
        How many messages that makes.
    """
    count = 0
    with lease.transaction() as tx:
        rows = _of_interest(tx, entity)
        kept_back = held_back(tx, settings, entity, lease.clock())
        for channel in _channels(settings, entity, plans):
            mine = {plan.name: plan for plan in plans if channel.name in _notify(plan, entity)}
            count += _told(tx, entity, mine, rows, channel, kept_back, lease.clock())
    return count


def _channels(settings: Settings, entity: Entity, plans: Sequence[Plan]) -> list[Channel]:
    names = dict.fromkeys(name for plan in plans for name in _notify(plan, entity))
    return [settings.channels[name] for name in names if name in settings.channels]


def _notify(plan: Plan, entity: Entity) -> tuple[str, ...]:
    return entity.notify if plan.monitor.notify is None else plan.monitor.notify


def _of_interest(tx: Transaction, entity: Entity) -> list[EpisodeRow]:
    """Episodes that fire, and those that some channel knows as firing."""
    firing = episodes.all(tx, entity.name, FIRING)
    entries = [Entry.from_record(kept) for kept in notify_log.open_groups(tx, entity.name).values()]
    known = {id for entry in entries for id in entry.firing}
    over = [row for row in episodes.all(tx, entity.name, OVER) if row.id in known]
    return [*firing, *over]


def _told(
    tx: Transaction,
    entity: Entity,
    plans: Mapping[str, Plan],
    rows: Sequence[EpisodeRow],
    channel: Channel,
    kept_back: HeldBack,
    now: datetime,
) -> int:
    manner = registry.find(channel.kind).manner(send_resolved=channel.send_resolved)
    groups = notify_log.open_groups(tx, entity.name, channel.name)
    log = {key: Entry.from_record(kept) for (key, _), kept in groups.items()}
    since = max((entry.at for entry in log.values()), default=None)
    told = [_of_row(tx, entity, plans[row.monitor], row, since, kept_back) for row in rows if row.monitor in plans]
    paths = {
        each.episode_id: Path(
            group_key(each, manner), channel.repeat_interval, kept_back.reasons.get(each.episode_id, "")
        )
        for each in told
    }
    for key in dict.fromkeys(path.group_key for path in paths.values()):
        kept = notify_log.get(tx, key, channel.name) if key not in log else None
        if kept is not None:
            log[key] = Entry.from_record(kept)
    untried = {
        row.key: row.payload
        for key in log
        for row in outbox.of_group(tx, key, channel.name)
        if row.state == "queued" and not row.attempts
    }
    count = 0
    notify_group.clear(tx, entity.name, channel.name)
    for made in flush(told, channel.name, manner, log, paths=paths, untried=untried, now=now):
        here = {
            each.episode_id: paths[each.episode_id].held
            for each in told
            if not each.is_over and paths[each.episode_id].group_key == made.group_key
        }
        notify_group.put(tx, GroupRow(made.group_key, channel.name, entity.name, now, made.rule, here))
        if made.superseded:
            outbox.supersede(tx, made.group_key, channel.name, now)
        if made.row is not None:
            row = made.row
            count += outbox.put(
                tx, OutboxRow(row.key, row.channel, row.alert_key, row.group_key, row.kind, row.payload, now)
            )
        if made.entry is not None:
            notify_log.put(
                tx, entity.name, made.group_key, channel.name, made.entry.to_record(),
                is_open=made.entry.is_open,
            )  # fmt: skip
    return count


def _of_row(
    tx: Transaction, entity: Entity, plan: Plan, row: EpisodeRow, since: datetime | None, kept_back: HeldBack
) -> Told:
    """What is told of an episode.

    Args:
        tx: The transaction.
        entity: Whose.
        plan: Of which monitor.
        row: The episode.
        since: When the channel was last told anything of the entity.
        kept_back: What follows from what.
    """
    events = [one for one in episodes.events(tx, entity.name, row.alert_id) if one.number == row.number]
    news = [one for one in events if one.kind in REVISED and since is not None and one.observed_at > since]
    kind: Kind = "revised" if news and row.state == "firing" else _kind(row)
    seq = max(1, sum(one.kind == kind for one in events))
    before = news[-1].record.get("before") if news else None
    return Told(
        kind=kind,
        episode=record.episode_from_record(row.record),
        entity=entity.name,
        monitor=plan.name,
        monitor_kind=plan.monitor.kind,
        labels=plan.labels,
        every=plan.policy.length,
        since=row.since,
        observed_at=row.observed_at,
        seq=seq,
        series=tuple(row.series),
        zone=entity.zone,
        summary=plan.monitor.summary or "",
        before=None if before is None else record.episode_from_record(before),
        held_back=kept_back.following[row.id],
        owner=plan.monitor.owner or entity.owner or "",
        runbook=plan.monitor.runbook or "",
        **words.about(tx, entity, plan, row),
    )


def _kind(row: EpisodeRow) -> Kind:
    if row.state == "retracted":
        return "retracted"
    return "resolved" if row.state == "resolved" else "firing"
