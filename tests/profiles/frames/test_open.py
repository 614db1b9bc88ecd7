"""The same rows through every door, and every bad case through every door."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pytest
from polars.testing import assert_frame_equal
from tests.profiles.frames.reading import DATA, read, whole

from gnomon.errors import DataError, SchemaError
from gnomon.profiles.frames.open import open_rows

Door = Callable[[pl.DataFrame, Path], object]


def _csv(frame: pl.DataFrame, folder: Path) -> Path:
    frame.write_csv(folder / "a.csv")
    return folder / "a.csv"


def _csv_gz(frame: pl.DataFrame, folder: Path) -> Path:
    (folder / "a.csv.gz").write_bytes(gzip.compress(frame.write_csv().encode(), 1))
    return folder / "a.csv.gz"


def _csv_zst(frame: pl.DataFrame, folder: Path) -> Path:
    (folder / "a.csv.zst").write_bytes(pa.compress(frame.write_csv().encode(), codec="zstd", asbytes=True))
    return folder / "a.csv.zst"


def _jsonl(frame: pl.DataFrame, folder: Path) -> Path:
    frame.write_ndjson(folder / "a.jsonl")
    return folder / "a.jsonl"


def _parquet(frame: pl.DataFrame, folder: Path) -> Path:
    frame.write_parquet(folder / "a.parquet", row_group_size=300)
    return folder / "a.parquet"


def _arrow(frame: pl.DataFrame, folder: Path) -> Path:
    frame.write_ipc(folder / "a.arrow", compression="lz4")
    return folder / "a.arrow"


def _arrow_stream(frame: pl.DataFrame, folder: Path) -> Path:
    frame.write_ipc_stream(folder / "a.arrows")
    return folder / "a.arrows"


def _folder(frame: pl.DataFrame, folder: Path) -> Path:
    half = frame.height // 2
    frame[:half].write_parquet(folder / "1.parquet")
    (folder / "deeper").mkdir()
    frame[half:].write_ipc(folder / "deeper" / "2.arrow", compression="zstd")
    (folder / "README.md").write_text("no data")
    (folder / "_delta_log").mkdir()
    (folder / "_delta_log" / "0.json").write_text("{}")
    return folder


def _glob(frame: pl.DataFrame, folder: Path) -> str:
    for at, part in enumerate(frame.iter_slices(max(1, frame.height // 3))):
        part.write_parquet(folder / f"part-{at}.parquet")
    return str(folder / "part-*.parquet")


FILES: dict[str, Door] = {
    "csv": _csv,
    "csv.gz": _csv_gz,
    "csv.zst": _csv_zst,
    "json lines": _jsonl,
    "parquet": _parquet,
    "arrow": _arrow,
    "arrow stream": _arrow_stream,
    "folder": _folder,
    "glob": _glob,
}
FRAMES: dict[str, Door] = {
    "polars": lambda frame, _: frame,
    "polars lazy": lambda frame, _: frame.lazy(),
    "pandas": lambda frame, _: frame.to_pandas(),
    "pandas on arrow": lambda frame, _: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow table": lambda frame, _: frame.to_arrow(),
    "pyarrow batch": lambda frame, _: frame.to_arrow().combine_chunks().to_batches()[0],
    "pyarrow reader": lambda frame, _: frame.to_arrow().to_reader(),
    "pyarrow data set": lambda frame, _: pa.dataset.dataset(frame.to_arrow()),
    "duckdb": lambda frame, _: duckdb.connect().from_arrow(frame.to_arrow()),
    "narwhals": lambda frame, _: nw.from_native(frame),
    "narwhals lazy": lambda frame, _: nw.from_native(frame.lazy()),
    "narwhals on pandas": lambda frame, _: nw.from_native(frame.to_pandas()),
}
DOORS = FILES | FRAMES
TEXT = {"csv", "csv.gz", "csv.zst", "json lines"}


@pytest.fixture(scope="module")
def flights() -> pl.DataFrame:
    """Real flights in the types that all formats share: the text formats have no eight-bit integers."""
    frame = pl.read_parquet(DATA / "flights.parquet").gather_every(337)
    return frame.with_columns(pl.col("prediction", "shadow_prediction", "dep_delay").cast(pl.Int64))


@pytest.mark.parametrize("door", DOORS)
def test_the_same_data_give_the_same_rows_through_every_door(door: str, flights: pl.DataFrame, tmp_path: Path) -> None:
    rows = open_rows(DOORS[door](flights, tmp_path))
    frame = whole(rows)
    if "pandas" in door and "arrow" not in door:  # pandas makes whole numbers with missing ones fractional
        frame = frame.with_columns(pl.col("dep_delay").cast(pl.Int64))
    if door == "duckdb":
        frame = frame.with_columns(pl.col("ts").dt.convert_time_zone("UTC"))
    assert_frame_equal(frame, flights)
    assert rows.notes == ()


@pytest.mark.parametrize("door", DOORS)
def test_wanted_columns_come_alone_and_in_order(door: str, flights: pl.DataFrame, tmp_path: Path) -> None:
    rows = open_rows(DOORS[door](flights, tmp_path), columns=["temp", "origin"])
    assert whole(rows).columns == list(rows.schema) == ["temp", "origin"]


@pytest.mark.parametrize("door", DOORS)
def test_a_wanted_column_that_does_not_exist_is_named_with_a_near_one(
    door: str, flights: pl.DataFrame, tmp_path: Path
) -> None:
    with pytest.raises(SchemaError, match=r"no column 'tmp'. Did you mean 'temp'"):
        open_rows(DOORS[door](flights, tmp_path), columns=["tmp"])


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"folder", "glob", "json lines", "pyarrow batch"}))
def test_no_rows_are_fine(door: str, tmp_path: Path) -> None:
    frame = pl.DataFrame(schema={"x": pl.Float64, "s": pl.String})
    rows = open_rows(DOORS[door](frame, tmp_path))
    assert whole(rows).height == 0
    assert list(rows.schema) == ["x", "s"]


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"json lines"}))
def test_all_null_columns_are_fine(door: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"x": [None, None, None], "f": pl.Series([None] * 3, dtype=pl.Float64), "one": [1, 2, 3]})
    got = read(DOORS[door](frame, tmp_path))
    assert (got["x"].null_count(), got["f"].null_count(), got["one"].sum()) == (3, 3, 6)


def test_all_null_keys_of_json_lines_are_fine(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"x": null}\n{"x": null}\n')
    assert read(tmp_path / "a.jsonl").schema == {"x": pl.Null}


@pytest.mark.parametrize("door", sorted(set(FRAMES) - {"narwhals on pandas", "pandas", "duckdb", "pandas on arrow"}))
def test_nested_columns_are_unnested(door: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [{"b": 1, "c": {"d": "x"}}, None], "l": [[1.0], None]})
    assert read(DOORS[door](frame, tmp_path)).rows(named=True) == [
        {"a.b": 1, "a.c.d": "x", "l": [1.0]},
        {"a.b": None, "a.c.d": None, "l": None},
    ]


@pytest.mark.parametrize("door", ["parquet", "arrow", "arrow stream", "json lines"])
def test_nested_columns_of_files_are_unnested(door: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [{"b": 1, "c": {"d": "x"}}, {"b": None, "c": {"d": None}}], "l": [[1.0], None]})
    assert read(DOORS[door](frame, tmp_path)).rows() == [(1, "x", [1.0]), (None, None, None)]


NO_COLUMNS: dict[str, object] = {
    "polars": pl.DataFrame(),
    "polars lazy": pl.LazyFrame(),
    "pandas": pd.DataFrame(),
    "pyarrow": pa.table({}),
    "narwhals": nw.from_native(pl.DataFrame()),
}


@pytest.mark.parametrize("door", NO_COLUMNS)
def test_a_frame_without_columns_is_refused(door: str) -> None:
    with pytest.raises(DataError, match="has no columns"):
        open_rows(NO_COLUMNS[door])


@pytest.mark.parametrize(
    "name", ["a.parquet", "a.csv", "a.jsonl", "a.arrow", "a.arrows", "a.csv.gz", "a.feather", "a.tsv", "a.json", "a"]
)
def test_an_empty_file_is_refused_whatever_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(DataError, match=f"^{name}: is empty"):
        open_rows(tmp_path / name)


@pytest.mark.parametrize("door", ["parquet", "arrow", "arrow stream", "csv.gz", "csv.zst"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_cut_file_is_refused_with_one_line(
    door: str, share: float, flights: pl.DataFrame, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = DOORS[door](flights, tmp_path)
    assert isinstance(path, Path)
    data = path.read_bytes()
    path.write_bytes(data[: max(1, int(len(data) * share))])
    with pytest.raises(DataError) as refusal:
        read(path)
    assert str(refusal.value).startswith(path.name)
    assert "\n" not in str(refusal.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("door", ["parquet", "arrow", "arrow stream", "csv.gz", "csv.zst", "csv", "json lines"])
@pytest.mark.parametrize("seed", range(8))
def test_flipped_bytes_never_end_in_a_traceback(
    door: str, seed: int, flights: pl.DataFrame, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = DOORS[door](flights.head(300), tmp_path)
    assert isinstance(path, Path)
    data = bytearray(path.read_bytes())
    for step in range(64):
        at = (seed * 7919 + step * step * 104_729 + step * 31) % len(data)
        data[at] ^= 0x5A
    path.write_bytes(bytes(data))
    try:
        read(path)
    except DataError as refusal:
        assert path.name in str(refusal)
        assert "\n" not in str(refusal)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("data", [[1, 2], 5, None, {"x": [1]}, b"a,b"])
def test_what_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(DataError, match=r"cannot|Give"):
        open_rows(data)


def test_rows_that_are_open_are_taken_as_they_are() -> None:
    rows = open_rows(pl.DataFrame({"x": [1], "y": [2]}))
    assert open_rows(rows) is rows
    assert whole(open_rows(rows, columns=["y"])).columns == ["y"]


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"pyarrow reader"}))
def test_rows_can_be_read_again(door: str, flights: pl.DataFrame, tmp_path: Path) -> None:
    rows = open_rows(DOORS[door](flights.head(20), tmp_path))
    assert_frame_equal(whole(rows), whole(rows))


def _python(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=DATA)
    assert run.stderr == ""
    return run.stdout.strip()


READ = "from gnomon.profiles.frames.open import open_rows; rows = open_rows(data); list(rows.batches())"


@pytest.mark.parametrize(
    "data", ["pl.DataFrame({'x': [1]})", "pl.LazyFrame({'x': [1]})", "'adult.parquet'", "'dirty/quotes.csv'"]
)
def test_no_library_is_imported_that_the_caller_does_not_use(data: str) -> None:
    code = f"import sys; import polars as pl; data = {data}; {READ}"
    others = "{'pandas', 'pyarrow', 'duckdb', 'sqlalchemy', 'dask', 'ibis', 'modin', 'pyspark'}"
    assert _python(f"{code}; print(sorted({others} & set(sys.modules)))") == "[]"


def test_pandas_frames_are_read_without_pyarrow() -> None:
    code = f"""
