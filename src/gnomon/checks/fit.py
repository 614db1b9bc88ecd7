"""The fit: all that a judgement learns from a reference, frozen with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import novelty as novelties
from gnomon.checks import scores as cell_scores
from gnomon.checks import season as seasons
from gnomon.checks import shape as shapes
from gnomon.checks import stretches, wobble
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.novelty import Novelty
from gnomon.checks.scores import Scores
from gnomon.checks.season import LEAST_WINDOWS, NONE
from gnomon.checks.settings import LEAST_VALUES, LONGEST, SHORT_LONGEST, SHORT_REFERENCE
from gnomon.checks.shape import Shape
from gnomon.checks.wobble import Linear

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What the reference says of J columns.

    Attributes:
        levels: How many last windows are merged.
        season: Name of each column's season.
        season_cells: `(J,)` how many cells it has.
        learned_in: `(J, R)` season cell of each window that was learned from.
        expected: `(J, S, C)` share of each cell, in each season cell.
        m: `(J, S)` values that these are known from.
        scores: Scores of the cells in each season cell: `(J, S, C)`.
        location: The test of that name, as the others.
        spread: As above.
        missing: As above.
        shape: As above.
        novelty: As above.
        present: By test, `(J,)` whether the column has it.
        has_windows: Whether the reference taught how much windows wobble.
    """

    levels: tuple[int, ...]
    season: tuple[str, ...]
    season_cells: Integers
    learned_in: Integers
    expected: Floats
    m: Floats
    scores: Scores
    location: Linear
    spread: Linear
    missing: Linear
    shape: Shape
    novelty: Novelty
    present: Mapping[str, Flags]
    has_windows: bool


def of_profile(counts: Counts, columns: Columns) -> Fit:
    """Fit to a reference without windows: sampling noise is all that is known.

    Args:
        counts: Of the one window that the reference is.
        columns: The columns.
    """
    m, rows = counts.valued, counts.rows[:, 0]
    expected = counts.values / np.maximum(m, 1)[:, :, None]
    scores = cell_scores.of(expected, columns.is_ordered[:, None, None])
    zero, one = np.zeros(len(rows)), np.ones(len(rows))
    share = counts.missing[:, 0] / np.maximum(rows, 1)
    return Fit(
        (1,),
        (NONE,) * len(rows),
        np.ones(len(rows), np.int64),
        np.zeros((len(rows), 1), np.int64),
        expected,
        m,
        scores,
        wobble.still(zero, m[:, 0], one),
        wobble.still(zero, m[:, 0], one),
        wobble.still(share, rows, novelties.unit(share, rows)),
        shapes.still(_free(columns)),
        novelties.still(counts, columns),
        _present(scores, columns, m[:, 0]),
        has_windows=False,
    )


def of_windows(
    counts: Counts, columns: Columns, calendar: Mapping[str, Integers], places: Integers, material: float
) -> Fit:
    """Fit to the windows of a reference.

    Args:
        counts: Of the R windows.
        columns: The columns.
        calendar: By season, `(R,)` the cell of each window.
        places: `(R,)` the windows' places on the calendar.
        material: The least change that matters.

    Source: STATISTICS B3.
    """
    size = len(places)
    is_short = size < SHORT_REFERENCE
    longest = min(SHORT_LONGEST if is_short else LONGEST, size)
    lengths = stretches.levels(float(np.median(counts.rows.max(0))), material, longest)
    names, season = _season(counts, columns, {} if is_short else calendar)
    expected, m = _expected(counts, season)
    scores = cell_scores.of(expected, columns.is_ordered[:, None, None])
    season_cells = np.maximum(season.max(1) + 1, 1)
    present = _present(scores, columns, np.median(counts.valued, 1))
    valued, rowed = (
        {d: stretches.ending(has, places, d) for d in lengths} for has in (counts.valued > 0, counts.rows > 0)
    )
    a1, a2 = deviations(counts, scores, season)
    one, n, here = np.ones(len(m)), counts.valued, at(season)
    location = wobble.learn(a1, n, season, one, present["location"], valued)
    shape = shapes.learn(
        counts.values, expected[here], m[here], season_cells, (scores.location[here], scores.spread[here]),
        _free(columns), columns.is_ordered, valued,
    )  # fmt: skip
    clumps = np.where(columns.is_ordered, location.phi, shape.phi)
    return Fit(
        lengths,
        names,
        season_cells,
        season,
        expected,
        m,
        scores,
        location,
        wobble.learn(a2, n, season, one, present["spread"], valued),
        novelties.share_of(counts.missing, counts.rows, season, present["missing"], rowed),
        shape,
        novelties.learn(counts, columns, season, season_cells, clumps, rowed),
        present,
        has_windows=True,
    )


