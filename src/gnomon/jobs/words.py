"""What a message says beyond its episode: how many columns were looked at, and what each that changed did."""

from __future__ import annotations

from typing import TypedDict

from gnomon.config.entity import Entity
from gnomon.jobs.monitors import OF_COLUMNS, Plan
from gnomon.store import verdicts
from gnomon.store.alerts import EpisodeRow
from gnomon.store.transaction import Transaction


class About(TypedDict):
    """Fields of `notify.told.Told` that are read from the store."""

    columns: int
    changes: tuple[str, ...]
    picture: str


def about(tx: Transaction, entity: Entity, plan: Plan, row: EpisodeRow) -> About:
    """What is known of an episode from the verdicts that made it.

    Args:
        tx: The transaction.
        entity: Whose.
        plan: Of which monitor.
        row: The episode.
    """
    if plan.watches not in OF_COLUMNS:
        return About(columns=0, changes=(), picture="")
    until = row.ended_at or None
    found = verdicts.newest(tx, entity.name, plan.name, row.since, until)
    wrong = [one for one in found if one.status == "violation"]
    if not wrong:
        return About(columns=0, changes=(), picture="")
    columns = wrong[-1].record["columns"]
    said = {one["column"]: one["reason"] for one in columns if one["status"] == "violation"}
    changes = tuple(said[name] for name in row.series if name in said)
    return About(columns=len(columns), changes=changes, picture=row.series[0] if row.series else "")
