"""The whole is the sum of its parts, whoever profiled them and in whatever order they were added."""

from __future__ import annotations

import functools
import operator
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.profiles.rows import COLUMNS, DATA, OPENS, column, few, frames, profiled, some, split

from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import profile_frame, profile_rows
from gnomon.profiles.schema import Schema

REAL = ("flights", "adult", "bikes")


def added(parts: list[Profile]) -> Profile:
    return functools.reduce(operator.add, parts, Profile())


@some
@given(st.data())
def test_any_split_in_any_order_adds_to_the_same_bytes(data: st.DataObject) -> None:
    frame = data.draw(frames())
    places = data.draw(st.lists(st.integers(0, 3), min_size=frame.height, max_size=frame.height))
    order = data.draw(st.permutations(range(frame.height)))
    parts = [profiled(part) for part in split(frame[order], places)] if frame.height else [profiled(frame)]
    parts = data.draw(st.permutations(parts))
    assert added(parts).to_bytes() == profiled(frame).to_bytes()


@pytest.mark.parametrize("sort", sorted(COLUMNS))
@few
@given(data=st.data())
def test_each_sort_of_column_adds_to_the_same_bytes(sort: str, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.none() | COLUMNS[sort][1], max_size=8))
    cut = data.draw(st.integers(0, len(values)))
    parts = [profiled(pl.DataFrame(column(sort, piece))) for piece in (values[:cut], values[cut:])]
    assert (parts[1] + parts[0]).to_bytes() == profiled(pl.DataFrame(column(sort, values))).to_bytes()


@some
@given(frames(min_rows=2), st.integers(1, 5))
def test_slices_and_chunks_of_a_frame_are_profiled_as_their_rows(frame: pl.DataFrame, cut: int) -> None:
    chunked = pl.concat([frame[:cut], frame[cut:]], rechunk=False)
    assert profiled(chunked) == profiled(frame)
    assert profiled(frame[cut:]) == profiled(frame[cut:].rechunk())


def test_feedback_is_of_the_rows_of_which_something_was_said() -> None:
    rows = pl.DataFrame({"x": [1.0, 1.0, 2.0], "thumb": [True, None, False], "word": [None, None, None]})
    roles = Schema(roles={"thumb": "feedback", "word": "feedback"})
    made = profile_frame(rows, roles)
    assert made["thumb"] == profile_frame(pl.DataFrame({"thumb": [True, False]}), Schema())["thumb"]
    assert made.columns == ("thumb", "x")
    assert made.volume == profile_frame(rows.select("x"), Schema()).volume


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("seed", range(2))
def test_real_data_split_by_random_rows_adds_to_the_whole(name: str, seed: int) -> None:
    frame = pl.read_parquet(DATA / f"{name}.parquet")
    rng = np.random.default_rng(seed)
    parts = [profiled(part) for part in split(frame, rng.integers(0, 5, frame.height))]
    rng.shuffle(parts)
    assert added(parts).to_bytes() == profiled(frame).to_bytes()


@pytest.mark.parametrize("name", REAL)
def test_real_data_is_profiled_alike_in_small_batches_and_with_threads(name: str) -> None:
    frame = pl.read_parquet(DATA / f"{name}.parquet")
    rows = Rows("batches", dict(frame.schema), (), None, lambda: frame.iter_slices(997))
    assert profile_rows(rows) == profile_rows(open_rows(frame)) == profiled(frame)


@pytest.mark.parametrize("path", OPENS, ids=lambda path: path.stem)
def test_dirty_files_add_too(path: Path) -> None:
    rows = open_rows(path)
    frame = pl.concat([pl.DataFrame(schema=rows.schema), *rows.batches()])
    odd, even = frame[::2], frame[1::2]
    assert (profiled(even) + profiled(odd)).to_bytes() == profiled(frame).to_bytes()


@pytest.mark.parametrize("distinct", [2047, 2048, 2049, 5000])
def test_columns_past_the_exact_limit_add_to_the_same_bytes(distinct: int) -> None:
    rng = np.random.default_rng(distinct)
    keys = rng.integers(0, distinct, 12_000)
    frame = pl.DataFrame({"x": keys / 7, "name": [f"n{key} {'é' * (key % 5)}" for key in keys], "k": keys})
    parts = [profiled(part) for part in split(frame, rng.integers(0, 7, frame.height))]
    assert added(parts[::-1]).to_bytes() == profiled(frame).to_bytes()


def test_progress_is_told_the_rows_of_each_batch() -> None:
    frame = pl.DataFrame({"x": range(10)})
    told: list[int] = []
    profile_rows(Rows("ten", dict(frame.schema), (), 10, lambda: frame.iter_slices(4)), progress=told.append)
    assert told == [4, 4, 2]


def test_columns_without_a_row_are_columns_too() -> None:
    empty = profile_rows(open_rows(pl.DataFrame(schema={"x": pl.Int64, "ok": pl.Boolean})))
    assert (empty.rows, empty.columns, empty["x"].kind, empty["ok"].kind) == (0, ("ok", "x"), "number", "flag")


def test_a_given_kind_is_read_and_what_cannot_be_read_is_null() -> None:
    made = profile_frame(pl.DataFrame({"x": ["1", "2.5", "?", None]}), Schema(kinds={"x": "number"}))
    assert (made["x"].kind, made["x"].count, made["x"].nulls) == ("number", 2, 2)


# Rows that are there twice.


def repeated(frame: pl.DataFrame) -> float:
    return (frame.height - frame.n_unique()) / frame.height


