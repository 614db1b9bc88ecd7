"""How the rows of an entity are profiled away from it, so that the bytes are those that it would have made itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gnomon.errors import FormatError, UsageError
from gnomon.profiles.frames.polars_frame import open_frame
from gnomon.profiles.kinds import kind_of
from gnomon.profiles.records import PLACE, frame, moments
from gnomon.profiles.schema import Kind, Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.slicer import profile_windows
from gnomon.profiles.windows import Every, check_zone

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Profiled:
    """What became of rows.

    Attributes:
        series: Their profiles.
        refused: Why some are not in them, by their place.
        kinds: The kind of the values of each column.
    """

    series: ProfileSeries
    refused: Mapping[int, str]
    kinds: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How rows of JSON values become profiles of windows.

    Attributes:
        every: How long a window is.
        zone: The time zone in which windows begin.
        schema: Kinds and roles of columns; one of them is the timestamp.
        names: Columns by what they are called in rows, where that is another name.
        scores: The column of each class's score, where there are several.

    Example:
        >>> schema = Schema(roles={"at": "timestamp", "p": "score"})
        >>> recipe = Recipe("1d", "UTC", schema, {"ts": "at", "score": "p"}, {})
        >>> made = recipe.profiled([{"ts": "2013-01-01T12:00Z", "score": 0.5}, {"ts": "soon"}], {})
        >>> made.series.windows[0].name, made.series[0].columns, made.refused, made.kinds
        ('1 Jan', ('p',), {1: "'at' is no time."}, {'p': 'number'})
        >>> Recipe.from_record(recipe.record()) == recipe
        True
    """

    every: str
    zone: str
    schema: Schema
    names: Mapping[str, str]
    scores: Mapping[str, str]

    def record(self) -> dict[str, Any]:
        """The recipe as JSON has it."""
        return {
            "every": self.every,
            "zone": self.zone,
            "kinds": dict(self.schema.kinds),
            "roles": dict(self.schema.roles),
            "names": dict(self.names),
            "scores": dict(self.scores),
        }

    @classmethod
    def from_record(cls, record: Any) -> Recipe:  # noqa: ANN401 - JSON
        """Read what `record` made.

        Raises:
            FormatError: It is none, or one of a newer gnomon.
        """
        try:
            schema = Schema(record["kinds"], record["roles"])
            if schema.timestamp is None:
                raise KeyError("timestamp")
            Every.parse(record["every"])
            check_zone(record["zone"])
            return cls(record["every"], record["zone"], schema, dict(record["names"]), dict(record["scores"]))
        except (KeyError, TypeError, ValueError, UsageError) as error:
            raise FormatError(f"this is no recipe of profiles ({error}). Upgrade gnomon.") from None

    def profiled(self, rows: Sequence[Row], known: Mapping[str, Kind]) -> Profiled:
        """Profile rows window by window.

        Args:
            rows: Of JSON values.
            known: The kind of the values that each column had before: a row with another is refused.
        """
        timestamp = self.schema.timestamp or ""
        made, why = frame([self._named(row) for row in rows], range(len(rows)), known)
        times = moments(made[timestamp])
        for place in made[PLACE].filter(times.is_null()):
            why.setdefault(place, f"{timestamp!r} is no time.")
        kinds: dict[str, Kind] = {}
        for column in made.drop(PLACE, timestamp):
            kind, kept = kind_of(column.dtype), known.get(column.name)
            if kept is not None and kind not in (kept, "null"):
                for place in made[PLACE].filter(column.is_not_null()):
                    why.setdefault(place, f"{column.name!r} is a {kind} here; it was a {kept} before.")
                made = made.with_columns(pl.lit(None).alias(column.name))
            elif kind != "null":
                kinds[column.name] = kind
        good = made.with_columns(times).filter(~made[PLACE].is_in(list(why))).drop(PLACE)
        series = profile_windows(
            open_frame(good), every=self.every, timestamp=timestamp, zone=self.zone, schema=self.schema
        )
        return Profiled(series, why, kinds)

    def _named(self, row: Row) -> Row:
        """A row under the entity's names, with a column for each class's score."""
        score = row.get("score")
        if isinstance(score, dict):
            row = {name: value for name, value in row.items() if name != "score"}
            row |= {self.scores.get(each, f"score.{each}"): value for each, value in score.items()}
        return {self.names.get(name, name): value for name, value in row.items()}
