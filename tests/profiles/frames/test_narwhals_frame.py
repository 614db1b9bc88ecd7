"""Frames that only narwhals knows."""

from __future__ import annotations

import duckdb
import narwhals as nw
import narwhals.stable.v1 as nw1
import pandas as pd
import polars as pl
import pytest
from tests.profiles.frames.reading import whole

from gnomon.errors import DataError
from gnomon.profiles.frames import narwhals_frame
from gnomon.profiles.frames.narwhals_frame import open_narwhals
from gnomon.profiles.frames.open import open_rows


def test_frames_of_the_stable_face_are_taken_out_too() -> None:
    assert open_rows(nw1.from_native(pl.DataFrame({"x": [1]}))).name == "Polars frame"


def test_a_lazy_frame_of_another_library_is_collected() -> None:
    rows = open_narwhals(duckdb.connect().sql("select 1 as x, 'a' as y"), columns=["y"])
    assert rows is not None
    assert whole(rows).rows() == [("a",)]


def test_an_eager_frame_of_another_library_is_converted() -> None:
    rows = open_narwhals(pd.DataFrame({"x": [1]}))
    assert rows is not None
    assert whole(rows)["x"].to_list() == [1]


def test_what_narwhals_does_not_know_is_nothing() -> None:
    assert open_narwhals([1]) is None


def test_a_frame_that_cannot_be_converted_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("no driver")

    monkeypatch.setattr(nw.DataFrame, "to_polars", fail)
    with pytest.raises(DataError, match=r"pandas frame: cannot be read \(no driver\)"):
        narwhals_frame.open_narwhals(pd.DataFrame({"x": [1]}))


def test_narwhals_is_the_last_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gnomon.profiles.frames.open.FRAMES", ())
    assert whole(open_rows(pd.DataFrame({"x": [1]})))["x"].to_list() == [1]
