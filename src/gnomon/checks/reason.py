"""The reason: from a column's case to the sentence that says it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.checks import column as columns_of
from gnomon.checks import phrases, states, words
from gnomon.checks.case import Case
from gnomon.checks.settings import LEAST_VALUES
from gnomon.metrics.cells import number_words
from gnomon.metrics.drift.new_categories import new_names
from gnomon.metrics.pair import Pair
from gnomon.profiles.summary import Summary
from gnomon.profiles.time import to_time

Floats = npt.NDArray[np.float64]

MOST_CHANGES = 2
CLEAR_CHANGE = 0.2  # of the greatest change of a cell


def of(case: Case, t: int) -> str:
    """The sentence of one window.

    Args:
        case: A column.
        t: The window.
    """
    status = case.statuses[t]
    if status == "violation":
        return _violation(case, t)
    side = case.column.now[t]
    if status == "no_data":
        return states.no_values(side.rows, case.usual_missing(t)) if side.rows else states.no_rows()
    return _insufficient(case, t) if status == "insufficient_data" else _ok(case, t)


def brief(case: Case, t: int) -> str:
    """A short sentence of one window among many."""
    if case.statuses[t] != "violation":
        return of(case, t)
    name = case.shown(t)
    column, effect = case.column.name, case.effect(name, t)
    rows = float(case.test(name).rows[case.j, t])
    return words.brief(column, name, effect, rows, case.usual_missing(t), is_mix=case.is_mix)


def rank(pair: Pair) -> float:
    """Mean share of reference values that a current value ranks above, ties half: in [0, 1].

    Example:
        >>> from gnomon.profiles.number import NumberSummary
        >>> rank(Pair(NumberSummary.of(np.array([1.0, 2.0])), NumberSummary.of(np.array([2.0, 3.0]))))
        0.875
    """
    p, q = pair.bins.reference, pair.bins.current
    below = np.cumsum(p) - p / 2
    return float((q * below).sum() / q.sum() / p.sum())


def _ok(case: Case, t: int) -> str:
    if case.column.untested:
        return states.untested(case.column.untested)
    if case.values_test is None:
        top = case.column.reference.top(1)
        return states.constant(str(top[0][0]) if len(top) == 1 and case.column.reference.distinct == 1 else None)
    return states.ok(case.detectable(t), is_mix=case.is_mix, is_noisy=bool(case.verdicts.is_noisy[case.j, t]))


def _insufficient(case: Case, t: int) -> str:
    if case.values_test is None:
        return states.few_before(LEAST_VALUES)
    count = float(case.verdicts.valued[case.j, t])
    if not count:
        return states.unknown_season()
    if count < LEAST_VALUES:
        return states.too_few(count, LEAST_VALUES)
    rows = float(case.test(case.values_test).rows[case.j, t])
    return states.insufficient(rows, case.detectable(t), case.settings.material, is_mix=case.is_mix)


def _violation(case: Case, t: int) -> str:
    """The change that decides, then the others that are worth a clause."""
    first, *rest = case.significant(t)
    reason = _sentence(case, first, t)
    if first != "missing" and "missing" in rest and case.column.reference.count:
        side, _ = case.merged("missing", t)
        reason = words.also(reason, words.missing_clause(side.missing / side.rows, case.usual_missing(t)))
    if first == "shape" and case.is_mix:
        side, _ = case.merged("shape", t)
        names = _new(case, side)
        if names:
            reason = words.also(reason, words.new_values(names))
    return reason


def _sentence(case: Case, name: str, t: int) -> str:
    side, window = case.merged(name, t)
    at = phrases.when(window, with_year=case.spans_years)
    column, effect, material = case.column.name, case.effect(name, t), case.settings.material_of(name)
    rows = float(case.test(name).rows[case.j, t])
    pair = Pair(case.column.reference, side)
    if name == "missing":
        return words.missing(column, side.missing, side.rows, case.usual_missing(t), at)
    if name == "novelty":
        return _novelty(case, side, effect, at)
    if name == "location":
        return words.moved(column, effect, material, rank(pair), rows, at)
    if name == "spread":
        return words.spread(column, effect, material, rows, at, _quartiles(pair))
    if case.is_mix:
        return words.mix(column, effect, at, rows, _changes(pair))
    return words.shape(column, effect, material, rows, at, _changes(pair))


def _novelty(case: Case, side: Summary, share: float, at: str) -> str:
    column, rows = case.column.name, float(side.rows)
    if not case.column.is_ordered:
        return words.unseen(column, share, rows, at, _new(case, side))
    total = columns_of.numbers(case.column.reference, by_norm=columns_of.by_norm(case.column))
    if not total.count:
        return words.outside(column, share, rows, at, None)
    low, high = value_words(case.column.kind, np.array([total.low, total.high]))
    return words.outside(column, share, rows, at, (low, high))


def _new(case: Case, side: Summary) -> list[str]:
    pair = Pair(case.column.reference, side)
    there, here = pair.categories
    return [name for name, _ in new_names(here, there)]


def _changes(pair: Pair) -> list[str]:
    """The cells whose share changed most, the reference's own ones only."""
    p, q = pair.shares
    known = np.flatnonzero(p > 0)
    moved = np.abs(q - p)[known]
    order = known[np.argsort(-moved, kind="stable")][:MOST_CHANGES]
    cells = pair.cells
    return [
        phrases.change(cells[i].label, float(p[i]), float(q[i]))
        for i in order.tolist()
        if abs(q[i] - p[i]) >= CLEAR_CHANGE * moved.max()
    ]


def _quartiles(pair: Pair) -> tuple[str, str, str, str]:
    """First and third quartile now, then those of the reference, as text."""
    before, now = pair.numbers
    values = np.array([now.quantile(0.25), now.quantile(0.75), before.quantile(0.25), before.quantile(0.75)])
    a, b, c, d = value_words(pair.kind, values)
    return a, b, c, d


def value_words(kind: str, values: Floats) -> list[str]:
    """Values as text, with as many digits as tell each from the others.

    Example:
        >>> value_words("number", np.array([10.94, 100.04])), value_words("time", np.array([0.0]))
        (['10.94', '100'], ['1970-01-01'])
    """
    if kind == "time":
        times = [to_time(value) for value in values.tolist()]
        return ["beyond the calendar" if time is None else f"{time:%Y-%m-%d}" for time in times]
    sorted_values, place = np.unique(values, return_inverse=True)
    shown = number_words(sorted_values)
    return [shown[i] for i in place.ravel().tolist()]
