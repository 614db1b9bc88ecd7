"""Points: one number for each of some windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.errors import UsageError
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """One number a window, in order of time.

    Attributes:
        windows: The windows; one that is absent is skipped.
        values: `(n,)` float64; NaN where a window has none.
        rows: `(n,)` rows that each stands on.
        variance: `(n,)` sampling variance of each value, NaN where it is not known; None when it never is.

    Raises:
        UsageError: The lengths differ, or the windows are out of order.

    Example:
        >>> from datetime import UTC, datetime
        >>> day = Window(datetime(2013, 1, 1, tzinfo=UTC), datetime(2013, 1, 2, tzinfo=UTC))
        >>> len(Points.of([day], [842.0]))
        1
    """

    windows: tuple[Window, ...]
    values: Floats
    rows: Floats
    variance: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse what does not fit together, and freeze the arrays."""
        sizes = {len(self.values), len(self.rows), len(self.windows)}
        if len(sizes | ({len(self.variance)} if self.variance is not None else set())) > 1:
            raise UsageError("a series needs as many values and rows as windows. Give one of each for every window.")
        if any(a.end > b.start for a, b in zip(self.windows, self.windows[1:], strict=False)):
            raise UsageError("the windows of a series overlap or are out of order. Sort them by time.")
        for array in (self.values, self.rows, self.variance):
            if array is not None:
                array.setflags(write=False)

    @classmethod
    def of(
        cls,
        windows: Sequence[Window],
        values: Sequence[float] | Floats,
        rows: Sequence[float] | Floats | None = None,
        variance: Sequence[float] | Floats | None = None,
    ) -> Points:
        """Points from any sequences; without rows each stands on one.

        Args:
            windows: In order of time.
            values: NaN where there is none.
            rows: Rows of each.
            variance: Sampling variance of each value.
        """
        count = np.ones(len(windows)) if rows is None else np.array(rows, np.float64)
        noise = None if variance is None else np.array(variance, np.float64)
        return cls(tuple(windows), np.array(values, np.float64), count, noise)

    def __len__(self) -> int:
        """Number of windows."""
        return len(self.windows)

    @property
    def noise(self) -> Floats:
        """Sampling variance of each value, 0 where it is not known: `(n,)`."""
        return np.zeros(len(self)) if self.variance is None else np.nan_to_num(self.variance, nan=0.0, posinf=0.0)
