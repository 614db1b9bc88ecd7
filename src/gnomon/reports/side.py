"""One side of a comparison: what it is called, and its profiles."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.summary import Summary
from gnomon.profiles.windows import Window


@dataclass(frozen=True, slots=True)
class Side:
    """The reference, or what is compared with it.

    Attributes:
        name: What a reader knows it by: a file's name, or `reference`.
        rows: How many.
        profile: All of its rows.
        series: Its windows, when it came as a series.
        start: First day or moment in words, where it is known.
        end: Last day or moment in words.

    Example:
        >>> Side("train.parquet", 50009, Profile(), start="1 Jan 2013", end="28 Feb 2013").span
        '1 Jan 2013 – 28 Feb 2013'
    """

    name: str
    rows: int
    profile: Profile
    series: ProfileSeries | None = None
    start: str | None = None
    end: str | None = None

    @property
    def window(self) -> Window | None:
        """The stretch of its windows, when it came as a series with any."""
        if self.series is None or not len(self.series):
            return None
        first, last = self.series.windows[0], self.series.windows[-1]
        return Window(first.start, last.end, first.zone)

    @property
    def span(self) -> str:
        """Its dates in words; empty when they are not known."""
        if self.start and self.end:
            return self.start if self.start == self.end else f"{self.start} – {self.end}"
        if self.start or self.end:
            return self.start or self.end or ""
        return self.window.full_name if self.window else ""

    def summary(self, column: str) -> Summary | None:
        """A column's summary; None where this side lacks the column."""
        return self.profile[column] if column in self.profile else None
