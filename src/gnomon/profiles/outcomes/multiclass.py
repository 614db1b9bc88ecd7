"""The outcome of a model that chooses among classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.outcomes.class_counts import SHOWN, ClassCounts
from gnomon.profiles.outcomes.class_scores import ClassScores
from gnomon.profiles.outcomes.losses import log_loss_of
from gnomon.profiles.outcomes.moments import Moments
from gnomon.profiles.outcomes.task import OutcomeKind, Task
from gnomon.sketches import codec
from gnomon.sketches.categories import Categories
from gnomon.sketches.codec import Reader, Writer

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class MulticlassOutcome:
    """What is kept of predictions and scores of several classes, and of the class that then was.

    Laws: adds bit for bit in any order and split, with `MulticlassOutcome()` as zero; subtracts what was
    added. Equal outcomes have equal bytes.

    Attributes:
        counts: Rows of each target and prediction.
        untargeted: Predictions of the rows whose class is not known (yet).
        scores: Scores of each class that has a column of them, at most the first fifty.
        scored: Rows with a target, all of whose scores are in [0, 1].
        log_loss: `-ln` of the score of the class that was, over those rows; a class without scores got 0.
        unusable: Rows without a prediction.

    Example:
        >>> outcome = MulticlassOutcome.of(["cat", "dog", None], ["cat", "cat", "dog"])
        >>> outcome.rows, outcome.targeted, outcome.counts.hits.total
        (3, 2, 1)
    """

    kind: ClassVar[OutcomeKind] = "multiclass"
    task: ClassVar[Task] = "classification"

    counts: ClassCounts = ClassCounts()
    untargeted: Categories = Categories()
    scores: Mapping[str, ClassScores] = field(default_factory=dict)
    scored: int = 0
    log_loss: Moments = Moments()
    unusable: int = 0

    def __post_init__(self) -> None:
        """Leave out classes without a row, bring the others into order, and freeze them."""
        kept = {name: scores for name, scores in sorted(self.scores.items()) if scores.rows}
        object.__setattr__(self, "scores", MappingProxyType(kept))

    @classmethod
    def of(
        cls,
        targets: Sequence[str | None],
        predictions: Sequence[str | None],
        scores: Mapping[str, Floats] | None = None,
    ) -> MulticlassOutcome:
        """Summarise rows.

        Args:
            targets: `n` classes; None where it is not known.
            predictions: `n` classes; None makes a row unusable.
            scores: `(n,)` float64 of each class; NaN where there is none.
        """
        scores = scores or {}
        counted = Counter(zip(targets, predictions, strict=True))
        known = [(t, p, n) for (t, p), n in counted.items() if t is not None and p is not None]
        open_rows = Counter({p: n for (t, p), n in counted.items() if t is None and p is not None})
        usable = np.array([p is not None for p in predictions], np.bool_)
        place = {name: i for i, name in enumerate(scores)}
        codes = np.array([-2 if t is None else place.get(t, -1) for t in targets], np.int64)[usable]
        columns = [values[usable] for values in scores.values()]
        rows, lost = _lost(codes, columns)
        return cls(
            ClassCounts.of(known),
            Categories.of(list(open_rows), list(open_rows.values())),
            {name: _class_scores(columns[i], codes, i) for name, i in list(place.items())[:SHOWN]},
            rows,
            lost,
            len(usable) - int(usable.sum()),
        )

    @property
    def rows(self) -> int:
        """All rows."""
        return self.targeted + self.untargeted.total + self.unusable

    @property
    def targeted(self) -> int:
        """Rows with a prediction and a target."""
        return self.counts.rows

    def __add__(self, other: MulticlassOutcome, /) -> MulticlassOutcome:
        """Both sets of rows together."""
        names = {*self.scores, *other.scores}
        none = ClassScores()
        return MulticlassOutcome(
            self.counts + other.counts,
            self.untargeted + other.untargeted,
            {name: self.scores.get(name, none) + other.scores.get(name, none) for name in names},
            self.scored + other.scored,
            self.log_loss + other.log_loss,
            self.unusable + other.unusable,
        )

    def __sub__(self, other: MulticlassOutcome, /) -> MulticlassOutcome:
        """These rows without the others.

        Raises:
            SubtractionError: The others were never in.
        """
        if other.unusable > self.unusable or other.scored > self.scored or other.scores.keys() - self.scores.keys():
            raise SubtractionError("more rows of an outcome are taken away than were added.")
        none = ClassScores()
        return MulticlassOutcome(
            self.counts - other.counts,
            self.untargeted - other.untargeted,
            {name: scores - other.scores.get(name, none) for name, scores in self.scores.items()},
            self.scored - other.scored,
            self.log_loss - other.log_loss,
            self.unusable - other.unusable,
        )

    def __eq__(self, other: object, /) -> bool:
        """Whether both have the same bytes."""
        return self.to_bytes() == other.to_bytes() if isinstance(other, MulticlassOutcome) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(self.to_bytes())

    def to_bytes(self) -> bytes:
        """The outcome as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> MulticlassOutcome:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the outcome's bytes."""
        writer.begin(b"m", 1)
        self.counts.write(writer)
        self.untargeted.write(writer)
        writer.varint(len(self.scores))
        for name, scores in self.scores.items():
            writer.text(name)
            scores.write(writer)
        writer.varint(self.scored)
        self.log_loss.write(writer)
        writer.varint(self.unusable)

    @classmethod
    def read(cls, reader: Reader) -> MulticlassOutcome:
        """Read what `write` wrote."""
        reader.begin(b"m", 1, "multiclass outcome")
        counts, untargeted = ClassCounts.read(reader), Categories.read(reader)
        scores = {reader.text(): ClassScores.read(reader) for _ in range(reader.varint())}
        return cls(counts, untargeted, scores, reader.varint(), Moments.read(reader), reader.varint())


def _class_scores(scores: Floats, codes: npt.NDArray[np.int64], place: int) -> ClassScores:
    own, absent, missing = codes == place, codes == -2, np.isnan(scores)  # noqa: PLR2004 - no target
    parts = (
        NumberSummary.of(scores[part & ~missing], int((part & missing).sum())) for part in (own, ~own & ~absent, absent)
    )
    return ClassScores(*parts)


def _lost(codes: npt.NDArray[np.int64], columns: list[Floats]) -> tuple[int, Moments]:
    """How many rows have a target and probabilities, and what these lost."""
    if not columns:
        return 0, Moments()
    table = np.stack(columns, 1)
    held = (codes > -2) & ((table >= 0) & (table <= 1)).all(1)  # noqa: PLR2004 - a target
    table, own = table[held], codes[held]
    given = np.where(own < 0, 0.0, table[np.arange(len(own)), np.maximum(own, 0)])
    return len(own), Moments.of(log_loss_of(given))
