"""The counts that a judgement reads: of each column and window, the rows in each cell."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Rows of J columns in W windows.

    Columns with fewer than C cells are filled up with empty ones, which change nothing.

    Attributes:
        values: `(J, W, C)` finite values (categories that the reference has) in each cell.
        missing: `(J, W)` nulls and NaNs.
        novel: `(J, W)` values that the reference never had; of the reference itself, that no other window had.
        far: `(J, W)` those of them that lie beyond its range by more than its width; of categories, against
            a reference without windows, those of the commonest new one.
        rows: `(J, W)` all rows.
        valued: `(J, W)` rows in cells.
    """

    values: Floats
    missing: Floats
    novel: Floats
    far: Floats
    rows: Floats
    valued: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Count the rows in cells."""
        object.__setattr__(self, "valued", self.values.sum(2))


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What is known of J columns beside their counts.

    Attributes:
        cells: `(J,)` how many cells each has.
        is_ordered: `(J,)` whether these have an order (numbers), or are categories.
        is_valued: `(J,)` whether the values are tested at all.
        singles: `(J,)` categories that the reference has in one window (without windows: one row) only.
        has_infinities: `(J,)` whether the reference has infinities, so that they are nothing new.
        doubles: `(J,)` categories that a reference without windows has in two rows; 0 with windows.
    """

    cells: Integers
    is_ordered: Flags
    is_valued: Flags
    singles: Floats
    has_infinities: Flags
    doubles: Floats
