"""What a message says beyond its episode: what each column did, what it does to performance, and what else is open."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from gnomon.checks import performance_words
from gnomon.config.entity import Entity
from gnomon.jobs.incidents import similar
from gnomon.jobs.judging.realised import watched
from gnomon.jobs.monitors import OF_COLUMNS, Plan
from gnomon.jobs.telling import related
from gnomon.jobs.telling.impact import impact
from gnomon.notify.impact import Impact
from gnomon.store import verdicts
from gnomon.store.alerts import EpisodeRow
from gnomon.store.transaction import Transaction


class Changes(TypedDict):
    """What the columns of an episode did."""

    columns: int
    changes: tuple[str, ...]


class About(Changes):
    """Fields of `notify.told.Told` that are read from the store."""

    metric: str
    impact: Impact | None
    causes: tuple[str, ...]
    beside: tuple[tuple[str, datetime], ...]
    similar: tuple[str, ...]


def about(tx: Transaction, entity: Entity, plan: Plan, row: EpisodeRow) -> About:
    """What is known of an episode from the verdicts and episodes beside it.

    Args:
        tx: The transaction.
        entity: Whose.
        plan: Of which monitor.
        row: The episode.
    """
    if plan.watches == "self":
        beside = related.beside(tx, row)
        return About(columns=0, changes=(), metric="", impact=None, causes=(), beside=beside, similar=())
    return About(
        **changes(tx, entity, plan, row),
        metric=_metric(tx, entity, plan, row),
        impact=impact(tx, entity, row),
        causes=related.causes(tx, entity, row),
        beside=related.beside(tx, row),
        similar=similar.of_episode(tx, entity, row),
    )


def _metric(tx: Transaction, entity: Entity, plan: Plan, row: EpisodeRow) -> str:
    """Which metric a monitor of performance watches, in words."""
    found = watched(tx, entity, plan.monitor, row.since) if plan.watches == "performance" else None
    return "" if found is None else performance_words.metric(found)


def changes(tx: Transaction, entity: Entity, plan: Plan, row: EpisodeRow) -> Changes:
    """What is known of an episode from the verdicts that made it; the arguments are those of `about`."""
    nothing = Changes(columns=0, changes=())
    if plan.watches not in OF_COLUMNS:
        return nothing
    wrong = verdicts.last(tx, entity.name, plan.name, "violation", row.since, row.ended_at)
    if wrong is None:
        return nothing
    columns = wrong.record["columns"]
    said = {one["column"]: one["reason"] for one in columns if one["status"] == "violation"}
    told = tuple(said[name] for name in row.series if name in said)
    return Changes(columns=len(columns), changes=told)
