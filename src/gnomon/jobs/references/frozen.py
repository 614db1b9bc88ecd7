"""What an entity is compared with, as a value: windows of profiles and outcomes, with the segment set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from gnomon.jobs.rows.segments import WHOLE, Labels, SegmentSet
from gnomon.metrics.estimator import BinaryEstimator, RegressionEstimator
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window
from gnomon.sketches.codec import Reader, Writer, read_whole
from gnomon.store import blob

TAG, VERSION = b"F", 1

Outcomes = Mapping[Labels, Sequence[tuple[Window, Outcome]]]
"""Outcomes of windows, by labels."""

Basis = Literal["windows", "sampling_noise_only"]


@dataclass(frozen=True, eq=False)
class Frozen:
    """A reference.

    Attributes:
        id: Its number in the store; 0 for one that is never stored: a sliding past, another entity.
        name: What people call it: `flights_train.parquet`, `first 28 days`.
        made_at: When it was made.
        series: A profile for each window, the segments' with it. One window teaches no wobble.
        observed: By labels, the outcomes of those windows that have one; empty without predictions.
        segments: The segment set that was frozen with it.
        excluded: Starts of windows that were left out, as recorded.
        notes: What people should know: that a sliding reference cannot see slow drift.

    Example:
        >>> from datetime import UTC
        >>> nothing = Frozen(0, "nothing", datetime(2013, 1, 1, tzinfo=UTC), ProfileSeries("1d", "UTC", (), ()))
        >>> nothing.basis, nothing.digest[:8], nothing.estimator, len(nothing.part((("origin", "JFK"),)))
        ('sampling_noise_only', '5e36e062', None, 0)
    """

    id: int
    name: str
    made_at: datetime
    series: ProfileSeries
    observed: Outcomes = field(default_factory=dict)
    segments: SegmentSet = field(default_factory=SegmentSet)
    excluded: tuple[datetime, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what it holds, in hexadecimal."""
        segments = json.dumps(self.segments.record(), sort_keys=True).encode()
        held = (self.series.to_bytes(), outcomes_to_bytes(self.observed), segments)
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in held)).hexdigest()

    @property
    def basis(self) -> Basis:
        """Whether its windows teach how much windows differ by themselves: two do."""
        return "windows" if len(self.series) > 1 else "sampling_noise_only"

    @cached_property
    def total(self) -> Profile:
        """All windows together."""
        return self.series.total

    @cached_property
    def _totals(self) -> dict[Labels, Profile]:
        """Totals of segments, as they are asked for."""
        return {WHOLE: self.total}

    def total_of(self, labels: Labels) -> Profile | None:
        """All windows of a segment together; None when the reference does not have it."""
        if labels not in self._totals:
            self._totals[labels] = self.part(labels).total
        return self._totals[labels] or None

    @property
    def compared(self) -> ProfileSeries | Profile:
        """What `checks.learned.learn` learns from: the series, or one profile when it teaches no wobble."""
        return self.series if self.basis == "windows" else self.total

    @property
    def outcomes(self) -> Mapping[Labels, tuple[Outcome, ...]]:
        """By labels, the outcome of each window that has one, oldest first."""
        return {labels: tuple(outcome for _, outcome in found) for labels, found in self.observed.items()}

    def part(self, labels: Labels) -> ProfileSeries:
        """The series of a segment, without the windows in which it has no rows; the whole for `()`."""
        if labels == WHOLE:
            return self.series
        (column, value), *_ = labels
        found = [
            (window, segments[column][value])
            for window, segments in zip(self.series.windows, self.series.segments, strict=False)
            if value in segments.get(column, {})
        ]
        return ProfileSeries(
            self.series.every, self.series.zone, tuple(w for w, _ in found), tuple(p for _, p in found)
        )

    @cached_property
    def estimator(self) -> BinaryEstimator | RegressionEstimator | None:
        """What estimates performance without targets; None without scored rows with targets."""
        whole = self.outcomes.get(WHOLE, ())
        binary = [one for one in whole if isinstance(one, BinaryOutcome)]
        numbers = [one for one in whole if isinstance(one, RegressionOutcome)]
        return BinaryEstimator.fit(binary) if binary else RegressionEstimator.fit(numbers) if numbers else None


def outcomes_to_bytes(outcomes: Outcomes) -> bytes:
    """Outcomes by labels as bytes.

    >>> outcomes_from_bytes(outcomes_to_bytes({WHOLE: []}))
    {(): []}
    """
    writer = Writer()
    writer.begin(TAG, VERSION)
    writer.varint(len(outcomes))
    for labels, found in sorted(outcomes.items()):
        writer.varint(len(labels))
        for name, value in labels:
            writer.text(name)
            writer.text(value)
        writer.blob(blob.outcomes_to_bytes(found))
    return writer.to_bytes()


def outcomes_from_bytes(data: bytes) -> dict[Labels, list[tuple[Window, Outcome]]]:
    """Read what `outcomes_to_bytes` made.

    Raises:
        FormatError: They hold something else, are cut, or are of a newer gnomon.
    """
    return read_whole(_read, data)


def _read(reader: Reader) -> dict[Labels, list[tuple[Window, Outcome]]]:
    reader.begin(TAG, VERSION, "frozen outcomes")
    return {
        tuple((reader.text(), reader.text()) for _ in range(reader.varint())): blob.outcomes_from_bytes(reader.blob())
        for _ in range(reader.varint())
    }
