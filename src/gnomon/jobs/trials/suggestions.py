"""What a monitor's past suggests to change of it, each with a replay of what that would have changed.

Source: ALERTS R51, S1 to S5.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gnomon.alerts import record
from gnomon.alerts.incident import Incident
from gnomon.alerts.track_record import FEWEST_REVIEWED, SHORT
from gnomon.alerts.verdict import Figures
from gnomon.checks import numbers
from gnomon.config.durations import Windows
from gnomon.config.entity import Entity
from gnomon.config.hours import DAYS, Hours
from gnomon.config.reference import Reference
from gnomon.errors import GnomonError
from gnomon.jobs import calendar
from gnomon.jobs.monitors import Plan, plans
from gnomon.jobs.trials import backtest, known_incidents
from gnomon.jobs.trials.difference import Difference
from gnomon.jobs.trials.materials import material
from gnomon.jobs.trials.proposal import Bench, Change, Proposal, changed, of_monitor
from gnomon.jobs.trials.replay import replay
from gnomon.store import alerts, incidents, outbox
from gnomon.store.alerts import EpisodeRow, EpisodeState
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

NEAR = 2.0
"""S1: a false alarm is a small one where its effect is less than so many times the material."""

QUANTILE = 0.9

FLAPPING = 0.3
"""S2: a larger share of alerts that are shorter than two windows is too large."""

LASTING: tuple[Change, ...] = ({"for_": Windows(2)}, {"keep_firing_for": Windows(2)})

FEWEST_EXPECTED = 3
"""S3: so many expected changes on one day of the week or month are a habit."""

SLIDES = "35d"
"""S3: a stretch that has every day of the month."""

UNHEARD, FEWEST_MESSAGES = timedelta(days=90), 10
"""S4: nobody acknowledged anything in so long, though so many messages were sent."""

FIRED: Sequence[EpisodeState] = ("firing", "resolved")


@dataclass(frozen=True, slots=True)
class Past:
    """What the store knows of one monitor.

    Attributes:
        plan: The monitor.
        rows: Its alerts, with the incident of each.
        messages: How many messages of it were sent in the last 90 days.
    """

    plan: Plan
    rows: tuple[tuple[EpisodeRow, Incident | None], ...]
    messages: int

    @property
    def name(self) -> str:
        """The monitor's name."""
        return self.plan.name

    def of(self, assessment: str) -> list[EpisodeRow]:
        """Its alerts in incidents of which people said so."""
        return [row for row, one in self.rows if one is not None and one.assessment == assessment]

    def begun(self, assessment: str) -> list[datetime]:
        """When it began to tell of each incident of which people said so."""
        first: dict[int, datetime] = {}
        for row, one in self.rows:
            if one is not None and one.assessment == assessment:
                first[one.id] = min(row.since, first.get(one.id, row.since))
        return list(first.values())


def suggest(store: Store, entity: Entity, *, now: datetime) -> list[Proposal]:
    """What an entity's past suggests, in the order of its monitors.

    Args:
        store: Where it is; its history is judged again.
        entity: Whose.
        now: The time on the wall.

    Raises:
        UsageError: There is no history to judge.
    """
    with store.reading() as tx:
        pasts = [_past(tx, entity, plan, now) for plan in plans(entity)]
        unseen = [one for one in incidents.all(tx, entity.name) if _is_unseen(tx, one)]
        recorded = bool(incidents.all(tx, entity.name))
    known = known_incidents.of_store(store, entity.name, entity.every) if recorded else ()
    bench = Bench(entity, lambda one: replay(store, one, None, None), known)
    found = [
        one
        for past in pasts
        for rule in (small_false_alarms, flapping, expected, unheard)
        if (one := rule(bench, past)) is not None
    ]
    return [*found, *unforeseen(bench, unseen)]