import sys
sys.modules["pyarrow"] = None
import pandas as pd
data = pd.DataFrame({{
    "i": [1, 2], "f": [1.0, None], "s": ["a", None], "o": pd.Series(["a", None], dtype=object),
    "I": pd.Series([1, None], dtype="Int64"), "B": pd.Series([True, None], dtype="boolean"),
    "S": pd.Series(["a", None], dtype="string"), "c": pd.Categorical(["a", None]),
    "t": pd.to_datetime(["2020-01-01", None]), "z": pd.to_datetime(["2020-01-01", None]).tz_localize("Europe/Zurich"),
    "d": pd.to_timedelta([1, None], unit="s"),
}})
{READ}
print([batch.null_count().row(0) for batch in rows.batches()])
"""
    assert _python(code) == "[(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)]"


MEMORY = """
import resource, sys
from gnomon.profiles.frames.open import open_rows
rows = sum(batch.height for batch in open_rows(sys.argv[1]).batches())
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.parametrize(("name", "times"), [("long.parquet", 12), ("long.csv", 10)])
def test_memory_does_not_grow_with_the_length_of_a_file(name: str, times: int, tmp_path: Path) -> None:
    flights = pl.read_parquet(DATA / "flights.parquet").drop("event_id", "tailnum")

    def peak_mb(frames: int) -> int:
        path = tmp_path / f"{frames}-{name}"
        if name.endswith("parquet"):
            pl.concat([flights] * frames).write_parquet(path, row_group_size=100_000, compression="lz4")
        else:
            text = flights.head(50_000).write_csv().encode()
            body = text.split(b"\n", 1)[1]
            path.write_bytes(text + body * (frames - 1))
        run = subprocess.run(
            [sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True, cwd=tmp_path
        )
        height, peak = map(int, run.stdout.split())
        assert height == frames * (flights.height if name.endswith("parquet") else 50_000)
        return peak

    few, many = peak_mb(times // 4), peak_mb(times)
    assert many < 1.3 * few + 50
