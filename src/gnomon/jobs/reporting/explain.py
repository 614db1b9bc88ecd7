"""Why a monitor said what it said of a window: the stored verdict, and its arithmetic made anew from what is stored.

Source: STATISTICS B9.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from gnomon.alerts import record
from gnomon.alerts.alert import reported
from gnomon.checks.explain_numbers import explain_numbers
from gnomon.config.entity import Entity
from gnomon.errors import UsageError
from gnomon.jobs import monitors
from gnomon.jobs.judging import contract, late
from gnomon.jobs.judging.assess import assess
from gnomon.jobs.judging.assessed import Group
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.monitors import OF_COLUMNS, Plan
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.reference import active, is_rolling, rolling, thawed
from gnomon.notify.payload import stamp
from gnomon.profiles.sampled import sampled
from gnomon.profiles.windows import Every, Window
from gnomon.store import references, verdicts
from gnomon.store.open import Store
from gnomon.store.verdicts import VerdictRow

Record = dict[str, Any]  # Any: JSON


def explain(store: Store, entity: Entity, monitor: str, at: datetime | None, *, columns: Sequence[str] = ()) -> Record:
    """The verdict of a monitor on a window, and every number behind it.

    Args:
        store: Where they are.
        entity: Whose.
        monitor: The monitor's name.
        at: A moment in the window; the newest window in violation, else the newest, when not given.
        columns: Only of these columns; those in violation when none are given.

    Raises:
        UsageError: There is no such monitor, or it judged no such window.
    """
    plans = monitors.plans(entity)
    plan = _plan(plans, monitor, entity)
    row = _row(store, entity, plan, at)
    found: Record = {
        "entity": entity.name,
        "monitor": monitor,
        "window": {"start": stamp(row.window.start), "end": stamp(row.window.end), "name": row.window.full_name},
        "status": row.status,
        "reason": row.reason,
        "revision": row.revision,
        "sampled": _share(store, entity, row.window),
        "figures": row.record["verdict"]["figures"],
        "columns": row.record.get("columns", []),
        "arithmetic": [],
        "promises": [],
    }
    if plan.monitor.contracts:
        found["promises"] = _promises(store, entity, plan, row.window, columns)
    if plan.watches in OF_COLUMNS:
        wanted = columns or [one["column"] for one in found["columns"] if one["status"] == "violation"]
        found["arithmetic"] = _arithmetic(store, entity, plans, row, wanted)
    return found


def _share(store: Store, entity: Entity, window: Window) -> float | None:
    """The share of the window's rows that came, where they are a sample that a client took."""
    found = sampled(Stored(store, entity.name).profile(window)) if entity.source.live else None
    return None if found is None else found.share


def _plan(plans: Sequence[Plan], name: str, entity: Entity) -> Plan:
    known = {plan.name: plan for plan in plans}
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"It has {', '.join(known)}."
        raise UsageError(f"{entity.name} has no monitor {name!r}. {hint}")
    return known[name]


def _row(store: Store, entity: Entity, plan: Plan, at: datetime | None) -> VerdictRow:
    with store.reading() as tx:
        if at is None:
            wrong = verdicts.last(tx, entity.name, plan.name, "violation")
            found = wrong or verdicts.last(tx, entity.name, plan.name)
        else:
            near = 2 * Every.parse(entity.every).length
            rows = verdicts.newest(tx, entity.name, plan.name, at - near, at + near)
            found = next((row for row in rows if row.window.start <= at < row.window.end), None)
    if found is None:
        when = "any window" if at is None else f"a window that holds {stamp(at)}"
        raise UsageError(f"the monitor {plan.name} of {entity.name} has not judged {when}. Run gnomon run first.")
    return found


def _promises(store: Store, entity: Entity, plan: Plan, window: Window, columns: Sequence[str]) -> list[Record]:
    """Each promise of a contract, whether it is kept or not."""
    profile = Stored(store, entity.name).profile(window)
    return [
        {
            "column": column, "promise": name, "status": one.status, "reason": one.reason,
            **record.finite({"value": one.value, "limit": one.limit}),
        }
        for column, promises in contract.kept(plan.monitor.contracts, profile, entity).items()
        for name, one in promises.items()
        if not columns or column in columns
    ]  # fmt: skip


def _arithmetic(
    store: Store, entity: Entity, plans: Sequence[Plan], row: VerdictRow, columns: Sequence[str]
) -> list[Record]:
    window = row.window
    reference = rolling(store, entity, window) if is_rolling(entity) else _of_then(store, entity, row)
    assessed = assess(store, entity, plans, reference, [window], window.end)
    with store.reading() as tx:
        alerts = late.before(tx, entity.name, plans, window.start)
    told: set[tuple[str, str]] = {(part.series, part.what) for alert in alerts.values() for part in reported(alert)}
    return [_of_column(assessed.groups, column, told) for column in columns]


def _of_then(store: Store, entity: Entity, row: VerdictRow) -> Frozen:
    """The reference that a verdict was made under; it may be retired by now."""
    now = active(store, entity)
    digest = row.record.get("reference")
    if now is not None and digest in (None, now.digest):
        return now
    with store.reading() as tx:
        then = [one for one in references.all(tx, entity.name) if one.digest == digest]
    if not then:
        raise UsageError(f"the reference that {entity.name} had in {row.window.full_name} is gone.")
    return thawed(then[-1])


def _of_column(groups: Sequence[Group], column: str, told: set[tuple[str, str]]) -> Record:
    for group in groups:
        if column in group.chances.learned.columns and 0 in group.places:
            return explain_numbers(group.chances, group.places[0], column, alpha=group.alpha, reported=told)
    raise UsageError(f"column {column!r} was not judged in that window.")
