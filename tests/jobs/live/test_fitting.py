"""A row that does not fit to the columns of the log is refused with the reason."""

from __future__ import annotations

import polars as pl
import pytest

from gnomon.jobs.live import fitting
from gnomon.jobs.live.fitting import fitted
from gnomon.profiles.records import PLACE


def _why(name: str, **known: str) -> str:
    rows = pl.DataFrame({PLACE: [4, 5], name: [1.0, None]})
    frame, why = fitted(rows, known)  # type: ignore[arg-type]  # kinds
    assert frame.columns == [PLACE]
    assert list(why) == [4]
    return why[4]


@pytest.mark.parametrize(
    ("name", "known", "words"),
    [
        ("x", {"x": "category"}, "is a number here; it is kept as a category"),
        ("Temp", {"temp": "number"}, "differs from 'temp' in case only"),
        ("_batch", {}, "is a name of the log's own"),
        ("", {}, "is no name of a column"),
        ("x" * 201, {}, "is no name of a column"),
    ],
)
def test_a_column_that_no_row_may_have_refuses_the_rows_that_do(name: str, known: dict[str, str], words: str) -> None:
    assert words in _why(name, **known)


def test_there_are_only_so_many_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MOST_COLUMNS", 1)
    assert "one column too many" in _why("y", x="number")


def test_columns_of_one_batch_may_not_differ_in_case_only_either() -> None:
    rows = pl.DataFrame({PLACE: [0, 1], "a": [1.0, 1.0], "A": [None, 2.0]})
    frame, why = fitted(rows, {})
    assert (frame.columns, list(why)) == ([PLACE, "a"], [1])


def test_texts_are_read_as_the_times_that_a_column_has() -> None:
    texts = ["2013-01-01T00:00Z", "2013-01-01", "soon", None]
    frame, why = fitted(pl.DataFrame({PLACE: [0, 1, 2, 3], "at": texts}), {"at": "time"})
    assert frame["at"].dtype == pl.Datetime("us", "UTC")
    assert frame["at"].null_count() == 2
    assert why == {2: "'at' is 'soon', which is no ISO 8601 time."}


def test_a_column_without_a_value_fits_anywhere() -> None:
    frame, why = fitted(pl.DataFrame({PLACE: [0], "x": [None]}), {"x": "number"})
    assert (frame.columns, why) == ([PLACE, "x"], {})
