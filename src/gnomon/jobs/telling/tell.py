"""Telling: at the end of a run, what each channel has to hear of an entity goes into the outbox.

What a channel knows stands in the store, so that a run that was killed before
it told is made good by the next one, and nothing is told twice.

Source: ALERTS R23–R25, R39.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gnomon.alerts import record
from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs.lease import Lease
from gnomon.jobs.monitors import Plan
from gnomon.jobs.telling import routes, words
from gnomon.jobs.telling.further import Further, is_answered
from gnomon.jobs.telling.held_back import HeldBack, held_back
from gnomon.jobs.telling.routes import Way
from gnomon.jobs.telling.seen_late import seen_late
from gnomon.notify import key, registry
from gnomon.notify.decide import Entry
from gnomon.notify.group import Path, flush, group_key
from gnomon.notify.manner import Manner
from gnomon.notify.told import Kind, Told
from gnomon.store import alerts as episodes
from gnomon.store import notify_group, notify_log, outbox
from gnomon.store.alerts import FIRING, EpisodeRow, EpisodeState
from gnomon.store.notify_group import GroupRow
from gnomon.store.outbox import OutboxRow
from gnomon.store.transaction import Transaction

ELSEWHERE = "nothing leads to this channel any more"
REVISED = ("revised", "severity_raised")
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
        known = {plan.name: plan for plan in plans}
        further = Further(tx, settings, entity, kept_back.reasons, lease.clock())
        led = {}
        for row in rows:
            if row.monitor in known:
                monitor = known[row.monitor].monitor
                led[row.id] = further.ways(row, monitor, routes.of_row(settings, entity, monitor, row))
        answered = frozenset(row.id for row in rows if is_answered(tx, row))
        for channel in settings.channels.values():
            if channel.digest is not None:
                continue
            ways = {id: way for id, some in led.items() for way in some if way.channel == channel.name}
            scene = Scene(settings, entity, known, channel, ways, kept_back, answered)
            count += _told(tx, scene, rows, lease.clock())
    return count


@dataclass(frozen=True, slots=True)
class Scene:
    """What telling one channel of one entity needs to know.

    Attributes:
        settings: The configuration.
        entity: Whose alerts.
        plans: Its monitors by name.
        channel: The channel.
        ways: How episodes are led to it, by their names.
        kept_back: What is held back.
        answered: Episodes whose incident somebody has acknowledged.
    """

    settings: Settings
    entity: Entity
    plans: Mapping[str, Plan]
    channel: Channel
    ways: Mapping[str, Way]
    kept_back: HeldBack
    answered: frozenset[str] = frozenset()

    def path(self, told: Told, manner: Manner, group: str, now: datetime) -> Path:
        """How an episode comes to the channel.

        Args:
            told: The episode.
            manner: How the channel is told.
            group: The group in which the channel knows it as firing; empty when it does not.
            now: The time on the wall.
        """
        way = self.ways.get(told.episode_id)
        usual = self.channel.repeat_interval
        if way is None:
            return Path(group, usual, ELSEWHERE)
        held = routes.quiet(self.settings, told.labels, way.route, now)
        held = held or self.kept_back.reasons.get(told.episode_id, "")
        if way.route is None:
            is_repeated = not (way.note or told.episode_id in self.answered)
            return Path(group or group_key(told, manner), usual, held, is_repeated)
        episode = told.episode_id if manner.grouping == "episode" else ""
        own = f"{way.route.path}:{key.group(way.route.group(told.labels), episode)}"
        return Path(group or own, way.route.repeat(usual), held, told.episode_id not in self.answered)

    def noted(self, told: Told) -> Told:
        """The same with why this channel is told."""
        way = self.ways.get(told.episode_id)
        return told if way is None or not way.note else replace(told, note=way.note)


def _of_interest(tx: Transaction, entity: Entity) -> list[EpisodeRow]:
    """Episodes that fire, and those that some channel knows as firing."""
    firing = episodes.all(tx, entity.name, FIRING)
    entries = [Entry.from_record(kept) for kept in notify_log.open_groups(tx, entity.name).values()]
    known = {id for entry in entries for id in entry.firing}
    over = [row for row in episodes.all(tx, entity.name, OVER) if row.id in known]
    return [*firing, *over]


def _told(tx: Transaction, scene: Scene, rows: Sequence[EpisodeRow], now: datetime) -> int:
    entity, channel = scene.entity, scene.channel
    manner = registry.find(channel.kind).manner(send_resolved=channel.send_resolved)
    groups = notify_log.open_groups(tx, entity.name, channel.name)
    log = {group: Entry.from_record(kept) for (group, _), kept in groups.items()}
    since = max((entry.at for entry in log.values()), default=None)
    inside = {id: group for group, entry in log.items() for id in entry.firing}
    mine = [row for row in rows if row.monitor in scene.plans and (row.id in scene.ways or row.id in inside)]
    flushed = {
        row.group_key: row.flushed_at for row in notify_group.of_entity(tx, entity.name) if row.channel == channel.name
    }
    notify_group.clear(tx, entity.name, channel.name)
    if not (mine or log):
        return 0
    told = [scene.noted(of_row(tx, entity, scene.plans[row.monitor], row, since, scene.kept_back)) for row in mine]
    paths = {each.episode_id: scene.path(each, manner, inside.get(each.episode_id, ""), now) for each in told}
    for group in dict.fromkeys(path.group_key for path in paths.values()):
        kept = notify_log.get(tx, group, channel.name) if group not in log else None
        if kept is not None:
            log[group] = Entry.from_record(kept)
    untried = {
        row.key: row.payload
        for key in log
        for row in outbox.of_group(tx, key, channel.name)
        if row.state == "queued" and not row.attempts
    }
    count = 0
    for made in flush(told, channel.name, manner, log, paths=paths, untried=untried, flushed=flushed, now=now):
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
            told_row = OutboxRow(
                row.key, row.channel, row.alert_key, row.group_key, row.kind, row.payload, now, severity=row.severity
            )
            count += outbox.put(tx, told_row)
        if made.entry is not None:
            notify_log.put(
                tx, entity.name, made.group_key, channel.name, made.entry.to_record(),
                is_open=made.entry.is_open,
            )  # fmt: skip
    return count


def of_row(
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
    seen = min((one.observed_at for one in events if one.kind == "firing"), default=None)
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
        seen_at=seen,
        seq=seq,
        series=tuple(row.series),
        zone=entity.zone,
        summary=plan.monitor.summary or "",
        before=None if before is None else record.episode_from_record(before),
        late=seen_late(tx, entity, row, events) if kind == "firing" else None,
        held_back=kept_back.following[row.id],
        what=_what(plan, row),
        owner="" if plan.watches == "self" else plan.monitor.owner or entity.owner or "",
        runbook=plan.monitor.runbook or "",
        **words.about(tx, entity, plan, row),
    )


def _what(plan: Plan, row: EpisodeRow) -> str:
    """What a title says that gnomon could not do; empty for the usual words."""
    if plan.watches != "self":
        return ""
    return " ".join(filter(None, (", ".join(row.series), "could not be judged")))


def _kind(row: EpisodeRow) -> Kind:
    if row.state == "retracted":
        return "retracted"
    return "resolved" if row.state == "resolved" else "firing"