def small_false_alarms(bench: Bench, past: Past) -> Proposal | None:
    """S1: false alarms that were small ask for a larger material, if nothing that was wrong is lost by it."""
    now = material(past.plan, [row for row, _ in past.rows])
    if now is None:
        return None
    peaks = [_peak(row) for row in past.of("false_positive")]
    small = sorted(abs(peak.effect) for peak in peaks if peak.effect is not None and _is_small(peak, now.value))
    if len(small) < FEWEST_REVIEWED:
        return None
    value = _rounded_up(small[math.ceil(QUANTILE * len(small)) - 1])
    if value <= now.value:
        return None
    change = {now.key: value}
    after = bench.alerts(bench.judged({past.name: change}), past.name)
    if bench.loses(past.name, after):
        return None
    why = (
        f"{numbers.counted(len(small), 'false alarm')} had effects below twice the material "
        f"{numbers.figure(now.value)}, nine in ten of them up to {numbers.figure(value)}. "
        "No alert of something wrong is lost."
    )
    return _proposal("S1", bench, past.name, why, change, after)


def flapping(bench: Bench, past: Past) -> Proposal | None:
    """S2: many alerts shorter than two windows ask for two windows on the way in, or on the way out."""
    every, zone = bench.entity.every, bench.entity.zone
    over = [row for row, _ in past.rows if row.ended_at is not None]
    short = [
        row
        for row in over
        if len(calendar.windows(row.started_at, row.ended_at or row.started_at, every, zone)) < SHORT
    ]
    if len(past.rows) < FEWEST_REVIEWED or len(short) <= FLAPPING * len(past.rows):
        return None
    tried = []
    for change in LASTING:
        plan = next(one for one in plans(changed(bench.entity, {past.name: change})) if one.name == past.name)
        after = backtest.fired(bench.base, plan)
        if not bench.loses(past.name, after):
            tried.append((len(after), change, after))
    before = len(bench.alerts(bench.base, past.name))
    count, change, after = min(tried, key=lambda one: one[0], default=(before, LASTING[0], ()))
    if count >= before:
        return None
    said = f"{numbers.count(len(short))} of {numbers.counted(len(past.rows), 'alert')} lasted less than two windows."
    return _proposal("S2", bench, past.name, said, change, after)


def expected(bench: Bench, past: Past) -> Proposal | None:
    """S3: changes that are expected on one day of the week or month ask for hours, or for a reference that has them."""
    zone, name = ZoneInfo(bench.entity.zone), bench.entity.name
    starts = [since.astimezone(zone) for since in past.begun("expected_change")]
    weekday, often = Counter(at.weekday() for at in starts).most_common(1)[0] if starts else (0, 0)
    day = DAYS[weekday]
    if often >= FEWEST_EXPECTED:
        why = f"{numbers.counted(often, 'expected change')} began on {day}: no example of what is usual."
        hours = {"days": day, "from": "00:00", "to": "24:00", "tz": bench.entity.zone}
        rule = {"match": [f"entity={name}"], "hours": f"usual-{day}", "mode": "exclude", "comment": "as every week"}
        without = bench.entity.maintained_in(
            (*bench.entity.maintained, Hours(name=f"usual-{day}", days=day, tz=bench.entity.zone))
        )
        fragment = {"hours": {f"usual-{day}": hours}, "maintenance": [rule]}
        return Proposal("S3", name, past.name, why, fragment, _whole(bench, without))
    monthday, often = Counter(at.day for at in starts).most_common(1)[0] if starts else (0, 0)
    if often >= FEWEST_EXPECTED:
        why = f"{numbers.counted(often, 'expected change')} began on day {monthday}: a reference that slides has one."
        sliding = bench.entity.model_copy(update={"reference": Reference.model_validate({"last": SLIDES})})
        fragment = {"entities": {name: {"reference": {"last": SLIDES}}}}
        return Proposal("S3", name, past.name, why, fragment, _whole(bench, sliding))
    return None


def unheard(bench: Bench, past: Past) -> Proposal | None:
    """S4: messages that nobody acts on ask to be told as information."""
    acked = any(one is not None and one.acked_at is not None for _, one in past.rows)
    if acked or past.messages < FEWEST_MESSAGES or past.plan.policy.severity == "info":
        return None
    why = f"{numbers.counted(past.messages, 'message')} in 90 days, and nobody acknowledged one: it only informs."
    change = {"severity": "info"}
    return _proposal("S4", bench, past.name, why, change, bench.alerts(bench.base, past.name))


