"""How much change matters to a monitor: the setting that says so, its value, and the proposal of another.

Every material is tried at once, so that a history is judged once a step and not
once a monitor: what one monitor finds depends little on what matters to another.
What is proposed is then tried alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gnomon.alerts import record
from gnomon.checks import numbers
from gnomon.checks.settings import Settings as Usual
from gnomon.config.entity import Entity
from gnomon.config.monitor import KEYS, Monitor
from gnomon.config.settings import Settings
from gnomon.jobs.monitors import OF_COLUMNS, Plan
from gnomon.jobs.trials.backtest import MONTH
from gnomon.jobs.trials.known_incidents import Known
from gnomon.jobs.trials.proposal import Bench, Change, Proposal, of_monitor
from gnomon.jobs.trials.replay import Progress, replay, with_rows
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store

USUAL = Usual()

STEPS = (0.5, 1.0, 2.0, 4.0)
"""So many times the material of now is tried."""


@dataclass(frozen=True, slots=True)
class Material:
    """The least change that matters to a monitor.

    Attributes:
        key: The setting.
        value: What it is now.
    """

    key: str
    value: float

    def times(self, factor: float) -> Change:
        """The setting, changed by a factor."""
        return {self.key: float(f"{self.value * factor:.3g}")}


@dataclass(frozen=True, slots=True)
class Step:
    """What one material would have told.

    Attributes:
        value: The material.
        alerts: The alerts.
        found: How many of the incidents that are known it met.
    """

    value: float
    alerts: tuple[EpisodeRow, ...]
    found: int


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was tried of one monitor.

    Attributes:
        monitor: Which.
        key: The setting.
        steps: What was tried, the smallest first.
        now: What it is.
        accepted: How many false alarms are accepted in this history.
        says: What follows, in a sentence.
        proposal: The change; None where none helps or none is needed.
    """

    monitor: str
    key: str
    steps: tuple[Step, ...]
    now: float
    accepted: float
    says: str
    proposal: Proposal | None


def material(plan: Plan, rows: Sequence[EpisodeRow]) -> Material | None:
    """What matters to a monitor: as it is configured, else as its alerts say; None where nobody can know.

    Args:
        plan: The monitor.
        rows: Its alerts.
    """
    key = key_of(plan.monitor)
    if key is None:
        return None
    value = getattr(plan.monitor, key)
    if value is None and plan.watches in OF_COLUMNS:
        value = getattr(USUAL, key)
    if value is None:
        said = [record.episode_from_record(row.record).peak.material for row in rows]
        value = max((one for one in said if one), key=said.count, default=None)
    return None if value is None else Material(key, float(value))


def key_of(monitor: Monitor) -> str | None:
    """The setting that says how much change matters to a monitor; None where there is none.

    Example:
        >>> key_of(Monitor(name="inputs")), key_of(Monitor(name="quality")), key_of(Monitor(name="schema"))
        ('material', 'material_share', None)
    """
    if monitor.code is not None:
        return None
    return next((key for key in ("worse_by", "material", "material_share") if key in KEYS[monitor.watched]), None)


def tune(
    settings: Settings,
    store: Store,
    entity: Entity,
    since: datetime | None,
    until: datetime | None,
    known: Sequence[Known],
    *,
    now: datetime,
    progress: Progress | None = None,
) -> list[Tuned]:
    """Try materials on an entity's history, and propose those that fit the false alarms that are accepted.

    Args:
        settings: The configuration.
        store: Where its samples are; where there are none yet, rows are brought in elsewhere, for a while.
        entity: Whose.
        since: Windows before are not judged; None for no beginning.
        until: As if it were this time; None for the last window that has rows.
        known: Incidents that are known: none that a monitor tells of may be lost.
        now: The time on the wall.
        progress: Told of each batch that is profiled how many rows it had.
    """
    with with_rows(settings, store, entity, until or now, progress) as filled:
        bench = Bench.of(replay(filled, entity, since, until), tuple(known))
        plans = bench.base.plans
        materials = {
            plan.name: found
            for plan in plans
            if (found := material(plan, bench.alerts(bench.base, plan.name))) is not None
        }
        tried: dict[str, list[Step]] = {name: [] for name in materials}
        for factor in STEPS:
            changes = {name: one.times(factor) for name, one in materials.items()}
            judged = bench.base if factor == 1 else bench.judged(changes)
            for name, one in materials.items():
                rows = bench.alerts(judged, name)
                tried[name].append(Step(one.times(factor)[one.key], rows, bench.held(rows).found))
        return [_tuned(bench, name, materials[name], tried[name]) for name in materials]


def _tuned(bench: Bench, monitor: str, now: Material, steps: Sequence[Step]) -> Tuned:
    judged, budget = bench.base.judged, bench.entity.false_alarms
    months = sum((one.window.end - one.window.start) / MONTH for one in judged)
    accepted = budget.alarms * (MONTH / budget.period) * months
    current = steps[STEPS.index(1.0)]
    says, better = _better(bench, monitor, steps, accepted)
    proposal = None
    if better is not None:
        why = f"{says} {_ladder(steps)}"
        fragment = of_monitor(bench.entity, monitor, {now.key: better.value})
        alone = bench.judged({monitor: {now.key: better.value}})
        made = bench.difference(monitor, bench.alerts(alone, monitor))
        proposal = Proposal("material", bench.entity.name, monitor, why, fragment, made)
    return Tuned(monitor, now.key, tuple(steps), current.value, accepted, says, proposal)


def _better(bench: Bench, monitor: str, steps: Sequence[Step], accepted: float) -> tuple[str, Step | None]:
    """What follows from the steps, and the step that is proposed."""
    at = STEPS.index(1.0)
    current, less = steps[at], steps[:at]
    false, allowed = len(bench.held(current.alerts).false), f"accepted are {numbers.figure(accepted)} in this history"
    finding = [step for step in less if step.found > current.found and len(bench.held(step.alerts).false) <= accepted]
    if finding:
        said = f"It meets {finding[-1].found} of the known incidents instead of {current.found}; {allowed}."
        return said, finding[-1]
    if false <= accepted:
        return f"{numbers.counted(false, 'alert')} that met nothing known; {allowed}: nothing to change.", None
    for step in steps[at + 1 :]:
        if len(bench.held(step.alerts).false) <= accepted and not bench.loses(monitor, step.alerts):
            said = f"{numbers.counted(false, 'alert')} met nothing known; {allowed}."
            return said, step
    said = f"{numbers.counted(false, 'alert')} met nothing known; {allowed}."
    return f"{said} No larger material that was tried mends that: what lasts asks for another reference.", None


def _ladder(steps: Sequence[Step]) -> str:
    said = ", ".join(f"{len(step.alerts)} at {numbers.figure(step.value)}" for step in steps)
    return f"Alerts: {said}."


def record_of(entity: Entity, one: Tuned) -> Mapping[str, object]:
    """What was tried of one monitor, as `gnomon tune --json` prints it."""
    steps = [{"value": step.value, "alerts": len(step.alerts), "incidents_found": step.found} for step in one.steps]
    return {
        "entity": entity.name,
        "monitor": one.monitor,
        "setting": one.key,
        "now": one.now,
        "accepted": one.accepted,
        "says": one.says,
        "tried": steps,
        "proposal": None if one.proposal is None else one.proposal.record(),
    }
