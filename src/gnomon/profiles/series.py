"""Profiles over time: one for each window, and each window's segments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import add
from types import MappingProxyType

from gnomon.errors import FormatError, UsageError
from gnomon.profiles.profile import Profile, envelope, open_envelope
from gnomon.profiles.time import EPOCH
from gnomon.profiles.windows import Every, Window, check_zone
from gnomon.sketches.codec import Reader, Writer

MAGIC = b"\x89gnomon series\n"
VERSION = 1

Segments = Mapping[str, Mapping[str, Profile]]
"""Profile by segment column and value."""


@dataclass(frozen=True, slots=True, eq=False)
class ProfileSeries:
    """A profile for each window that has rows, oldest first.

    Attributes:
        every: How long a window is (`1d`).
        zone: The time zone in which windows begin.
        windows: The windows that have rows.
        profiles: Their profiles, as many.
        segments: For each window the profile of every value of each segment column.
        untimed: Rows that belong to no window, since their time is null.

    Example:
        >>> import gnomon as gn, polars as pl
        >>> frame = pl.DataFrame({"ts": ["2013-01-01", "2013-01-02", "2013-01-02"], "x": [1, 2, 3]})
        >>> days = gn.profile_series(frame, every="1d", timestamp="ts")
        >>> [(window.name, profile["x"].mean) for window, profile in days]
        [('1 Jan', 1.0), ('2 Jan', 2.5)]
        >>> days.total == gn.profile(frame.drop("ts")) or days.total.rows
        3
    """

    every: str
    zone: str
    windows: tuple[Window, ...]
    profiles: tuple[Profile, ...]
    segments: tuple[Segments, ...] = field(default=())
    untimed: int = 0

    def __post_init__(self) -> None:
        """Check that every window has its profile, in order."""
        Every.parse(self.every)
        check_zone(self.zone)
        if len(self.windows) != len(self.profiles):
            raise UsageError(f"{len(self.windows)} windows need as many profiles, not {len(self.profiles)}.")
        if any(a.end > b.start for a, b in zip(self.windows, self.windows[1:], strict=False)):
            raise UsageError("the windows of a series follow each other without overlap.")

    @property
    def total(self) -> Profile:
        """All windows together."""
        return reduce(add, self.profiles, Profile())

    @property
    def rows(self) -> int:
        """Rows of all windows."""
        return sum(profile.rows for profile in self.profiles)

    def __len__(self) -> int:
        """Number of windows."""
        return len(self.windows)

    def __iter__(self) -> Iterator[tuple[Window, Profile]]:
        """Each window with its profile, oldest first."""
        return zip(self.windows, self.profiles, strict=True)

    def __getitem__(self, index: int) -> Profile:
        """The profile of the window at a place; -1 is the newest."""
        return self.profiles[index]

    def between(self, since: datetime | None = None, until: datetime | None = None) -> ProfileSeries:
        """The windows that lie wholly within `[since, until)`.

        Example:
            >>> from datetime import UTC
            >>> ProfileSeries("1d", "UTC", (), ()).between(until=datetime(2013, 3, 1, tzinfo=UTC)).rows
            0
        """
        kept = [
            i
            for i, window in enumerate(self.windows)
            if (since is None or window.start >= since) and (until is None or window.end <= until)
        ]
        return ProfileSeries(
            self.every,
            self.zone,
            tuple(self.windows[i] for i in kept),
            tuple(self.profiles[i] for i in kept),
            tuple(self.segments[i] for i in kept) if self.segments else (),
        )

    def segment(self, column: str, value: str) -> ProfileSeries:
        """The series of one segment.

        Raises:
            UsageError: The series was not made `by` that column, or never saw the value.
        """
        known = {v for segments in self.segments for v in segments.get(column, {})}
        if value not in known:
            hint = f"Its values are {', '.join(sorted(known))}." if known else f"Make it with by=[{column!r}]."
            raise UsageError(f"no segment {column}={value!r} in this series. {hint}")
        found = [
            (window, segments[column][value])
            for window, segments in zip(self.windows, self.segments, strict=True)
            if value in segments.get(column, {})
        ]
        return ProfileSeries(self.every, self.zone, tuple(w for w, _ in found), tuple(p for _, p in found))

    def __eq__(self, other: object) -> bool:
        """Whether both have the same bytes."""
        return self.to_bytes() == other.to_bytes() if isinstance(other, ProfileSeries) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(self.to_bytes())

    def __reduce__(self) -> tuple[Callable[[bytes], ProfileSeries], tuple[bytes]]:
        """Travel between processes as bytes."""
        return ProfileSeries.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        """Windows and rows in words."""
        stretch = f", {self.windows[0].full_name} to {self.windows[-1].full_name}" if self.windows else ""
        return f"<ProfileSeries of {len(self)} windows of {self.every}, {self.rows:,} rows{stretch}>"

    def to_bytes(self) -> bytes:
        """The series as bytes that stay readable in every later version."""
        writer = Writer()
        writer.text(self.every)
        writer.text(self.zone)
        writer.varint(self.untimed)
        writer.varint(len(self))
        for i, (window, profile) in enumerate(self):
            for moment in (window.start, window.end):
                writer.signed((moment - EPOCH) // timedelta(microseconds=1))
            profile.write(writer)
            segments = self.segments[i] if self.segments else {}
            writer.varint(len(segments))
            for column, values in segments.items():
                writer.text(column)
                writer.varint(len(values))
                for value, part in values.items():
                    writer.text(value)
                    part.write(writer)
        return envelope(MAGIC, VERSION, writer.to_bytes())

    @classmethod
    def from_bytes(cls, data: bytes) -> ProfileSeries:
        """Read what `to_bytes` made.

        Raises:
            FormatError: The bytes are no series, are cut, or are of a newer gnomon.
        """
        reader = Reader(open_envelope(data, MAGIC, VERSION, "series"))
        try:
            series = cls._read(reader)
        except FormatError:
            raise
        except (UsageError, OverflowError) as error:  # no duration, zone or stretch of time
            raise FormatError(f"this saved series is damaged: {error} Make it again.") from None
        reader.end()
        return series

    @classmethod
    def _read(cls, reader: Reader) -> ProfileSeries:
        every, zone, untimed, count = reader.text(), reader.text(), reader.varint(), reader.varint()
        windows, profiles, segments = [], [], []
        for _ in range(count):
            start, end = (EPOCH + timedelta(microseconds=reader.signed()) for _ in range(2))
            windows.append(Window(start, end, zone))
            profiles.append(Profile.read(reader))
            segments.append(
                {
                    reader.text(): {reader.text(): Profile.read(reader) for _ in range(reader.varint())}
                    for _ in range(reader.varint())
                }
            )
        kept = tuple(MappingProxyType(s) for s in segments) if any(segments) else ()
        return cls(every, zone, tuple(windows), tuple(profiles), kept, untimed)