@some
@given(st.data())
def test_repeated_rows_are_those_that_polars_finds(data: st.DataObject) -> None:
    sorts = st.sampled_from(("float", "int", "flag", "text", "day", "utc", "clock", "binary", "texts", "null"))
    names = data.draw(st.lists(sorts, min_size=1, max_size=3, unique=True))
    height = data.draw(st.integers(1, 12))
    frame = pl.DataFrame(
        [column(s, data.draw(st.lists(st.none() | COLUMNS[s][1], min_size=height, max_size=height))) for s in names]
    )
    frame = pl.concat([frame, frame[data.draw(st.lists(st.integers(0, height - 1), max_size=4))]])
    as_float = frame.with_columns(pl.col(pl.Int64).cast(pl.Float64))  # two integers past 2^53 may be one float64
    texts = [name for name in ("texts",) if name in names]
    plain = as_float.with_columns(pl.col(texts).list.eval(pl.element().fill_null("\0")).list.join("\x1f"))
    lengths = as_float.select(pl.col(texts).list.len().name.suffix("_n"))
    assert profiled(frame).volume.repeated_rows == pytest.approx(
        repeated(pl.concat([plain, lengths], how="horizontal"))
    )


@example([1, 1, 2])
@given(st.lists(st.integers(0, 50), min_size=1, max_size=60))
def test_repeated_rows_do_not_depend_on_the_order_of_the_columns(keys: list[int]) -> None:
    frame = pl.DataFrame({"a": keys, "b": [key % 3 for key in keys], "c": [str(key % 5) for key in keys]})
    sample = profiled(frame).volume.row_sample
    assert profiled(frame.select("c", "a", "b")).volume.row_sample == sample
    assert profiled(frame).volume.repeated_rows == pytest.approx(repeated(frame))


def test_values_that_changed_places_are_no_repeat() -> None:
    assert profiled(pl.DataFrame({"a": [1, 2], "b": [2, 1]})).volume.repeated_rows == 0
    assert profiled(pl.DataFrame({"a": [None, 1], "b": [1, None]})).volume.repeated_rows == 0


def test_planted_repeats_in_real_rows_are_counted() -> None:
    frame = pl.read_parquet(DATA / "flights.parquet").head(900)
    assert repeated(frame) == 0
    planted = pl.concat([frame, frame[:100]]).sample(fraction=1, shuffle=True, seed=1)
    assert profiled(planted).volume.repeated_rows == pytest.approx(int(planted.is_duplicated().sum()) / 2 / 1000)
    assert profiled(planted).volume.repeated_rows == pytest.approx(0.1)


def test_the_share_of_repeats_in_many_rows_is_near() -> None:
    frame = pl.read_parquet(DATA / "flights.parquet")
    assert profiled(frame).volume.repeated_rows == 0
    doubled = profiled(pl.concat([frame, frame]))
    assert doubled.volume.repeated_rows == pytest.approx(0.5, abs=0.03)


def test_one_as_integer_is_one_as_float() -> None:
    values = {"x": [1, 2, None, 2], "y": list("abcb")}
    whole, fraction = (pl.DataFrame(values, schema_overrides={"x": t}) for t in (pl.Int64, pl.Float64))
    assert profiled(whole).to_bytes() == profiled(fraction).to_bytes()
    assert profiled(pl.concat([fraction, fraction])) == profiled(whole) + profiled(fraction)


def test_negative_zero_is_zero_and_nans_are_one_value() -> None:
    odd_nan = np.array([0x7FF8000000000001, 0xFFF8000000000000], np.uint64).view(np.float64)
    frame = pl.DataFrame({"x": np.concatenate((odd_nan, [0.0, -0.0]))})
    assert profiled(frame).volume.repeated_rows == 0.5
    assert profiled(frame[:2]) == profiled(pl.DataFrame({"x": [np.nan, np.nan]}))


# Roles.


def test_id_and_timestamp_are_no_columns_but_are_kept_with_the_rows() -> None:
    times = ["2013-01-01", "2013-01-02", None, "2013-01-03T06:00Z"]
    frame = pl.DataFrame({"event": ["a", "b", "b", None], "ts": times, "p": [0.1, 0.2, 0.3, 0.4]})
    roles = Schema(roles={"event": "id", "ts": "timestamp", "p": "score", "late": "target"})
    made = profile_frame(frame, roles)
    assert made.columns == ("p",)
    assert made.schema == Schema(kinds={"p": "number"}, roles={"p": "score"})
    assert (made.volume.ids, made.volume.repeated_ids) == (3, pytest.approx(1 / 3))
    assert (made.volume.times.count, made.volume.times.nulls) == (3, 1)
    assert str(made.volume.times.max) == "2013-01-03 06:00:00+00:00"


def test_without_roles_there_are_no_ids_and_no_times() -> None:
    volume = profile_frame(pl.DataFrame({"x": [1]}), Schema(roles={"event": "id", "ts": "timestamp"})).volume
    assert (volume.ids, volume.repeated_ids, volume.times.rows) == (0, 0, 0)


def test_rows_that_differ_in_id_or_time_alone_are_no_repeats() -> None:
    frame = pl.DataFrame({"event": [1, 2, 2], "x": [5, 5, 5]})
    made = profile_frame(frame, Schema(roles={"event": "id"}))
    assert made.volume.repeated_rows == pytest.approx(1 / 3)


def test_repeated_ids_of_a_real_dirty_file_are_counted() -> None:
    frame = pl.read_parquet(DATA / "dirty" / "duplicate_events.parquet")
    volume = profile_frame(frame, Schema(roles={"event_id": "id"})).volume
    known = frame["event_id"].drop_nulls()
    assert (volume.count, volume.ids) == (117, len(known))
    assert volume.repeated_ids == pytest.approx(1 - known.n_unique() / len(known))
