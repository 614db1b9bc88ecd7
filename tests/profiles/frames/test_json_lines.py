"""JSON lines: what is read, and what is said."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.frames.reading import whole

from gnomon.errors import DataError
from gnomon.profiles.frames import json_lines, json_values, stream
from gnomon.profiles.frames.json_values import Kinds
from gnomon.profiles.frames.open import open_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.jsonl"


def test_missing_and_late_keys_are_null(path: Path) -> None:
    path.write_text('{"a": 1}\n{"b": "x"}\n{"a": 3, "b": null, "c": true}')
    rows = open_rows(path)
    assert whole(rows).rows(named=True) == [
        {"a": 1, "b": None, "c": None},
        {"a": None, "b": "x", "c": None},
        {"a": 3, "b": None, "c": True},
    ]
    assert rows.notes == ()


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (["1", "2.5"], pl.Float64),
        (["1", "null"], pl.Int64),
        (["true", "null"], pl.Boolean),
        (["9223372036854775808", "1"], pl.Float64),
        (['"2013-05-06T10:00:00Z"', "null"], pl.Datetime("us", "UTC")),
        (['"12"', '"13"'], pl.String),
        (["[1, 2.5]", "[]", "null"], pl.List(pl.Float64)),
        (['["a"]', "[null]"], pl.List(pl.String)),
        (["[true]"], pl.List(pl.Boolean)),
        (["[]", "[null]"], pl.List(pl.Null)),
        (["null"], pl.Null),
    ],
)
def test_the_type_of_a_key_is_that_of_all_its_values(path: Path, values: list[str], dtype: pl.DataType) -> None:
    path.write_text("".join(f'{{"x": {value}}}\n' for value in values))
    rows = open_rows(path)
    assert whole(rows).schema == {"x": dtype}
    assert rows.notes == ()


@pytest.mark.parametrize(
    ("values", "texts", "note"),
    [
        (["1", '"a"'], ["1", "a"], "column *x*: numbers and text (such as 'a') are mixed, read as text"),
        (["1", "true"], ["1", "true"], "column *x*: flags and numbers are mixed, read as text"),
        (['[{"a": 1}]'], ['[{"a": 1}]'], "column *x*: holds lists of objects, read as text"),
        (["[1]", "2"], ["[1]", "2"], "column *x*: lists and numbers are mixed, read as text"),
    ],
)
def test_values_of_several_types_become_text_and_that_is_said(
    path: Path, values: list[str], texts: list[str], note: str
) -> None:
    path.write_text("".join(f'{{"x": {value}}}\n' for value in values))
    rows = open_rows(path)
    assert whole(rows)["x"].to_list() == texts
    assert rows.notes == (note,)


def test_times_are_found_in_text(path: Path) -> None:
    path.write_text('{"x": "2013-05-06T12:00:00+02:00"}\n')
    assert whole(open_rows(path))["x"].item() == datetime(2013, 5, 6, 10, tzinfo=UTC)


def test_bad_lines_are_skipped_and_counted(path: Path) -> None:
    path.write_bytes(b'{"x": 1}\n[1]\n{"x": \n5\n\xff\xfe{}\n{"x": 2}\n' + b"[" * 100_000 + b"\n")
    rows = open_rows(path)
    assert whole(rows)["x"].to_list() == [1, 2]
    assert rows.notes[-1] == "5 of 7 lines are no JSON object and were skipped (line 2)"


def test_one_bad_line_is_one_line(path: Path) -> None:
    path.write_text('{"x": 1}\nx\n')
    assert open_rows(path).notes == ("1 of 2 line is no JSON object and was skipped (line 2)",)


def test_a_key_that_occurs_twice_is_said(path: Path) -> None:
    path.write_text('{"x": 1, "x": 2}\n{"x": 3, "x": 4}\n')
    rows = open_rows(path)
    assert whole(rows)["x"].to_list() == [2, 4]
    assert rows.notes == ("key 'x' occurs twice in an object: the last one counts",)


def test_a_dotted_key_beside_the_object_it_could_be_in_is_one_column(path: Path) -> None:
    path.write_text('{"a": {"b": 1}, "a.b": 2}\n')
    assert whole(open_rows(path)).rows(named=True) == [{"a.b": 2}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n  \n", "only blank lines"),
        ("x\ny\n", "a.jsonl:1: no line is a JSON object"),
        ('[{"x": 1}]', "is one JSON array"),
        ("{}\n{}\n", "has no columns"),
    ],
)
def test_what_holds_no_rows_is_refused(path: Path, text: str, message: str) -> None:
    path.write_text(text)
    with pytest.raises(DataError, match=message):
        open_rows(path)


def test_another_encoding_is_found_and_said(path: Path) -> None:
    path.write_bytes('{"city": "Köln"}\n'.encode("cp1252"))
    rows = open_rows(path)
    assert whole(rows)["city"].item() == "Köln"
    assert rows.notes == ("line 1 is not UTF-8: read as Windows-1252",)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("abc"), st.none() | st.integers(-5, 5) | st.text("xy", max_size=2) | st.booleans()
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(1, 50),
)
def test_rows_do_not_depend_on_where_pieces_are_cut(objects: list[dict[str, object]], size: int) -> None:
    data = "".join(json.dumps(each) + "\n" for each in objects).encode()
    text = stream.TextFile(Path("a"), "a", "plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "utf8_chunks", lambda _: (data[at : at + size] for at in range(0, len(data), size)))
        if not any(objects):
            with pytest.raises(DataError, match="no columns"):
                json_lines.open_json_lines(text)
            return
        rows = json_lines.open_json_lines(text)
        frame = whole(rows)
    assert frame.height == len(objects)
    for name in frame.columns:
        values = [each.get(name) for each in objects]
        expected = json_values.series(values, json_values.decide(name, json_values.look(values, Kinds())))
        assert frame[name].to_list() == expected.to_list()


def test_a_whole_number_that_no_float_holds_is_infinite_aloud(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"a":1{"0" * 400}}}\n{{"a":-1{"0" * 400}}}\n{{"a":2}}\n')
    rows = open_rows(path)
    assert whole(rows)["a"].to_list() == [float("inf"), float("-inf"), 2.0]
    assert rows.notes == ("column *a*: 2 numbers are beyond 1.8e308, the largest float, read as infinite",)


def test_a_lone_surrogate_is_replaced_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(r"""{"a":"\ud800","b":["x\uDFFF"],"c":{"\udc00":1},"d":"\ud83d\ude00 \\ud800"}""" + "\n")
    rows = open_rows(path)
    lost = "\N{REPLACEMENT CHARACTER}"
    assert whole(rows).rows(named=True) == [
        {"a": lost, "b": ["x" + lost], f"c.{lost}": 1, "d": "\N{GRINNING FACE} \\ud800"}
    ]
    assert rows.notes == (f"3 texts hold half of a letter (a lone surrogate): read as {lost}",)
