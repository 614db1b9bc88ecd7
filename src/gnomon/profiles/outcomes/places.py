"""The place that each row of a query takes, and what the order is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Rows in the order of their ranking, query after query.

    Attributes:
        query: `(n,)` number of the row's query, from 0.
        place: `(n,)` its place in the ranking, from 1.
        relevance: `(n,)` its relevance.
        ideal: `(n,)` the relevance of the row that would stand at this place in the best order.

    Example:
        >>> places = Places.of(np.array([1, 1, 5]), np.array([0.2, 0.8, 0.5]), np.array([3.0, 0.0, 1.0]))
        >>> places.place.tolist(), places.relevance.tolist(), places.ideal.tolist()
        ([1, 2, 1], [0.0, 3.0, 1.0], [3.0, 0.0, 1.0])
    """

    query: Ints
    place: Ints
    relevance: Floats
    ideal: Floats

    @classmethod
    def of(cls, query: Ints, score: Floats, relevance: Floats) -> Places:
        """Bring rows into order: the greatest score first, of equal ones the least relevant.

        Args:
            query: `(n,)` equal for the rows of one query.
            score: `(n,)` without NaN.
            relevance: `(n,)` 0 and more.
        """
        number = np.unique(query, return_inverse=True)[1].astype(np.int64)
        order = np.lexsort((relevance, -score, number))
        number = number[order]
        starts = np.flatnonzero(np.diff(number, prepend=-1))
        place = np.arange(len(number)) - starts[number] + 1 if len(number) else number
        best = np.lexsort((-relevance[order], number))
        return cls(number, place, relevance[order], relevance[order][best])

    @property
    def queries(self) -> int:
        """How many queries there are."""
        return int(self.query[-1]) + 1 if len(self.query) else 0

    def scores(self, k: int) -> tuple[Floats, Floats, Floats]:
        """Of each query with a relevant row: NDCG, reciprocal rank and average precision of the first k places.

        The gain of a row is its relevance; one of relevance above 0 is relevant to the other two.

        Args:
            k: Places that are looked at.

        Source: Järvelin & Kekäläinen 2002; Manning, Raghavan & Schütze 2008, 8.4.
        """
        top = self.place <= k
        discount = np.where(top, 1 / np.log2(self.place + 1), 0.0)
        hit = self.relevance > 0
        relevant = self._sum(hit)
        held = relevant > 0
        # Exact integers, so that a query scores the same whatever stands beside it.
        ones = hit.astype(np.int64)
        counted = np.cumsum(ones)
        upto = counted - (counted - ones)[self._starts][self.query]
        precision = np.where(hit & top, upto / np.maximum(self.place, 1), 0.0)
        best = self._sum(self.ideal * discount)[held]
        first = np.full(self.queries, np.inf)
        np.minimum.at(first, self.query[hit & top], self.place[hit & top].astype(np.float64))
        return (
            np.minimum(self._sum(self.relevance * discount)[held] / best, 1.0),
            1 / first[held],
            self._sum(precision)[held] / np.minimum(relevant, k)[held],
        )

    @property
    def _starts(self) -> Ints:
        return np.flatnonzero(np.diff(self.query, prepend=-1)).astype(np.int64)

    def _sum(self, values: Floats | npt.NDArray[np.bool_]) -> Floats:
        """Sums within each query, row after row."""
        return np.asarray(np.bincount(self.query, values.astype(np.float64), self.queries), np.float64)
