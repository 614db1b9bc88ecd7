"""PyArrow and Arrow streams."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pytest
from tests.profiles.frames.reading import whole

from gnomon.errors import DataError
from gnomon.profiles.frames.open import open_rows

TWICE = pa.table([pa.array([1, 2]), pa.array([3, 4])], names=["a", "a"])


@pytest.mark.parametrize("data", [TWICE, TWICE.to_batches()[0], TWICE.to_reader()])
def test_repeated_names_are_mended(data: object) -> None:
    rows = open_rows(data)
    assert whole(rows).row(0, named=True) == {"a": 1, "a_2": 3}
    assert rows.notes == ("column *a* occurs 2 times: the others are named *a_2*",)


def test_a_reader_gives_its_rows_once_and_says_so() -> None:
    rows = open_rows(pa.table({"x": [1]}).to_reader())
    assert whole(rows).height == 1
    with pytest.raises(DataError, match="gives its rows only once"):
        list(rows.batches())


def test_a_data_set_is_read_again() -> None:
    rows = open_rows(pa.dataset.dataset(pa.table({"x": [1, 2], "y": [3, 4]})), columns=["y"])
    assert whole(rows)["y"].to_list() == whole(rows)["y"].to_list() == [3, 4]


def test_dictionaries_are_categories() -> None:
    table = pa.table({"x": pa.array(["a", "b", None]).dictionary_encode()})
    assert whole(open_rows(table)).schema == {"x": pl.Categorical()}
    assert whole(open_rows(table.to_reader()))["x"].to_list() == ["a", "b", None]


@pytest.mark.parametrize("data", [pa.array([1]), pa.chunked_array([[1]])])
def test_a_column_is_no_table(data: object) -> None:
    with pytest.raises(DataError, match="is a column, not a table"):
        open_rows(data)


def test_a_type_that_polars_does_not_know_is_refused() -> None:
    union = pa.UnionArray.from_dense(pa.array([0], pa.int8()), pa.array([0], pa.int32()), [pa.array([1])])
    with pytest.raises(DataError, match="PyArrow Table: cannot be read"):
        open_rows(pa.table({"x": union}))


class Stream:
    """What any library may export."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def test_anything_with_an_arrow_stream_is_a_table() -> None:
    assert whole(open_rows(Stream(pa.table({"x": [1, 2]}))))["x"].to_list() == [1, 2]


def test_a_stream_with_repeated_names_is_refused() -> None:
    with pytest.raises(DataError, match="Give its columns different names"):
        open_rows(Stream(TWICE))


NO_TEXT = pa.table({"x": pa.array([b"ok", b"\xff\xfe"]).view(pa.string())})
WIDE = pa.table({"x": pa.array([Decimal("1.5")], pa.decimal256(50, 2))})


@pytest.mark.parametrize("data", [NO_TEXT, NO_TEXT.to_batches()[0], Stream(NO_TEXT)])
def test_text_that_is_no_utf8_is_refused(data: object, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DataError, match=r"cannot be read \(.*(?i:utf-?8)"):
        open_rows(data)
    assert capfd.readouterr().err == ""


def test_text_of_a_reader_that_is_no_utf8_is_refused() -> None:
    rows = open_rows(NO_TEXT.to_reader())
    with pytest.raises(DataError, match="Invalid UTF8"):
        list(rows.batches())


@pytest.mark.parametrize("data", [WIDE, WIDE.to_reader(), pa.table({"x": pa.array([None], pa.list_(WIDE["x"].type))})])
def test_decimals_of_256_bits_are_refused_in_silence(data: object, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DataError, match=r"Polars does not know the type .*decimal256"):
        open_rows(data)
    assert capfd.readouterr().err == ""
