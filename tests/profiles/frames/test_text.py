"""What text is read as."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.profiles.frames.text import Findings, decide, look

VALUES = st.sampled_from(
    ["1", "-2", "01", "12", " 3 ",
     "1.5", "nan", "inf", "1e400", "1,5", "1.000,5", "1.000", "true", "False", "NA", "", "x",
     "2013-05-06", "06.05.2013", "2013/05/06", "2013-05-06T10:00", "2013-05-06 10:00:00.5", "2013-05-06T10:00:00Z",
     "2013-05-06 10:00:00+02", "99999999999999999999", None]
)  # fmt: skip


def _read(*values: str | None) -> tuple[list[object], tuple[str, ...]]:
    series = pl.Series("x", values, dtype=pl.String).replace("", None)
    reading = decide("x", look(series, Findings()))
    made = reading.read(series)
    assert made.dtype == reading.dtype
    return made.to_list(), reading.notes


@given(st.lists(st.lists(VALUES, max_size=6), max_size=5))
def test_the_type_does_not_depend_on_how_rows_are_cut_and_nothing_is_nulled(parts: list[list[str | None]]) -> None:
    series = pl.Series("x", [value for part in parts for value in part], dtype=pl.String).replace("", None)
    found = Findings()
    for part in parts:
        found = look(pl.Series(part, dtype=pl.String).replace("", None), found)
    cut, uncut = decide("x", found), decide("x", look(series, Findings()))
    assert (cut.dtype, cut.notes) == (uncut.dtype, uncut.notes)
    made = cut.read(series)
    missing = series.is_null() | series.is_in(["NA"])
    lost = made.is_null() & ~missing
    assert made.dtype == cut.dtype
    assert not lost.any()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "2"], [1, 2]),
        (["1", " 2 ", " "], [1, 2, None]),
        (["1", "2.5", "1e3"], [1.0, 2.5, 1000.0]),
        (["9223372036854775807", "9223372036854775808"], [2.0**63, 2.0**63]),
        (["true", "FALSE", None], [True, False, None]),
        (["1,5", "-2", "1.234,75"], [1.5, -2.0, 1234.75]),
        (["2013-05-06", "2013-12-31"], [date(2013, 5, 6), date(2013, 12, 31)]),
        (["06.05.2013"], [date(2013, 5, 6)]),
        (["2013/05/06"], [date(2013, 5, 6)]),
        (
            ["2013-05-06T10:00:00", "2013-05-06 10:00", "2013-05-06", "2013-05-06T10:00:00.25"],
            [datetime(2013, 5, 6, 10), datetime(2013, 5, 6, 10), datetime(2013, 5, 6), datetime(2013, 5, 6, 10, 0, 0, 250_000)],  # noqa: DTZ001, E501
        ),
        (
            ["2013-05-06T10:00:00Z", "2013-05-06 12:00:00+02", "2013-05-06T12:00:00+0200",
             "2013-05-06 12:00:00 +02:00", "2013-05-06 10:00:00 UTC", "2013-05-06T10:00:00.000000+0000"],
            [datetime(2013, 5, 6, 10, tzinfo=UTC)] * 6,
        ),
        ([None, ""], [None, None]),
        (["NA", "NA"], ["NA", "NA"]),
        (["1,200", "3,400"], ["1,200", "3,400"]),
        (["06/05/2013"], ["06/05/2013"]),
    ],
)  # fmt: skip
def test_a_column_is_read_as_what_all_its_values_are(values: list[str], expected: list[object]) -> None:
    assert _read(*values)[0] == expected


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (["1", "x"], "column *x*: 1 of 2 values are not numbers (such as 'x'), read as text"),
        (["2013-05-06", "2013-05-07", "x"], "column *x*: 1 of 3 values are not times (such as 'x'), read as text"),
        (["2013-05-06", "06.05.2013"], "column *x*: times are written in several ways, read as text"),
        (["1", "NULL"], "column *x*: 1 value that says NA, NULL or the like is read as missing"),
        (["2013-05-06", "NaT", "NaT"], "column *x*: 2 values that say NA, NULL or the like are read as missing"),
        (["1,5"], "column *x*: the comma is read as decimal sign"),
    ],
)
def test_what_is_not_obvious_is_said(values: list[str], note: str) -> None:
    assert _read(*values)[1] == (note,)


def test_a_few_digits_among_words_are_words() -> None:
    assert _read("1", *["x"] * 20)[1] == ()


def test_the_columns_of_words_are_not_tried_as_numbers_for_ever() -> None:
    found = look(pl.Series(["x"] * 2000), Findings())
    assert look(pl.Series(["1"]), found) == found + Findings(values=1)
    typed = look(pl.Series(["x"] * 2000), Findings(), times_only=True)
    assert look(pl.Series(["2013-05-06"]), typed, times_only=True).times == 0


def test_a_strict_reading_of_other_text_than_was_looked_at_fails() -> None:
    reading = decide("x", look(pl.Series("x", ["1", "2"]), Findings()))
    with pytest.raises(pl.exceptions.ComputeError, match="'y' is not what the rest of column 'x' is"):
        reading.read(pl.Series("x", ["1", "y"]))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["01000", "NA", "99999"], ["01000", "NA", "99999"]),
        (["0.5", "0.7"], [0.5, 0.7]),
        (["0", "-0", "1"], [0, 0, 1]),
        (["0", "1"], [0, 1]),
        (["01", "100"], [1, 100]),
        (["10", "99"], [10, 99]),
        (["+1", "01"], [1, 1]),
    ],
)
def test_only_bare_digits_of_one_length_keep_their_zeros(values: list[str], expected: list[object]) -> None:
    assert _read(*values)[0] == expected
