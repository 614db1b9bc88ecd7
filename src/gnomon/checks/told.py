"""What is told of one test of one column in one window, from tallies alone."""

from __future__ import annotations

import math
from functools import reduce

import numpy as np

from gnomon.checks import column as columns_of
from gnomon.checks import phrases, states, words
from gnomon.checks.chances import Chances
from gnomon.checks.cuts import CategoryCut, NumberCut
from gnomon.checks.reason import CLEAR_CHANGE, MOST_CHANGES, value_words
from gnomon.checks.settings import LEAST_VALUES
from gnomon.checks.verdict import Status
from gnomon.metrics.cells import number_words
from gnomon.profiles.windows import Window


def sentence(chances: Chances, j: int, t: int, name: str, status: Status, p: float) -> str:
    """The sentence of one part of a column.

    Args:
        chances: Of the windows.
        j: Place of the column.
        t: Place of the window.
        name: The test that decided, or that stands for the part.
        status: What was decided.
        p: Chance of it, adjusted for all that was looked at.
    """
    if status == "violation":
        return _violation(chances, j, t, name, p)
    rows, usual = float(chances.measured.rows[j, t]), float(chances.measured.usual_missing[j, t])
    if not rows:
        return states.no_rows()
    if name == "missing":
        return states.missing(usual + float(chances.measured.tests[name].effect[j, t]), usual)
    return _nothing_new(chances, j) if name == "novelty" else _unchanged(chances, j, t, name, status)


def _nothing_new(chances: Chances, j: int) -> str:
    """Of a column whose values are only tested for new ones."""
    side = chances.learned.sides[j].reference
    if side.count < LEAST_VALUES:
        return states.few_before(LEAST_VALUES)
    top = side.top(1)
    return states.constant(str(top[0][0]) if len(top) == 1 and side.distinct == 1 else None)


def _unchanged(chances: Chances, j: int, t: int, name: str, status: Status) -> str:
    """Of values that did not change, or that could not be judged."""
    found, is_mix = chances.measured, not chances.learned.sides[j].is_ordered
    valued, detectable = float(found.valued[j, t]), float(found.detectable[j, t])
    if not valued:
        return states.no_values(float(found.rows[j, t]), float(found.usual_missing[j, t]))
    if valued < LEAST_VALUES:
        return states.too_few(valued, LEAST_VALUES)
    if status == "insufficient_data":
        rows = float(found.tests[name].rows[j, t])
        return states.insufficient(rows, detectable, chances.settings.material, is_mix=is_mix)
    return states.ok(detectable, is_mix=is_mix, is_noisy=bool(found.is_noisy[j, t]))


def _violation(chances: Chances, j: int, t: int, name: str, p: float) -> str:
    """What changed, how far the reference ever moved, and how often chance does such a thing."""
    clauses = [phrases.by_chance(p)]
    if chances.learned.basis != "sampling_noise_only":
        reach = float(chances.measured.tests[name].reach[j, t])
        is_mix, is_live = not chances.learned.sides[j].is_ordered, chances.learned.basis == "live_wobble"
        clauses.insert(0, phrases.never_beyond(name, reach, is_mix=is_mix, is_live=is_live))
    return reduce(words.also, filter(None, clauses), _change(chances, j, t, name))


def _change(chances: Chances, j: int, t: int, name: str) -> str:
    test, side = chances.measured.tests[name], chances.learned.sides[j]
    column, effect, rows = side.name, float(test.effect[j, t]), float(test.rows[j, t])
    places = merged(chances, j, t, name)
    at = phrases.when(_stretch(chances, places))
    material, usual = chances.settings.material_of(name), float(chances.measured.usual_missing[j, t])
    match name:
        case "missing":
            hits = sum(int(chances.tallies[i].column(j)[-4]) for i in places)
            return words.missing(column, hits, max(rows, 1), usual, at)
        case "location":
            return words.moved(column, effect, material, _rank(chances, j, t, effect), rows, at)
        case "spread":
            return words.spread(column, effect, material, rows, at)
        case "shape" if side.is_ordered:
            return words.shape(column, effect, material, rows, at, _changes(chances, j, t, places))
        case "shape":
            return words.mix(column, effect, at, rows, _changes(chances, j, t, places))
        case _:
            return _novel(chances, j, effect, rows, at)


def _novel(chances: Chances, j: int, share: float, rows: float, at: str) -> str:
    side = chances.learned.sides[j]
    if not side.is_ordered:
        return words.unseen(side.name, share, rows, at, ())
    total = columns_of.numbers(side.reference, by_norm=columns_of.by_norm(side))
    if not total.count:
        return words.outside(side.name, share, rows, at, None)
    low, high = value_words(side.kind, np.array([total.low, total.high]))
    return words.outside(side.name, share, rows, at, (low, high))


def merged(chances: Chances, j: int, t: int, name: str) -> list[int]:
    """Places in `chances.past` of the windows that a test stands on, in order."""
    level, last = int(chances.measured.tests[name].level[j, t]), chances.place(t)
    found = list[int]()
    for i in range(last, -1, -1):
        numbers = chances.tallies[i].column(j)
        if (numbers[-1] if name in ("missing", "novelty") else numbers[:-4].sum()) > 0:
            found.append(i)
        if len(found) == level:
            break
    return found[::-1] or [last]


def _stretch(chances: Chances, places: list[int]) -> Window:
    first, last = chances.past[places[0]], chances.past[places[-1]]
    return Window(first.start, last.end, first.zone)


def _rank(chances: Chances, j: int, t: int, effect: float) -> float:
    """Mean share of reference values that a current value ranks above: half, and the effect in units of ranks."""
    taught = chances.learned.at(tuple(chances.shifts[:, t].tolist()))
    expected = taught.fit.expected[j, _season(chances, j, t)]
    ranks = np.cumsum(expected) - expected / 2
    return min(max(0.5 + effect * math.sqrt(float((expected * (ranks - 0.5) ** 2).sum())), 0.0), 1.0)


def _season(chances: Chances, j: int, t: int) -> int:
    taught = chances.learned.at(tuple(chances.shifts[:, t].tolist()))
    cells = chances.learned.seasons(chances.windows[t : t + 1])
    return max(int(cells[taught.fit.season[j]][0]), 0)


def _changes(chances: Chances, j: int, t: int, places: list[int]) -> list[str]:
    """The cells whose share changed most."""
    taught = chances.learned.at(tuple(chances.shifts[:, t].tolist()))
    cut = taught.tables[j].cut
    names = labels(cut)
    rows = [chances.tallies[i].column(j)[:-4] for i in places if chances.tallies[i].shifts[j] == cut.shift]
    if not rows or len(names) != cut.size:
        return []
    now = np.sum(rows, axis=0)
    p, q = taught.fit.expected[j, _season(chances, j, t), : cut.size], now / max(int(now.sum()), 1)
    moved = np.abs(q - p)
    order = np.argsort(-moved, kind="stable")[:MOST_CHANGES].tolist()
    return [phrases.change(names[i], float(p[i]), float(q[i])) for i in order if moved[i] >= CLEAR_CHANGE * moved.max()]


def labels(cut: object) -> list[str]:
    """What each cell holds, in words."""
    if isinstance(cut, CategoryCut):
        return list(cut.cells.names)
    return cut.cells.labels(number_words) if isinstance(cut, NumberCut) else []
