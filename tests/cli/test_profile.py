"""`gnomon profile`: what it prints, saves and refuses."""

from __future__ import annotations

import json
import math
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.cli.program import DIRTY, Gnomon, numbers, shown_raw

import gnomon as gn
from gnomon.cli.profile import BLOCKS, sketch_line
from gnomon.profiles import saved
from gnomon.profiles.profile import MAGIC
from gnomon.profiles.series import ProfileSeries

FILES = sorted(path.name for path in DIRTY.iterdir())
KEYS = ["column", "kind", "count", "nulls", "nan", "inf", "distinct", "mean", "std", "min", "max", "quantiles", "top"]
QUANTILES = ["0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99"]


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Columns of every kind, some with long names, as a page of 80 columns has to show them."""
    path = tmp_path_factory.mktemp("wide") / "wide.parquet"
    values = np.random.default_rng(0).normal(0, 1e6, 500)
    long = {f"a_rather_long_name_of_column_{i}": values for i in range(3)}
    times = pl.Series([datetime(2013, 1, 1 + i % 28) for i in range(500)])  # noqa: DTZ001 - times without a zone
    names = [f"value number {i % 40} of this column" for i in range(500)]
    pl.DataFrame({**long, "when": times, "name": names, "flag": values > 0}).write_parquet(path)
    return path


@pytest.mark.parametrize("name", FILES)
def test_every_dirty_file_is_a_table_or_one_line(gnomon: Gnomon, name: str) -> None:
    ran = gnomon("profile", DIRTY / name)
    assert not shown_raw(ran.out + ran.err)
    if ran.code == 0:
        assert " rows × " in ran.out
        assert all(line.startswith("note: ") for line in ran.err.splitlines())
    else:
        assert ran.refusal().startswith(name)


@pytest.mark.filterwarnings("ignore::gnomon.errors.DataWarning")
@pytest.mark.parametrize("name", ["nan_inf.csv", "odd_names.parquet", "types.parquet", "zero_rows.parquet"])
def test_a_document_has_the_shape_of_the_contract(gnomon: Gnomon, name: str) -> None:
    ran = gnomon("profile", DIRTY / name, "--json")
    document = ran.document()
    made = gn.profile(DIRTY / name)
    assert document["rows"] == made.rows
    assert [column["column"] for column in document["columns"]] == list(made.columns)
    for column in document["columns"]:
        assert list(column) == KEYS
        assert list(column["quantiles"]) == QUANTILES
        assert all(count > 0 for _, count in column["top"])


@pytest.mark.filterwarnings("ignore::gnomon.errors.DataWarning")
def test_a_document_tells_the_numbers_of_the_profile(gnomon: Gnomon) -> None:
    column = gnomon("profile", DIRTY / "nan_inf.csv", "--json").document()["columns"][1]
    made = gn.profile(DIRTY / "nan_inf.csv")["x"]
    assert (column["column"], column["kind"], column["count"]) == ("x", "number", made.count)
    facts = json.loads((DIRTY / "facts.json").read_text())["nan_inf.csv"]["x"]
    assert (column["nulls"], column["nan"]) == (facts["null"], facts["nan"])
    assert column["inf"] == facts["pos_inf"] + facts["neg_inf"]
    assert column["mean"] == made.mean
    assert math.isclose(column["std"], made.std)


def test_times_of_a_document_are_utc(gnomon: Gnomon, tmp_path: Path) -> None:
    path = numbers(tmp_path / "a.csv")
    words = ("--every", "1d", "--timestamp", "ts", "--zone", "America/New_York", "--json")
    document = gnomon("profile", path, *words).document()
    first = document["windows"][0]
    assert (first["start"], first["end"], first["rows"]) == ("2013-01-01T05:00:00Z", "2013-01-02T05:00:00Z", 40)
    column = gnomon("profile", path, "--kind", "ts=time", "--json").document()["columns"][-1]
    assert (column["kind"], column["min"]) == ("time", "2013-01-01T12:00:00Z")


def test_windows_are_counted_above_the_table(gnomon: Gnomon, tmp_path: Path) -> None:
    ran = gnomon("profile", numbers(tmp_path / "a.csv"), "--every", "1d", "--timestamp", "ts")
    assert ran.out.startswith("400 rows × 2 columns, 10 windows of 1d: 1 Jan 2013 to 10 Jan 2013")


def test_notes_stand_on_stderr(gnomon: Gnomon) -> None:
    ran = gnomon("profile", DIRTY / "latin1.csv", "--json")
    assert ran.err == "note: line 2 is not UTF-8: read as Windows-1252\n"
    assert ran.document()["rows"] == 4


def test_a_saved_profile_is_read_again(gnomon: Gnomon, tmp_path: Path) -> None:
    out = tmp_path / "a.gnomon"
    path = numbers(tmp_path / "a.csv")
    first = gnomon("profile", path, "-o", out)
    assert first.err == f"saved to {out} ({out.stat().st_size:,} bytes)\n"
    again = gnomon("profile", out)
    assert (again.code, again.out, again.err) == (0, first.out, "")
    assert saved.load(out) == gn.profile(path)


def test_a_saved_series_keeps_its_windows(gnomon: Gnomon, tmp_path: Path) -> None:
    out = tmp_path / "days.gnomon"
    words = ("--every", "1d", "--timestamp", "ts", "--by", "origin")
    assert gnomon("profile", numbers(tmp_path / "a.csv"), *words, "-o", out, "--json").code == 0
    series = saved.load(out)
    assert isinstance(series, ProfileSeries)
    assert len(series) == 10
    assert len(gnomon("profile", out, "--json").document()["windows"]) == 10


def test_kinds_and_roles_are_read_as_told(gnomon: Gnomon, tmp_path: Path) -> None:
    path, out = numbers(tmp_path / "a.csv"), tmp_path / "a.gnomon"
    ran = gnomon("profile", path, "--kind", "temp=category", "--role", "temp=score", "-o", out, "--json")
    assert ran.document()["columns"][1]["kind"] == "category"
    assert gn.Profile.from_bytes(out.read_bytes()).schema.role("temp") == "score"


def test_a_column_whose_name_has_an_equals_sign_can_be_named(gnomon: Gnomon, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a=b\n1\n2\n")
    document = gnomon("profile", tmp_path / "a.csv", "--kind", "a=b=category", "--json").document()
    assert document["columns"][0]["kind"] == "category"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--every", "1d"], "add --timestamp"),
        (["--every", "1x", "--timestamp", "ts"], "'1x' is not a duration"),
        (["--every", "0d", "--timestamp", "ts"], "every"),
        (["--every", "1d", "--timestamp", "tz"], "'ts'"),
        (["--every", "1d", "--timestamp", "temp"], "temp"),
        (["--every", "1d", "--timestamp", "ts", "--zone", "Mars/Olympus"], "'Mars/Olympus' is no time zone"),
        (["--every", "1d", "--timestamp", "ts", "--by", "orign"], "'origin'"),
        (["--by", "origin"], "add --every and --timestamp"),
        (["--kind", "temp"], "write COLUMN=KIND"),
        (["--kind", "=number"], "write COLUMN=KIND"),
        (["--kind", "temp=float"], "'float' is no kind"),
        (["--kind", "tmp=category"], "Did you mean 'temp'?"),
        (["--role", "temp"], "write COLUMN=ROLE"),
        (["--role", "temp=boss"], "'boss' is no role"),
        (["--role", "zzz=score"], "no column 'zzz'"),
        (["--role", "temp=id", "--role", "origin=id"], "are all id"),
        (["-o", "nowhere/a.gnomon"], "the folder nowhere does not exist"),
        (["-o", "."], "is a folder or a device"),
        (["-o", "a.csv"], "is what is read"),
    ],
)
def test_a_wrong_call_is_one_line(
    gnomon: Gnomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = numbers(Path("a.csv")).read_bytes()
    assert told in gnomon("profile", "a.csv", *words).refusal()
    assert Path("a.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("nowhere.csv", "no such file: nowhere.csv"),
        ("a.cvs", "Did you mean a.csv?"),
        ("nowhere/a.csv", "nowhere is no folder"),
        ("*.parquet", "no file matches *.parquet"),
        ("empty", "the folder holds no"),
        ("nul\0byte", "nul"),
        ("", "the path is empty"),
    ],
)
def test_data_that_are_not_there_are_one_line(
    gnomon: Gnomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    numbers(Path("a.csv"))
    Path("empty").mkdir()
    assert told in gnomon("profile", path).refusal()


@pytest.mark.parametrize("option", ["--every", "--timestamp", "--by", "--kind", "--role"])
def test_a_saved_profile_takes_no_options_for_data(gnomon: Gnomon, tmp_path: Path, option: str) -> None:
    out = tmp_path / "a.gnomon"
    saved.save(gn.profile(pl.DataFrame({"x": [1]})), out)
    more = ["--timestamp", "ts", "--every", "1d"] if option in ("--every", "--by") else []
    assert "is a saved profile" in gnomon("profile", out, option, "x=number", *more).refusal()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (MAGIC + bytes([9]), "was saved by a newer gnomon (format 9; this one reads up to 1). Upgrade gnomon."),
        (MAGIC, "cut off"),
        (MAGIC + b"\x01\x00\x01", "a.gnomon"),
        (b"\x89gnomon profilf\n\x01\x00", "begins like a saved profile"),
        (b"PK\x03\x04 not a profile \x00\xff\xfe", "a.gnomon"),
    ],
    ids=["newer", "no body", "damaged", "no profile", "binary"],
)
def test_what_is_no_whole_profile_is_one_line(gnomon: Gnomon, tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "a.gnomon").write_bytes(data)
    assert told in gnomon("profile", tmp_path / "a.gnomon").refusal()


def test_a_profile_cut_anywhere_is_one_line(gnomon: Gnomon, tmp_path: Path) -> None:
    whole = gn.profile(pl.DataFrame({"x": [1.5, 2.0], "y": ["a", None]})).to_bytes()
    path = tmp_path / "a.gnomon"
    for size in range(len(MAGIC), len(whole), 7):
        path.write_bytes(whole[:size])
        assert str(path) in gnomon("profile", path).refusal()


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_a_narrow_page_leaves_columns_out_and_cuts_none(
    gnomon: Gnomon, monkeypatch: pytest.MonkeyPatch, wide: Path, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = gnomon("profile", wide).out.splitlines()
    assert all(len(line) <= width for line in lines)
    assert len(lines) == 2 + 6
    header = lines[1].split()
    assert header[0] == "column"
    assert header[-1] == "values"
    assert [name for name in header if "…" in name] == []
    for name in gn.profile(wide):
        assert any(line.startswith(f"{name} ") for line in lines)


def test_on_a_wide_page_nothing_is_left_out(gnomon: Gnomon, wide: Path) -> None:
    header = gnomon("profile", wide).out.splitlines()[1].split()
    assert header == ["column", "kind", "missing", "distinct", "mean", "min", "median", "max", "values"]


@pytest.mark.parametrize("columns", ["1", "0", "-3", "many", ""])
def test_no_width_is_an_error(gnomon: Gnomon, monkeypatch: pytest.MonkeyPatch, wide: Path, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = gnomon("profile", wide)
    assert (ran.code, ran.err) == (0, "")


def test_names_and_values_of_strangers_command_no_terminal(gnomon: Gnomon, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J.csv"
    names = ["red\x1b[31m", "c1\x9b31m", "[bold]x[/bold]", "[/]", "\u202eturned", "bell\x07"]
    values = ["\x1b]0;owned\x07", "\x9d0;owned\x9c", "[red]", "[/red]", "a\u2066b", "\x7f"]
    pl.DataFrame({name: [value, value, f"{value}2"] for name, value in zip(names, values, strict=True)}).write_csv(path)
    ran = gnomon("profile", path, "-o", tmp_path / "out\x1b[2J.gnomon")
    assert ran.code == 0
    assert not shown_raw(ran.out + ran.err)
    for shown in (
        "red\ufffd[31m",
        "c1\ufffd31m",
        "[bold]x[/bold]",
        "[/]",
        "\ufffdturned",
        "[red] 2",
        "\\x1b]0;owned\\x07",
    ):
        assert shown in ran.out
    document = gnomon("profile", path, "--json")
    assert not shown_raw(document.out)
    assert {column["column"] for column in document.document()["columns"]} == set(names)


def test_a_name_longer_than_a_page_is_cut_in_the_middle(gnomon: Gnomon, tmp_path: Path) -> None:
    pl.DataFrame({"x" * 5000 + "end": [1], "\t \n": [2]}).write_parquet(tmp_path / "a.parquet")
    out = gnomon("profile", tmp_path / "a.parquet").out
    assert "x…xxx" in out
    assert "end " in out
    assert "(empty)" in out


def test_a_sketch_has_the_height_of_its_bars() -> None:
    assert sketch_line([]) == ""
    assert sketch_line([0.0, 0.0]) == "  "
    assert sketch_line([1e-9, 1.0]) == "▁█"
    assert sketch_line([i / 8 for i in range(9)]) == BLOCKS


def test_a_sketch_with_less_room_than_bars_draws_neighbours_as_one() -> None:
    assert sketch_line([1.0] * 30, 10) == "█" * 10
    assert sketch_line([1.0] * 31, 10) == "█" * 8
    assert len(sketch_line([1.0, 0.0] * 15, 7)) <= 7


def test_a_document_is_one_json_value_and_a_line_break(gnomon: Gnomon) -> None:
    out = gnomon("profile", DIRTY / "one_row.parquet", "--json").out
    assert out.endswith("}\n")
    assert json.loads(out)["rows"] == 1
