"""Performance: realised where enough targets have come, estimated until then.

Source: STATISTICS D, E.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from gnomon.alerts.verdict import Verdict
from gnomon.checks import estimated
from gnomon.checks.chances import PAST
from gnomon.checks.maturity import Arrivals, Curve, curve
from gnomon.checks.performance import judge_estimated, judge_performance
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.settings import LONGEST
from gnomon.checks.worse_verdicts import MATURE
from gnomon.jobs.judging import verdicts as said
from gnomon.jobs.judging.history import History
from gnomon.jobs.judging.scene import Scene
from gnomon.jobs.monitors import Plan
from gnomon.jobs.rows.segments import WHOLE
from gnomon.metrics.estimate import Estimate
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.task import OutcomeKind
from gnomon.profiles.windows import Window
from gnomon.store import verdicts as verdicts_of
from gnomon.store import windows as windows_of
from gnomon.store.transaction import Transaction
from gnomon.store.windows import WindowRow

MAIN: Mapping[OutcomeKind, str] = {"binary": "auc", "multiclass": "accuracy", "regression": "mae", "ranking": "ndcg"}
"""The metric that is watched where none is named."""

NO_REFERENCE = Verdict("insufficient_data", "The reference has no targets: nothing says which performance is usual.")
NO_ROWS = Verdict("no_data", "There are no predictions.")
REALISED, ESTIMATED = "realised", "estimated"

REACH = 2 * LONGEST
"""Windows before the first that is judged which may be merged with it."""


def verdicts(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """The verdict of a performance monitor in every window."""
    usual = [(window, outcome) for window, outcome in scene.frozen.observed.get(WHOLE, ()) if outcome.targeted]
    if not usual:
        return (NO_REFERENCE,) * len(scene.windows)
    since = scene.rows[0].window.start if scene.rows else scene.windows[0].start
    stored = scene.history.outcomes(since, scene.windows[-1].end)
    before = [window for window in sorted(stored) if window.start < scene.windows[0].start][-REACH:]
    windows = [*before, *(window for window in scene.windows if window in stored)]
    found = _judged(scene, plan, usual, [(window, stored[window]) for window in windows], len(before))
    return tuple(found.get(window, NO_ROWS) for window in scene.windows)


def _judged(
    scene: Scene,
    plan: Plan,
    usual: Sequence[tuple[Window, Outcome]],
    current: Sequence[tuple[Window, Outcome]],
    first: int,
) -> dict[Window, Verdict]:
    metric = plan.monitor.metric or MAIN[usual[0][1].kind]
    outcomes, windows = [outcome for _, outcome in current], [window for window, _ in current]
    before, known = [outcome for _, outcome in usual], [window for window, _ in usual]
    mature = maturities(scene.history, windows, scene.at)
    worse_by, alpha = plan.monitor.worse_by, scene.alpha[plan.name]
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
    chosen = {}
    for place, window in enumerate(windows[first:]):
        guess = guessed[place]
        one, basis = (real[place], REALISED) if ripe[place] or guess is None else (guess, ESTIMATED)
        chosen[window] = replace(said.of_scalar(one), basis=basis)
    return chosen


def maturities(history: History, windows: Sequence[Window], at: datetime) -> list[float]:
    """Share of the targets of each window that have come by a time, of those that ever will.

    Args:
        history: Where arrivals are.
        windows: The windows, in order.
        at: The time.
    """
    if not windows:
        return []
    learned = how_late(history.rows(None, at), at)
    return [learned.maturity(at - window.end) if at > window.end else 0.0 for window in windows]


def how_late(rows: Sequence[WindowRow], at: datetime) -> Curve:
    """How late targets come, learned from the windows that are over.

    Args:
        rows: All of them up to now.
        at: Now.
    """
    known = [row for row in rows if row.arrivals][-PAST:]
    return curve([Arrivals.from_bytes(row.arrivals) for row in known], [at - row.window.end for row in known])


def ripened(tx: Transaction, entity: str, plans: Sequence[Plan], until: datetime) -> list[datetime]:
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
        for row in verdicts_of.newest(tx, entity, name)[-PAST:]
        if row.record["verdict"]["basis"] != REALISED and row.status != "no_data"
    ]
    if not waiting:
        return []
    learned = how_late(windows_of.all(tx, entity, None, until), until)
    return [window.start for window in waiting if learned.maturity(until - window.end) >= MATURE]
