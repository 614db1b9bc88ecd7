"""What the current rows are compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Literal, cast

from pydantic import Field

from gnomon.config.durations import Duration
from gnomon.config.mistakes import Mistake
from gnomon.config.plain import said
from gnomon.config.source import Rows
from gnomon.config.values import Moment, Name, Names, Text, moment
from gnomon.errors import UsageError

Form = Literal["path", "sql", "first", "last", "window", "entity"]

OF_DATA = ("timestamp", "target", "score", "prediction")
"""Columns of a reference that is data of its own."""


class Reference(Rows):
    """What the current rows are compared with: other data, a past stretch, a sliding past, or another entity.

    Example:
        >>> Reference(first="28d").form, Reference(last="28d", lag="7d").lag.days
        ('first', 7)
    """

    such: ClassVar[str] = "{path: train.parquet} or {first: 28d}"
    forms: ClassVar[tuple[str, ...]] = ("path", "sql", "first", "last", "window", "entity")

    first: Duration | None = Field(
        default=None, description="The first stretch of the rows themselves.", examples=["28d"]
    )
    last: Duration | None = Field(
        default=None, description="The last stretch before each window; it cannot see slow drift.", examples=["28d"]
    )
    lag: Duration = Field(default=timedelta(0), description="How far before the window `last` ends.", examples=["7d"])
    window: tuple[Moment, Moment] | None = Field(
        default=None,
        description="A stretch of the rows themselves: from the first until before the second.",
        examples=[["2013-01-01", "2013-03-01"]],
    )
    entity: Name | None = Field(
        default=None, description="The rows of another entity in the same window.", examples=["champion"]
    )
    timestamp: Text | None = Field(
        default=None, description="The column of its event time; it then has windows.", examples=["ts"]
    )
    target: Text | None = Field(default=None, description="The column of its true outcome.", examples=["label"])
    score: Text | None = Field(
        default=None,
        description="Its column of scores, where it is another: out-of-fold scores of a training set.",
        examples=["score_oof"],
    )
    prediction: Text | None = Field(default=None, description="Its column of predictions, where it is another.")
    exclude: Names = Field(
        default=(), description="Days or moments whose windows are left out of it.", examples=[["2013-02-08"]]
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """One form, and only what belongs to it."""
        yield from super().across(raw)
        if raw.get("lag") is not None and raw.get("last") is None:
            yield Mistake(("lag",), "belongs to last. Write last: 28d beside it, or leave it out.")
        if raw.get("path") is None and raw.get("sql") is None:
            for key in OF_DATA:
                if raw.get(key) is not None:
                    yield Mistake((key,), "belongs to a reference with a path or sql of its own. Leave it out.")
        for form in ("first", "last"):
            if raw.get(form) in (0, "0"):
                yield Mistake((form,), f"{said(raw[form])} is no stretch of time. Write 28d.")
        window = raw.get("window")
        since, until = _ends(window)
        if window and since and until and since >= until:
            yield Mistake(("window",), f"{moment(window[1])} is not after {moment(window[0])}. Write [since, until].")

    @property
    def form(self) -> Form:
        """Which of the forms it is."""
        return cast(Form, next(form for form in self.forms if getattr(self, form) is not None))

    @property
    def is_data(self) -> bool:
        """Whether it is data of its own."""
        return self.form in ("path", "sql")


def _ends(window: object) -> tuple[datetime | None, datetime | None]:
    """When a stretch begins and ends, as far as it says."""
    if not isinstance(window, list | tuple) or len(window) != 2:  # noqa: PLR2004
        return None, None
    since, until = map(_moment, window)
    return since, until


def _moment(written: object) -> datetime | None:
    """A moment, without a zone as if of UTC; None when it is none."""
    try:
        found = datetime.fromisoformat(moment(written))
    except UsageError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
