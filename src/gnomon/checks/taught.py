"""What the reference teaches at one resolution: its cells and counts, and the fit to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.checks import fit as fits
from gnomon.checks import live_fit, tabulate
from gnomon.checks.counts import Columns, Counts
from gnomon.checks.fit import Fit
from gnomon.checks.tabulate import Table

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """A reference of J columns, counted at one shift of each.

    Attributes:
        tables: The cells of each column, with the rows of the reference's windows.
        known: What is known of the columns beside their counts.
        before: The counts of the R windows.
        fit: What was learned from them.
    """

    tables: tuple[Table, ...]
    known: Columns
    before: Counts
    fit: Fit


def taught(tables: Sequence[Table], calendar: Mapping[str, Integers], places: Integers, material: float) -> Taught:
    """Learn from a reference.

    Args:
        tables: Of J columns.
        calendar: By season, `(R,)` the cell of each window.
        places: `(R,)` the windows' places on the calendar; a single one for a reference without windows.
        material: The least change that matters.

    Source: STATISTICS B3, B7.
    """
    known, before = tabulate.describe(tables), tabulate.stack(tables, now=False)
    if len(places) == 1:
        return Taught(tuple(tables), known, before, fits.of_profile(before, known))
    return Taught(tuple(tables), known, before, fits.of_windows(before, known, calendar, places, material))


def taught_live(tables: Sequence[Table], live: Counts, places: Integers, material: float) -> Taught:
    """Learn from a reference without windows, and how much windows wobble from those after it.

    Args:
        tables: Of J columns.
        live: Counts of the R windows after it.
        places: `(R,)` their places on the calendar.
        material: The least change that matters.

    Source: STATISTICS B7.
    """
    known, before = tabulate.describe(tables), tabulate.stack(tables, now=False)
    return Taught(tuple(tables), known, before, live_fit.of_live(before, known, live, places, material))
