"""Each class of a multiclass outcome by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.profiles.outcomes.multiclass import MulticlassOutcome

Floats = npt.NDArray[np.float64]
MOST = 2048


@dataclass(frozen=True, eq=False)
class Classes:
    """Rows of each class: as target, as prediction, as both.

    Past 2,048 classes the fullest cells stand for them, which are several classes each.

    Attributes:
        names: Every class that occurs as target or prediction, in order.
        targets: `(C,)` rows of each.
        predicted: `(C,)` rows for which each was predicted.
        hits: `(C,)` rows that are both.

    Example:
        >>> table = Classes.of(MulticlassOutcome.of(["a", "b", "b"], ["a", "b", "c"]))
        >>> table.names, table.hits.tolist(), table.f1.round(3).tolist()
        (('a', 'b', 'c'), [1.0, 1.0, 0.0], [1.0, 0.667, 0.0])
    """

    names: tuple[str, ...]
    targets: Floats
    predicted: Floats
    hits: Floats

    @classmethod
    def of(cls, outcome: MulticlassOutcome) -> Classes:
        """The classes of an outcome."""
        counts = outcome.counts
        tables = [dict(part.top(MOST)) for part in (counts.targets, counts.predictions, counts.hits)]
        names = tuple(sorted({*tables[0], *tables[1]}))
        columns = (np.array([table.get(name, 0) for name in names], np.float64) for table in tables)
        return cls(names, *columns)

    @property
    def rows(self) -> int:
        """All rows."""
        return int(self.targets.sum())

    @property
    def precision(self) -> Floats:
        """Hits / predicted: `(C,)`, NaN where a class was never predicted."""
        return _ratio(self.hits, self.predicted)

    @property
    def recall(self) -> Floats:
        """Hits / targets: `(C,)`, NaN where a class never was."""
        return _ratio(self.hits, self.targets)

    @property
    def f1(self) -> Floats:
        """Harmonic mean of both: `(C,)`, 0 without a hit."""
        return _ratio(2 * self.hits, self.targets + self.predicted)

    @property
    def f1_se(self) -> Floats:
        """Standard error of `f1`: `(C,)`."""
        f = self.f1
        return np.sqrt(f * (1 - f) * (2 - f) / (self.targets + self.predicted))


def _ratio(a: Floats, b: Floats) -> Floats:
    return np.where(b > 0, a / np.where(b > 0, b, 1.0), np.nan)
