"""How often each class was predicted for each class that then was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gnomon.sketches import hashing
from gnomon.sketches.categories import Categories
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.hash_counts import HashCounts

SHOWN = 50
"""Classes that a confusion shows by name; the rest stand together as `other`."""
OTHER = "other"

Counts = npt.NDArray[np.int64]
_TURN = np.uint64(1)


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """Counts of target × prediction for any number of classes.

    Which classes are the fifty most frequent is known only in the end, so all are kept: the margins and the hits
    by name, exact to 2,048 classes each, and the pairs by hash, exact to 2,048 pairs that occur.

    Laws: adds bit for bit in any order and split; subtracts what was added.

    Attributes:
        targets: Rows of each class.
        predictions: Rows for which each class was predicted.
        hits: Rows of each class for which it was predicted.
        pairs: Rows of each target and prediction, by the hash of both.

    Example:
        >>> counts = ClassCounts.of([("cat", "cat", 3), ("cat", "dog", 1), ("dog", "dog", 2)])
        >>> names, table = counts.confusion()
        >>> names, table.tolist()
        (('cat', 'dog'), [[3, 1], [0, 2]])
    """

    targets: Categories = Categories()
    predictions: Categories = Categories()
    hits: Categories = Categories()
    pairs: HashCounts = HashCounts()

    @classmethod
    def of(cls, counted: Iterable[tuple[str, str, int]]) -> ClassCounts:
        """Count rows.

        Args:
            counted: Target, prediction, and how many rows have both; repeats allowed.
        """
        rows = list(counted)
        targets, predictions = [t for t, _, _ in rows], [p for _, p, _ in rows]
        n = np.array([count for _, _, count in rows], np.int64)
        hit = np.array([t == p for t, p, _ in rows], np.bool_)
        return cls(
            Categories.of(targets, n),
            Categories.of(predictions, n),
            Categories.of(targets, np.where(hit, n, 0)),
            HashCounts.of(_pair_hashes(targets, predictions), n),
        )

    @property
    def rows(self) -> int:
        """Rows with a target and a prediction."""
        return self.targets.total

    @property
    def is_exact(self) -> bool:
        """Whether every class and every pair is known by itself."""
        return all(part.is_exact for part in (self.targets, self.predictions, self.hits, self.pairs))

    def confusion(self, most: int = SHOWN) -> tuple[tuple[str, ...], Counts]:
        """The table of targets (down) and predictions (across).

        Args:
            most: Classes that are shown by name: those most often target or prediction.

        Returns:
            Their names in order, with `other` last when there are more, and `(C, C)` counts. Past 2,048
            pairs that occur, a pair that is no hit is an upper bound that its margins allow.
        """
        often = dict(self.targets.top(2048))
        for name, count in self.predictions.top(2048):
            often[name] = often.get(name, 0) + count
        names = sorted(sorted(often, key=lambda name: (-often[name], name))[:most])
        across, down = [name for name in names for _ in names], names * len(names)
        table = self.pairs.count_of(_pair_hashes(across, down)).reshape(len(names), len(names))
        rows, columns, hits = (self._of(part, names) for part in (self.targets, self.predictions, self.hits))
        table = np.minimum(table, np.minimum.outer(rows, columns))
        np.fill_diagonal(table, hits)
        return (tuple(names), table) if len(names) == len(often) else self._with_other(names, table, rows, columns)

    def _with_other(
        self, names: list[str], table: Counts, rows: Counts, columns: Counts
    ) -> tuple[tuple[str, ...], Counts]:
        right, below = np.maximum(rows - table.sum(1), 0), np.maximum(columns - table.sum(0), 0)
        corner = max(self.rows - int(table.sum() + right.sum() + below.sum()), 0)
        return (*names, OTHER), np.block([[table, right[:, None]], [below[None, :], np.array([[corner]])]])

    @staticmethod
    def _of(part: Categories, names: Sequence[str]) -> Counts:
        known = dict(part.top(2048))
        return np.array([known.get(name, 0) for name in names], np.int64)

    def __add__(self, other: ClassCounts, /) -> ClassCounts:
        """Both sets of rows together."""
        return ClassCounts(
            self.targets + other.targets,
            self.predictions + other.predictions,
            self.hits + other.hits,
            self.pairs + other.pairs,
        )

    def __sub__(self, other: ClassCounts, /) -> ClassCounts:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        return ClassCounts(
            self.targets - other.targets,
            self.predictions - other.predictions,
            self.hits - other.hits,
            self.pairs - other.pairs,
        )

    def write(self, writer: Writer) -> None:
        """Append the counts' bytes."""
        for part in (self.targets, self.predictions, self.hits, self.pairs):
            part.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> ClassCounts:
        """Read what `write` wrote."""
        return cls(Categories.read(reader), Categories.read(reader), Categories.read(reader), HashCounts.read(reader))


def _pair_hashes(targets: Sequence[str], predictions: Sequence[str]) -> npt.NDArray[np.uint64]:
    """A hash of each target with its prediction, which the other way round is another."""
    a, b = hashing.hash_names(targets), hashing.hash_names(predictions)
    return hashing.mix(hashing.mix(a) + (b << _TURN | b >> np.uint64(63)))