def unforeseen(bench: Bench, unseen: Sequence[Incident]) -> Iterator[Proposal]:
    """S5: what people wrote down and no alert told asks for the monitor that would have seen it."""
    numbers_of = {one.id for one in unseen}
    missed = [one for one in bench.known if one.id in numbers_of]
    if not missed:
        return
    found = {plan.name: material(plan, bench.alerts(bench.base, plan.name)) for plan in bench.base.plans}
    changes = {name: one.times(0.5) for name, one in found.items() if one is not None}
    judged = bench.judged(changes)
    for incident in missed:
        wrong = Bench.of(bench.base, (incident.as_wrong,))
        for name, change in changes.items():
            after = bench.alerts(judged, name)
            if any(met.alerts and not met.is_told_before for met in wrong.held(after).incidents):
                said = f"Incident {incident.id} ({incident.what}) was opened by hand."
                why = f"{said} With half the material this monitor tells of it."
                alone = bench.alerts(bench.judged({name: change}), name)
                yield _proposal("S5", bench, name, why, change, alone)
                break


def in_short(store: Store, entity: Entity, now: datetime) -> list[tuple[str, str]]:
    """What an entity's past suggests, each as its monitor and a line: for a digest.

    Args:
        store: Where it is; its history is judged again where its past has a habit.
        entity: Whose.
        now: The time on the wall.

    Returns:
        None at all where the history cannot be judged.
    """
    try:
        found = suggest(store, entity, now=now)
    except GnomonError:
        return []
    return [(one.monitor, _line(one)) for one in found]


def _line(one: Proposal) -> str:
    replayed = "" if one.difference is None else f" In the history: {one.difference.sentence}."
    return f"{one.entity}: {one.monitor} ({one.rule}). {one.why}{replayed} See gnomon monitors {one.entity} --suggest."


def _whole(bench: Bench, entity: Entity) -> Difference | None:
    """What becomes of all alerts of an entity as it would be; None where its history cannot be judged so."""
    try:
        return bench.whole(bench.as_of(entity))
    except GnomonError:
        return None


def _proposal(rule: str, bench: Bench, monitor: str, why: str, change: Change, after: Sequence[EpisodeRow]) -> Proposal:
    fragment = of_monitor(bench.entity, monitor, change)
    return Proposal(rule, bench.entity.name, monitor, why, fragment, bench.difference(monitor, after))


def _past(tx: Transaction, entity: Entity, plan: Plan, now: datetime) -> Past:
    rows = [
        (row, incidents.of_episode(tx, row.alert_id, row.number))
        for row in alerts.all(tx, entity.name, FIRED, plan.name)
    ]
    sent = [row for row in outbox.in_states(tx, ["delivered"]) if row.created_at > now - UNHEARD]
    messages = sum(row.alert_key.startswith(f"{plan.alert_id}:") for row in sent)
    return Past(plan, tuple(rows), messages)


def _is_unseen(tx: Transaction, incident: Incident) -> bool:
    """Whether people opened it by hand, and no alert told of it."""
    return incident.assessment not in ("false_positive", "duplicate") and not incidents.episodes(tx, incident.id)


def _peak(row: EpisodeRow) -> Figures:
    return record.episode_from_record(row.record).peak


def _is_small(peak: Figures, now: float) -> bool:
    """Whether its effect is in the unit of the setting, and below twice that."""
    return peak.material is not None and math.isclose(peak.material, now) and peak.weight < NEAR


def _rounded_up(value: float) -> float:
    """Two digits, upwards: a material that people can read.

    Example:
        >>> _rounded_up(0.1432), _rounded_up(0.0071)
        (0.15, 0.0071)
    """
    unit = 10.0 ** (math.floor(math.log10(value)) - 1)
    return float(f"{math.ceil(round(value / unit, 9)) * unit:.2g}")
