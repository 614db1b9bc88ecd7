"""The segment set: which values of which columns are looked at apart, frozen with a reference."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from gnomon.jobs.rows.plain_text import plain_text
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.slicer import NO_VALUE

MOST = 50
"""Values of a column that are looked at by themselves."""
OTHER = "other"

Labels = tuple[tuple[str, str], ...]
"""Labels as a key: `()` for the whole, `(("origin", "JFK"),)` for a segment."""

WHOLE: Labels = ()


def named(labels: Labels) -> str:
    """What a segment is called.

    Example:
        >>> named((("origin", "JFK"),))
        'origin = JFK'
    """
    return ", ".join(f"{column} = {value}" for column, value in labels)


@dataclass(frozen=True, slots=True)
class SegmentSet:
    """Values by segment column; what is none of them is `other`.

    Attributes:
        values: At most 50 values a column, the most frequent first.

    Example:
        >>> found = SegmentSet({"origin": ("JFK", "LGA")})
        >>> found.labels(pl.Series("origin", ["LGA", "EWR", None])).to_list()
        ['LGA', 'other', 'other']
        >>> SegmentSet.from_record(found.record()) == found, found.digest[:8]
        (True, '19c972ce')
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the mapping."""
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    @property
    def digest(self) -> str:
        """SHA-256 of the columns and values, empty for no columns: profiles are of one segment set."""
        if not self.values:
            return ""
        text = json.dumps({column: sorted(values) for column, values in sorted(self.values.items())})
        return hashlib.sha256(text.encode()).hexdigest()

    def record(self) -> dict[str, list[str]]:
        """The set as JSON has it."""
        return {column: list(values) for column, values in self.values.items()}

    @classmethod
    def from_record(cls, record: Mapping[str, list[str]]) -> SegmentSet:
        """Read what `record` made."""
        return cls({column: tuple(values) for column, values in record.items()})

    def labels_of_all(self) -> list[Labels]:
        """The labels of every segment that there can be, `other` among them.

        Example:
            >>> SegmentSet({"origin": ("JFK",)}).labels_of_all()
            [(('origin', 'JFK'),), (('origin', 'other'),)]
        """
        return [
            ((column, value),) for column, values in self.values.items() for value in dict.fromkeys((*values, OTHER))
        ]

    def labels(self, column: pl.Series) -> pl.Series:
        """The segment of each row by one column: `(n,)` String without nulls."""
        text = segment_text(column)
        kept = pl.Series([*self.values.get(column.name, ())], dtype=pl.String)
        return pl.select(pl.when(text.is_in(kept.implode())).then(text).otherwise(pl.lit(OTHER))).to_series()

    def parts(self, frame: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
        """Column, value and rows of every segment that a frame has, one column at a time, never crossed."""
        for column in self.values:
            if column in frame.columns:
                valued = frame.with_columns(self.labels(frame[column]).alias("\0value"))
                parts = valued.partition_by("\0value", as_dict=True, include_key=False)
                for (value,), part in sorted(parts.items()):
                    yield column, str(value), part


def segment_text(column: pl.Series) -> pl.Series:
    """Each value as the name of a segment: whole numbers alike whatever their type, a null as `(null)`.

    Example:
        >>> segment_text(pl.Series([7.0, 7.5, None])).to_list()
        ['7', '7.5', '(null)']
    """
    return plain_text(column).fill_null(NO_VALUE)


def segment_set(profile: Profile, columns: tuple[str, ...]) -> SegmentSet:
    """The 50 most frequent values of each segment column that a profile has; ties by name.

    Example:
        >>> import gnomon as gn
        >>> segment_set(gn.profile(pl.DataFrame({"v": [7, 7, 8, None, None, None]})), ("v", "gone"))
        SegmentSet(values=mappingproxy({'v': ('(null)', '7', '8')}))
    """
    return SegmentSet({column: _most(profile, column) for column in columns if column in profile})


def _most(profile: Profile, column: str) -> tuple[str, ...]:
    summary = profile[column]
    counted = {NO_VALUE: summary.nulls} if summary.nulls else {}
    if isinstance(summary, CategorySummary | FlagSummary | NumberSummary):
        counted |= {_named(value): count for value, count in summary.top(2048)}
    return tuple(sorted(counted, key=lambda value: (-counted[value], value))[:MOST])


def _named(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
