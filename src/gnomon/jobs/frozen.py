"""What an entity is compared with, as a value: windows of profiles and outcomes, with the segment set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gnomon.jobs.segments import SegmentSet
from gnomon.metrics.estimator import BinaryEstimator, RegressionEstimator
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries

Labels = tuple[tuple[str, str], ...]
"""Labels as a key: `()` for the whole, `(("origin", "JFK"),)` for a segment."""


@dataclass(frozen=True, slots=True, eq=False)
class Frozen:
    """A reference.

    Attributes:
        id: Its number in the store; 0 for a rolling one, which is never stored.
        name: What people call it: `flights_train.parquet`, `first 28 days`.
        made_at: When it was made.
        digest: SHA-256 of what it holds, in hexadecimal.
        series: A profile for each window; `segments` of output columns with it. One window: it teaches no wobble.
        outcomes: By labels, the outcome of each of those windows; empty without predictions.
        segments: The segment set that was frozen with it.
        excluded: Starts of windows that were left out, as recorded.
        basis: `windows`, or `sampling_noise_only` when there are fewer than two.
        notes: What people should know: that a rolling reference cannot see slow drift.
    """

    id: int
    name: str
    made_at: datetime
    digest: str
    series: ProfileSeries
    outcomes: Mapping[Labels, tuple[Outcome, ...]] = field(default_factory=dict)
    segments: SegmentSet = SegmentSet()
    excluded: tuple[datetime, ...] = ()
    basis: str = "windows"
    notes: tuple[str, ...] = ()

    @property
    def compared(self) -> ProfileSeries | Profile:
        """What `checks.learned.learn` learns from: the series, or one profile when it teaches no wobble."""
        raise NotImplementedError

    def part(self, labels: Labels) -> ProfileSeries:
        """The series of a segment; the whole for `()`."""
        raise NotImplementedError

    @property
    def estimator(self) -> BinaryEstimator | RegressionEstimator | None:
        """What estimates performance without targets; None without scored rows with targets."""
        raise NotImplementedError