def deviations(counts: Counts, scores: Scores, season: Integers) -> tuple[Floats, Floats]:
    """Location, and spread freed of what a pure change of location implies: two `(J, W)`.

    Args:
        counts: Of W windows.
        scores: Of S season cells.
        season: `(J, W)` season cell of each window.

    Example:
        >>> known = np.zeros((1, 1))
        >>> counts = Counts(np.array([[[10.0, 30.0, 35.0, 25.0]]]), known, known, known, known + 100)
        >>> scores = cell_scores.of(np.array([[[0.2, 0.3, 0.3, 0.2]]]))
        >>> a1, a2 = deviations(counts, scores, np.zeros((1, 1), np.int64))
        >>> a1.round(6).tolist(), a2.round(6).tolist()
        ([[0.242467]], [[-0.123266]])
    """
    n = np.maximum(counts.valued, 1)
    shares, here = counts.values / n[:, :, None], at(season)
    a1 = (shares * scores.location[here]).sum(2)
    a2 = (shares * scores.spread[here]).sum(2)
    return a1, a2 - 0.5 * scores.tilt[here] * (a1**2 - 1 / n)


def at(season: Integers) -> tuple[Integers, Integers]:
    """Index that takes from `(J, S, …)` what belongs to each window: `(J, W, …)`."""
    return np.arange(len(season))[:, None], season


def _expected(counts: Counts, season: Integers) -> tuple[Floats, Floats]:
    """Shares of the cells in each season cell `(J, S, C)`, and the values they are known from `(J, S)`."""
    cells = int(season.max(initial=0)) + 1
    pooled = np.stack([(counts.values * (season == cell)[:, :, None]).sum(1) for cell in range(cells)], 1)
    m = pooled.sum(2)
    return pooled / np.maximum(m, 1)[:, :, None], m


def _season(counts: Counts, columns: Columns, calendar: Mapping[str, Integers]) -> tuple[tuple[str, ...], Integers]:
    """The season of each column, and `(J, R)` the cell of each window in it."""
    columns_count, size = counts.rows.shape
    candidates = {name: cells for name, cells in calendar.items() if name != NONE}
    nothing = np.zeros((columns_count, size), np.int64)
    if not candidates:
        return (NONE,) * columns_count, nothing
    tests = _linear_tests(counts, columns)
    gains = {}
    for name, cells in candidates.items():
        enough = np.stack([(counts.valued[:, cells == c] > 0).sum(1) for c in range(cells.max() + 1)]).min(0)
        has_none = counts.valued.sum(1) == 0
        gains[name] = np.where((enough >= LEAST_WINDOWS) | has_none, seasons.gain(tests, cells), 0)
    names = seasons.chosen(gains)
    return tuple(names), np.stack([calendar[name] for name in names])


def _linear_tests(counts: Counts, columns: Columns) -> list[tuple[Floats, Floats, Flags]]:
    """The tests that a season must explain: values, rows and presence of each."""
    expected, _ = _expected(counts, np.zeros(counts.rows.shape, np.int64))
    scores = cell_scores.of(expected, columns.is_ordered[:, None, None])
    shares = counts.values / np.maximum(counts.valued, 1)[:, :, None]
    present = _present(scores, columns, counts.valued.sum(1))
    tests = [
        ((shares * scores.location).sum(2), counts.valued, present["location"]),
        ((shares * scores.spread).sum(2), counts.valued, present["spread"]),
        (counts.missing / np.maximum(counts.rows, 1), counts.rows, present["missing"]),
    ]
    mixed = ~columns.is_ordered & present["shape"]
    for cell in range(int(columns.cells[mixed].max(initial=0))):
        tests.append((shares[:, :, cell], counts.valued, mixed & (cell < columns.cells)))
    return tests


def _free(columns: Columns) -> Floats:
    """Cells that can move freely when location and spread are taken out: `(J,)`."""
    return np.maximum(columns.cells - np.where(columns.is_ordered, 3, 1), 0).astype(np.float64)


def _present(scores: Scores, columns: Columns, m: Floats) -> dict[str, Flags]:
    """Which tests each column has: `(J,)` by name."""
    enough = columns.is_valued & (m >= LEAST_VALUES)
    ordered = enough & columns.is_ordered
    return {
        "location": ordered & _varies(scores.location),
        "spread": ordered & _varies(scores.spread),
        "shape": enough & (_free(columns) > 0),
        "missing": np.ones(len(m), np.bool_),
        "novelty": columns.is_valued,
    }


def _varies(score: Floats) -> Flags:
    return np.asarray(np.abs(score).reshape(len(score), -1).max(1, initial=0) > 0)
