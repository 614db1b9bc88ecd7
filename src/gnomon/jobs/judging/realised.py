"""Performance: realised where enough targets have come, estimated until then.

Source: STATISTICS D, E.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gnomon.alerts.verdict import Verdict
from gnomon.checks import estimated
from gnomon.checks.chances import PAST
from gnomon.checks.maturity import Arrivals, Curve, curve
from gnomon.checks.performance import judge_estimated, judge_performance
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.settings import LONGEST
from gnomon.checks.worse_verdicts import MATURE
from gnomon.config.entity import Entity
from gnomon.config.monitor import Monitor
from gnomon.jobs import maintained
from gnomon.jobs.judging import verdicts as said
from gnomon.jobs.judging.history import History
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.measure import OUTCOME
from gnomon.jobs.monitors import Plan
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.metrics.estimate import Estimate
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.task import OutcomeKind
from gnomon.profiles.windows import Window
from gnomon.store import measurements
from gnomon.store import verdicts as verdicts_of
from gnomon.store import windows as windows_of
from gnomon.store.transaction import Transaction
from gnomon.store.windows import WindowRow

MAIN: Mapping[OutcomeKind, str] = {"binary": "auc", "multiclass": "accuracy", "regression": "mae", "ranking": "ndcg"}
"""The metric that is watched where none is named."""

REALISED, ESTIMATED = "realised", "estimated"

REACH = 2 * LONGEST
"""Windows before the first that is judged which may be merged with it."""


@dataclass(frozen=True, slots=True)
class Performed:
    """How a model performed in one window.

    Attributes:
        one: Its verdict.
        basis: Whether its targets are `realised` or `estimated`.
        rows: Predictions in it; queries of a ranking.
    """

    one: ScalarVerdict
    basis: str
    rows: int

    @property
    def verdict(self) -> Verdict:
        """As alerts read it."""
        return replace(said.of_scalar(self.one), basis=self.basis)


def usual(scene: Scene, labels: Labels = WHOLE) -> list[tuple[Window, Outcome]]:
    """The outcomes of the reference's windows that have targets."""
    return [(window, outcome) for window, outcome in scene.frozen.observed.get(labels, ()) if outcome.targeted]


def metric_of(plan: Plan, taught: Sequence[tuple[Window, Outcome]]) -> str:
    """The metric that a monitor watches."""
    return plan.monitor.metric or MAIN[taught[0][1].kind]


def performed(
    scene: Scene, plan: Plan, taught: Sequence[tuple[Window, Outcome]], labels: Labels, alpha: float
) -> dict[Window, Performed]:
    """How a model performed in each window that has predictions, in all rows or in those of a segment.

    Args:
        scene: The windows.
        plan: The monitor.
        taught: What the same rows of the reference did (`usual`), at least one window.
        labels: Of the rows.
        alpha: Chance of a false alarm in a window.
    """
    since = scene.rows[0].window.start if scene.rows else scene.windows[0].start
    known_outcomes = scene.history.outcomes(since, scene.windows[-1].end, labels)
    aside = maintained.starts(scene.entity, known_outcomes)
    stored = {window: outcome for window, outcome in known_outcomes.items() if window.start not in aside}
    earlier = [window for window in sorted(stored) if window.start < scene.windows[0].start][-REACH:]
    windows = [*earlier, *(window for window in scene.windows if window in stored)]
    outcomes, first = [stored[window] for window in windows], len(earlier)
    metric, worse_by = metric_of(plan, taught), plan.monitor.worse_by
    before, known = [outcome for _, outcome in taught], [window for window, _ in taught]
    mature = maturities(scene.history, scene.entity, windows, scene.at)
    real = judge_performance(
        metric, before, outcomes, windows=windows, reference_windows=known,
        worse_by=worse_by, maturity=mature, alpha=alpha, first=first,
    )  # fmt: skip
    guessed: Sequence[ScalarVerdict | None] = [None] * len(real)
    ripe = [share >= MATURE and one.targeted > 0 for share, one in zip(mature, outcomes, strict=True)][first:]
    estimator = None if all(ripe) else scene.frozen.estimator
    if estimator is not None and isinstance(estimated.measure(estimator, metric)(before[0]), Estimate):
        guessed = judge_estimated(
            metric, estimator, before, outcomes, windows=windows, reference_windows=known,
            worse_by=worse_by, alpha=alpha, first=first,
        )  # fmt: skip
    return {
        window: Performed(one, REALISED, _predictions(stored[window]))
        if is_ripe or guess is None
        else Performed(guess, ESTIMATED, _predictions(stored[window]))
        for window, one, guess, is_ripe in zip(windows[first:], real, guessed, ripe, strict=True)
    }


def _predictions(outcome: Outcome) -> int:
    return outcome.queries if isinstance(outcome, RankingOutcome) else outcome.rows


def watched(tx: Transaction, entity: Entity, monitor: Monitor, since: datetime) -> str | None:
    """The metric that a monitor watches: where none is configured, the main one of those measured since a time."""
    measured = {key.metric for key in measurements.series(tx, entity.name, series=OUTCOME, since=since, labels={})}
    return monitor.metric or next((one for one in MAIN.values() if one in measured), None)


def maturities(history: History, entity: Entity, windows: Sequence[Window], at: datetime) -> list[float]:
    """Share of the targets of each window that have come by a time, of those that ever will.

    Args:
        history: Where arrivals are.
        entity: Whose.
        windows: The windows, in order.
        at: The time.
    """
    if not windows:
        return []
    learned = how_late(history.rows(None, at), entity, at)
    return [learned.maturity(at - window.end) if at > window.end else 0.0 for window in windows]


def how_late(rows: Sequence[WindowRow], entity: Entity, at: datetime) -> Curve:
    """How late targets come, learned from the windows that are over.

    Args:
        rows: All of them up to now.
        entity: Whose.
        at: Now.
    """
    aside = maintained.starts(entity, (row.window for row in rows))
    known = [row for row in rows if row.arrivals and row.window.start not in aside][-PAST:]
    return curve([Arrivals.from_bytes(row.arrivals) for row in known], [at - row.window.end for row in known])


def ripened(tx: Transaction, entity: Entity, plans: Sequence[Plan], until: datetime) -> list[datetime]:
    """Starts of the windows that were judged before enough of their targets had come, and now have them.

    Args:
        tx: The transaction.
        entity: Whose.
        plans: Its monitors.
        until: Now.
    """
    names = [plan.name for plan in plans if plan.watches == "performance"]
    if not names:
        return []
    waiting = [
        row.window
        for name in names
        for row in verdicts_of.newest(tx, entity.name, name)[-PAST:]
        if row.record["verdict"]["basis"] != REALISED and row.status != "no_data"
    ]
    if not waiting:
        return []
    learned = how_late(windows_of.all(tx, entity.name, None, until), entity, until)
    return [window.start for window in waiting if learned.maturity(until - window.end) >= MATURE]
