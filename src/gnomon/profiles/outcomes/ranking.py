"""The outcome of a model that ranks what answers a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from gnomon.errors import SchemaError, SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.places import Places
from gnomon.profiles.outcomes.task import OutcomeKind, Task
from gnomon.sketches import codec
from gnomon.sketches.codec import Reader, Writer

Floats = npt.NDArray[np.float64]

GREATEST = 1e75
"""Greatest relevance: sums of more could be infinite."""


@dataclass(frozen=True, slots=True, eq=False)
class RankingOutcome:
    """What is kept of rankings: how good each query's was, in three scores of [0, 1].

    All rows of a query must be in one frame: a query that is split counts as two. Rows of one score
    stand in their worst order, so that equal scores for all earn nothing.

    Laws: adds bit for bit in any order and split of the queries, with `RankingOutcome()` as zero;
    subtracts what was added. Equal outcomes have equal bytes.

    Attributes:
        k: Places that are looked at; 0 while there is no query.
        ndcg: Discounted gain of the first k places, as a share of the best order's.
        reciprocal_rank: 1 / place of the first relevant row, 0 past k.
        average_precision: Mean share of relevant rows down to each relevant one of the first k places.
        irrelevant: Queries none of whose rows is relevant: they have no score.
        untargeted: Rows whose relevance is not known (yet); they have no place.
        unusable: Rows without a query or a score, or whose relevance is below 0 or not finite.

    Example:
        >>> outcome = RankingOutcome.of(np.array([7, 7, 7]), np.array([0.9, 0.5, 0.1]), np.array([0.0, 2.0, 1.0]), 10)
        >>> outcome.queries, outcome.reciprocal_rank.mean, round(outcome.average_precision.mean, 6)
        (1, 0.5, 0.583333)
    """

    kind: ClassVar[OutcomeKind] = "ranking"
    task: ClassVar[Task] = "ranking"

    k: int = 0
    ndcg: NumberSummary = NumberSummary()
    reciprocal_rank: NumberSummary = NumberSummary()
    average_precision: NumberSummary = NumberSummary()
    irrelevant: int = 0
    untargeted: int = 0
    unusable: int = 0

    @classmethod
    def of(cls, query: npt.NDArray[np.int64], score: Floats, relevance: Floats, k: int) -> RankingOutcome:
        """Score the ranking of each query.

        Args:
            query: `(n,)` int64, equal for the rows of one query; below 0 where there is none.
            score: `(n,)` float64, the greatest first; NaN where there is none.
            relevance: `(n,)` float64, 0 or more; NaN where it is not known.
            k: Places that are looked at, at least 1.
        """
        known = ~np.isnan(relevance)
        usable = (query >= 0) & ~np.isnan(score) & (~known | ((relevance >= 0) & (relevance <= GREATEST)))
        kept = usable & known
        places = Places.of(query[kept], score[kept], relevance[kept])
        ndcg, rank, precision = places.scores(k)
        return cls(
            k if places.queries else 0,
            NumberSummary.of(ndcg),
            NumberSummary.of(rank),
            NumberSummary.of(precision),
            places.queries - len(ndcg),
            int((usable & ~known).sum()),
            int((~usable).sum()),
        )

    @property
    def queries(self) -> int:
        """Queries with a relevant row."""
        return self.ndcg.count

    @property
    def targeted(self) -> int:
        """Queries that are scored, as `queries`: what an interval is counted over."""
        return self.queries

    def __add__(self, other: RankingOutcome, /) -> RankingOutcome:
        """Both sets of queries together.

        Raises:
            SchemaError: They look at different numbers of places.
        """
        return RankingOutcome(
            self._places(other),
            self.ndcg + other.ndcg,
            self.reciprocal_rank + other.reciprocal_rank,
            self.average_precision + other.average_precision,
            self.irrelevant + other.irrelevant,
            self.untargeted + other.untargeted,
            self.unusable + other.unusable,
        )

    def __sub__(self, other: RankingOutcome, /) -> RankingOutcome:
        """These queries without the others.

        Raises:
            SchemaError: They look at different numbers of places.
            SubtractionError: The others were never in.
        """
        counts = (
            self.irrelevant - other.irrelevant,
            self.untargeted - other.untargeted,
            self.unusable - other.unusable,
        )
        if min(counts) < 0:
            raise SubtractionError("more rows of a ranking are taken away than were added.")
        k, ndcg = self._places(other), self.ndcg - other.ndcg
        return RankingOutcome(
            k if ndcg.count or counts[0] else 0,
            ndcg,
            self.reciprocal_rank - other.reciprocal_rank,
            self.average_precision - other.average_precision,
            *counts,
        )

    def _places(self, other: RankingOutcome) -> int:
        if self.k and other.k and self.k != other.k:
            raise SchemaError(
                f"rankings of the first {self.k} and of the first {other.k} places cannot be put together. Use one k."
            )
        return self.k or other.k

    def __eq__(self, other: object, /) -> bool:
        """Whether both have the same bytes."""
        return self.to_bytes() == other.to_bytes() if isinstance(other, RankingOutcome) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(self.to_bytes())

    def to_bytes(self) -> bytes:
        """The outcome as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> RankingOutcome:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the outcome's bytes."""
        writer.begin(b"k", 1)
        writer.varint(self.k)
        for scores in (self.ndcg, self.reciprocal_rank, self.average_precision):
            scores.write(writer)
        for count in (self.irrelevant, self.untargeted, self.unusable):
            writer.varint(count)

    @classmethod
    def read(cls, reader: Reader) -> RankingOutcome:
        """Read what `write` wrote."""
        reader.begin(b"k", 1, "ranking outcome")
        k = reader.varint()
        ndcg, rank, precision = NumberSummary.read(reader), NumberSummary.read(reader), NumberSummary.read(reader)
        return cls(k, ndcg, rank, precision, reader.varint(), reader.varint(), reader.varint())
