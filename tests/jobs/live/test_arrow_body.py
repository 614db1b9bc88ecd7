"""An Arrow body becomes a frame with one type a kind, or is refused as a whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from tests.jobs.live.senders import arrow

from gnomon.errors import DataError
from gnomon.jobs.live.arrow_body import frame
from gnomon.profiles.records import PLACE, TYPES


def test_types_of_a_kind_become_one() -> None:
    sent = pl.DataFrame(
        {
            "i": pl.Series([1, 2], dtype=pl.Int32), "u": pl.Series([1, None], dtype=pl.UInt8), "f": [True, None],
            "c": pl.Series(["a", "b"], dtype=pl.Categorical), "d": [date(2013, 1, 1)] * 2,
            "t": pl.Series([datetime(2013, 1, 1)] * 2, dtype=pl.Datetime("ms")),  # noqa: DTZ001 - without a zone
            "v": [[1, 2], []], "z": [None, None],
        }
    )  # fmt: skip
    made = frame(arrow(sent))
    expected = {"i": "number", "u": "number", "f": "flag", "c": "category", "d": "time", "t": "time", "v": "vector"}
    assert made.schema == {PLACE: pl.Int64(), **{name: TYPES[kind] for name, kind in expected.items()}, "z": pl.Null()}  # type: ignore[index]  # a kind
    assert made[PLACE].to_list() == [0, 1]


@pytest.mark.parametrize(
    "column",
    [[{"a": 1}], [b"x"], [timedelta(1)], [["a"]], [[[1.0]]]],
    ids=["struct", "binary", "duration", "texts", "lists"],
)
def test_what_no_column_can_be_is_said(column: list[object]) -> None:
    with pytest.raises(DataError, match="Send numbers, texts, flags, times"):
        frame(arrow(pl.DataFrame({"x": column})))


def test_no_arrow_is_said() -> None:
    for body in (b"", b"nonsense", b"ARROW1\0\0"):
        with pytest.raises(DataError, match="Arrow"):
            frame(body)
