"""Which segments are looked at apart."""

from __future__ import annotations

import polars as pl
import pytest

from gnomon.jobs.rows.segments import MOST, NO_VALUE, OTHER, SegmentSet, segment_set, segment_text
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema


def of(frame: pl.DataFrame, *columns: str) -> SegmentSet:
    return segment_set(profile_frame(frame, Schema()), columns or tuple(frame.columns))


def test_the_most_frequent_values_come_first_and_ties_by_name() -> None:
    assert of(pl.DataFrame({"x": ["b", "a", "c", "c"]})).values["x"] == ("c", "a", "b")


def test_fifty_values_are_looked_at_and_the_rest_is_other() -> None:
    frame = pl.DataFrame({"x": [f"{i:03}" for i in range(80)]})
    found = of(frame)
    assert len(found.values["x"]) == MOST
    labels = found.labels(frame["x"])
    assert (labels == OTHER).sum() == 30
    assert sum(part.height for _, _, part in found.parts(frame)) == 80


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([1, 1, 2], ("1", "2")),
        ([1.0, 1.0, 2.5], ("1", "2.5")),
        ([True, True, False], ("true", "false")),
        (["a", None, None], (NO_VALUE, "a")),
    ],
)
def test_a_value_is_called_alike_in_the_set_and_in_rows(values: list[object], named: tuple[str, ...]) -> None:
    frame = pl.DataFrame({"x": values})
    assert of(frame).values["x"] == named
    assert set(of(frame).labels(frame["x"]).to_list()) == set(named)


def test_numbers_that_nulls_turned_into_floats_are_the_same_segments() -> None:
    assert segment_text(pl.Series([1, 2])).to_list() == segment_text(pl.Series([1.0, 2.0])).to_list()


def test_columns_that_rows_do_not_have_have_no_segments() -> None:
    assert list(SegmentSet({"gone": ("a",)}).parts(pl.DataFrame({"x": [1]}))) == []


def test_the_digest_tells_sets_apart_and_not_their_order() -> None:
    one, other = SegmentSet({"x": ("a", "b")}), SegmentSet({"x": ("b", "a")})
    assert one.digest == other.digest != SegmentSet({"x": ("a",)}).digest
    assert SegmentSet().digest == ""
