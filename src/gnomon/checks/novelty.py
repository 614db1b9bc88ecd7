"""The novelty test: values that the reference never had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import wobble
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.stretches import Stretch
from gnomon.checks.wobble import Linear

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MANY_SINGLES = 0.05  # past this share of the rows, to be new is the rule


@dataclass(frozen=True, slots=True, eq=False)
class Novelty:
    """What the reference says of values that it never had.

    Attributes:
        m: `(J,)` reference rows, of one season cell on average.
        phi: `(J,)` rows that come in one clump.
        reach: `(J,)` the largest share of rows of a reference window that no other window had.
        singles: `(J,)` categories that the reference has once.
        doubles: `(J,)` categories that a reference without windows has twice; 0 with windows.
        by_share: `(J,)` whether novelty is the rule, and so is tested like the missing share.
        share: That test, for those.
    """

    m: Floats
    phi: Floats
    reach: Floats
    singles: Floats
    doubles: Floats
    by_share: Flags
    share: Linear


def still(counts: Counts, columns: Columns) -> Novelty:
    """Novelty against a reference without windows.

    Args:
        counts: Of the one window that the reference is; `novel` are its infinities.
        columns: The columns.
    """
    rows = counts.rows[:, 0]
    share = np.where(columns.has_infinities, counts.novel[:, 0], columns.singles) / np.maximum(rows, 1)
    zero, one = np.zeros(len(rows)), np.ones(len(rows))
    return Novelty(
        rows,
        one,
        zero,
        columns.singles,
        columns.doubles,
        _by_share(columns, rows),
        wobble.still(share, rows, unit(share, rows)),
    )


def learn(
    counts: Counts,
    columns: Columns,
    season: Integers,
    season_cells: Integers,
    clumps: Floats,
    stretches: Mapping[int, Stretch],
) -> Novelty:
    """Learn from the windows of a reference how novel each was to the others.

    Args:
        counts: Of the R windows.
        columns: The columns.
        season: `(J, R)` season cell of each window.
        season_cells: `(J,)` how many season cells there are.
        clumps: `(J,)` dispersion: rows that come in one clump.
        stretches: By level, the stretches of reference windows.
    """
    rows = counts.rows.sum(1)
    by_share = _by_share(columns, rows)
    # New names bring at least as many rows together as they did among the reference's own windows.
    own = (counts.novel**2).sum(1) / np.maximum(counts.novel.sum(1), 1)
    clumps = np.where(columns.is_ordered, clumps, np.maximum(clumps, own))
    return Novelty(
        rows / season_cells,
        np.maximum(clumps, 1),
        (counts.novel / np.maximum(counts.rows, 1)).max(1),
        columns.singles,
        np.zeros(len(rows)),
        by_share,
        share_of(counts.novel, counts.rows, season, by_share, stretches),
    )


def share_of(hits: Floats, rows: Floats, season: Integers, present: Flags, stretches: Mapping[int, Stretch]) -> Linear:
    """The linear test of a share of rows.

    Args:
        hits: `(J, R)` rows that count.
        rows: `(J, R)` all rows.
        season: `(J, R)` season cell of each window.
        present: `(J,)` whether the column has this test.
        stretches: By level, the stretches of reference windows.
    """
    total = rows.sum(1)
    share = hits.sum(1) / np.maximum(total, 1)
    return wobble.learn(hits / np.maximum(rows, 1), rows, season, unit(share, total), present, stretches)


def unit(share: Floats, rows: Floats) -> Floats:
    """Sampling variance of one row of a share; never quite 0: `(J,)`."""
    return np.asarray(np.maximum(share * (1 - share), 1 / np.maximum(rows, 1)))


def clumps(novelty: Novelty, rows: Floats) -> Floats:
    """How many rows a category brings that a reference without windows happens to lack: `(J, T)`, at least 1.

    Categories that are rare enough to be lacked by chance come once or twice. The rows
    of those that the reference has once tell how many to expect, those of twice how uneven they are.

    Args:
        novelty: What the reference says.
        rows: `(J, T)` rows now.

    Source: Good 1953; variance to mean of the mass of unseen species, `1 + 2 f2 / f1` for equal samples.
    """
    uneven = 2 * novelty.doubles / np.maximum(novelty.singles, 1)
    return np.asarray(1 + uneven[:, None] * rows / np.maximum(novelty.m, 1)[:, None])


def _by_share(columns: Columns, rows: Floats) -> Flags:
    many = ~columns.is_ordered & (columns.singles > MANY_SINGLES * rows)
    return np.asarray(many | columns.has_infinities)
