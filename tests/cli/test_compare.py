"""`gnomon compare`: its exit codes, what it prints, and the report."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.program import DATA, DIRTY, Gnomon, numbers, shown_raw

import gnomon as gn
from gnomon.profiles import saved
from gnomon.profiles.profile import MAGIC

FILES = sorted(path.name for path in DIRTY.iterdir())
WHOLE = DIRTY / "ok_small.parquet"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `before.csv`, `same.csv` and `shifted.csv`, in which commands run."""
    monkeypatch.chdir(tmp_path)
    numbers(Path("before.csv"))
    numbers(Path("same.csv"))
    numbers(Path("shifted.csv"), shift=30)
    return tmp_path


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["before.csv", "same.csv"], 0),
        (["before.csv", "shifted.csv"], 1),
        (["before.csv", "shifted.csv", "--no-fail"], 0),
        (["before.csv", "shifted.csv", "--json"], 1),
        (["before.csv", "shifted.csv", "--json", "--no-fail"], 0),
    ],
)
def test_a_violation_leaves_with_1_unless_told_otherwise(gnomon: Gnomon, words: list[str], code: int) -> None:
    ran = gnomon("compare", *words)
    assert (ran.code, ran.err) == (code, "")
    assert "temp" in ran.out


def test_too_few_rows_to_judge_is_no_failure(gnomon: Gnomon) -> None:
    ran = gnomon("compare", DIRTY / "one_row.parquet", DIRTY / "one_row.parquet", "--json")
    assert ran.code == 0
    assert "insufficient_data" in {column["status"] for column in ran.document()["columns"]}


@pytest.mark.parametrize("name", FILES)
def test_every_dirty_file_can_be_either_side(gnomon: Gnomon, name: str) -> None:
    for sides in ((DIRTY / name, DIRTY / name), (WHOLE, DIRTY / name), (DIRTY / name, WHOLE)):
        ran = gnomon("compare", *sides)
        assert not shown_raw(ran.out + ran.err)
        told = ran.err.splitlines()
        if ran.code == 2:
            assert ran.out == ""
            assert told[-1].startswith("gnomon: ")
            told.pop()
        else:
            assert ran.code in (0, 1)
            assert ran.code == 0 or sides[0] != sides[1]  # nothing changes between a file and itself
            assert ran.out[0] in "✓▲◐◌⊠"
        assert all(line.startswith(f"note: {name}: ") for line in told)


@pytest.mark.usefixtures("here")
def test_what_matters_can_be_told(gnomon: Gnomon) -> None:
    document = gnomon("compare", "before.csv", "same.csv", "--material", "0.5", "--json").document()
    assert {column["material"] for column in document["columns"] if column["kind"] == "number"} == {0.5}


@pytest.mark.usefixtures("here")
def test_a_document_has_the_shape_of_the_contract(gnomon: Gnomon) -> None:
    document = gnomon("compare", "before.csv", "shifted.csv", "--json").document()
    assert (document["status"], document["reference"]["rows"], document["current"]["rows"]) == ("violation", 400, 400)
    assert {column["column"] for column in document["columns"]} == {"temp", "origin", "ts"}
    for column in document["columns"]:
        assert {"column", "kind", "status", "reason", "metrics"} <= set(column)
        assert column["status"] in {"ok", "violation", "insufficient_data", "no_data", "error"}
    worst = document["columns"][0]
    assert (worst["column"], worst["kind"], worst["status"]) == ("temp", "number", "violation")
    known = {"psi", "kl", "js", "hellinger", "tv", "linf", "ks", "wasserstein", "wasserstein_normed"}
    assert known <= set(worst["metrics"])
    names = next(column for column in document["columns"] if column["column"] == "origin")
    assert {"psi", "chi2", "cramers_v"} <= set(names["metrics"])
    assert "wasserstein" not in names["metrics"]


def test_odd_numbers_make_a_document_without_nan(gnomon: Gnomon) -> None:
    for name in ("nan_inf.parquet", "types.parquet", "all_null.parquet", "odd_times.parquet"):
        assert gnomon("compare", DIRTY / name, DIRTY / name, "--json").document()["columns"]


@pytest.mark.usefixtures("here")
def test_windows_of_a_document_are_utc(gnomon: Gnomon) -> None:
    words = ("--every", "1d", "--timestamp", "ts", "--zone", "America/New_York", "--json")
    document = gnomon("compare", "before.csv", "shifted.csv", *words).document()
    assert document["basis"] == "reference_windows"
    first = document["windows"][0]
    assert (first["start"], first["end"]) == ("2013-01-01T05:00:00Z", "2013-01-02T05:00:00Z")
    assert (document["reference"]["start"], document["reference"]["end"]) == (
        "2013-01-01T05:00:00Z",
        "2013-01-11T05:00:00Z",
    )


@pytest.mark.usefixtures("here")
def test_a_saved_profile_can_be_either_side(gnomon: Gnomon) -> None:
    for name in ("before", "shifted"):
        saved.save(gn.profile(f"{name}.csv"), f"{name}.gnomon")
    sides = [("before.csv", "shifted.csv"), ("before.gnomon", "shifted.csv"), ("before.csv", "shifted.gnomon")]
    made = [gnomon("compare", *pair, "--json") for pair in [*sides, ("before.gnomon", "shifted.gnomon")]]
    assert [ran.code for ran in made] == [1] * 4
    assert len({json.dumps(ran.document()["columns"]) for ran in made}) == 1


@pytest.mark.usefixtures("here")
def test_a_saved_series_teaches_the_noise(gnomon: Gnomon) -> None:
    saved.save(gn.profile_series("before.csv", every="1d", timestamp="ts"), "days.gnomon")
    ran = gnomon("compare", "days.gnomon", "shifted.csv", "--json")
    assert ran.document()["basis"] == "reference_windows"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("suffix", ["html", "json", "md", "csv"])
def test_a_report_is_written_and_named(gnomon: Gnomon, suffix: str) -> None:
    ran = gnomon("compare", "before.csv", "shifted.csv", "--html", f"report.{suffix}")
    assert (ran.code, ran.err) == (1, f"report: report.{suffix}\n")
    assert "temp" in Path(f"report.{suffix}").read_text("utf-8")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["before.csv", "same.csv", "--every", "1d"], "add --timestamp"),
        (["before.csv", "same.csv", "--every", "soon", "--timestamp", "ts"], "'soon' is not a duration"),
        (["before.csv", "same.csv", "--every", "1d", "--timestamp", "ts", "--zone", "Moon"], "'Moon' is no time zone"),
        (["before.csv", "same.csv", "--kind", "temp=float"], "'float' is no kind"),
        (["before.csv", "same.csv", "--kind", "tmp=category"], "Did you mean 'temp'?"),
        (["before.csv", "same.csv", "--role", "temp=king"], "'king' is no role"),
        (["before.csv", "same.csv", "--material", "0"], "not above zero"),
        (["before.csv", "same.csv", "--material", "nan"], "not above zero"),
        (["before.csv", "nowhere.csv"], "no such file: nowhere.csv"),
        (["nowhere.csv", "same.csv"], "no such file: nowhere.csv"),
        (["before.csv", "other.csv"], "no column in common"),
        (["before.csv", "newer.gnomon"], "Upgrade gnomon"),
        (["cut.gnomon", "same.csv"], "cut.gnomon"),
        (["before.csv", "same.csv", "--html", "nowhere/report.html"], "the folder nowhere does not exist"),
        (["before.csv", "same.csv", "--html", "report.pdf"], ".html, .json, .md, .csv"),
        (["before.csv", "same.csv", "--html", "folder.html"], "is a folder or a device"),
        (["before.csv", "same.csv", "--html", "same.csv"], "is what is read"),
        (["before.csv", "same.csv", "--html", "./before.csv"], "is what is read"),
    ],
)
def test_a_wrong_call_is_one_line(gnomon: Gnomon, words: list[str], told: str) -> None:
    Path("other.csv").write_text("x,y\n1,2\n")
    Path("newer.gnomon").write_bytes(MAGIC + bytes([9]))
    Path("cut.gnomon").write_bytes(gn.profile("before.csv").to_bytes()[:-5])
    Path("folder.html").mkdir()
    before = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    assert told in gnomon("compare", *words).refusal()
    assert {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


@pytest.mark.usefixtures("here")
def test_a_wrong_path_of_the_report_is_told_before_any_row_is_read(
    gnomon: Gnomon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gnomon.cli.compare.read", lambda *_, **__: pytest.fail("read"))
    gnomon("compare", "before.csv", "same.csv", "--html", "nowhere/report.html").refusal()


@pytest.mark.usefixtures("here")
def test_a_column_of_one_side_alone_may_be_named(gnomon: Gnomon) -> None:
    pl.read_csv("same.csv").with_columns(score=pl.lit(0.5)).write_csv("scored.csv")
    ran = gnomon("compare", "before.csv", "scored.csv", "--role", "score=score", "--json")
    assert ran.code in (0, 1)
    assert "score" in {column["column"] for column in ran.document()["columns"]}


def test_names_and_values_of_strangers_command_no_terminal(
    gnomon: Gnomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["red\x1b[31m", "c1\x9b31m", "[bold]x[/bold]", "[/]", "\u202eturned"]
    rows = [[f"\x1b]0;{value}\x07" for _ in names] for value in ("a", "b") for _ in range(200)]
    pl.DataFrame(rows, schema=names, orient="row").write_csv("a\x1b[2J.csv")
    pl.DataFrame([row[::-1] for row in rows[:200]], schema=names, orient="row").write_csv("b\x9b2J.csv")
    ran = gnomon("compare", "a\x1b[2J.csv", "b\x9b2J.csv", "--html", "c\x1b[2J.html")
    assert ran.code == 1
    assert not shown_raw(ran.out + ran.err)
    for shown in ("red\ufffd[31m", "c1\ufffd31m", "[bold]x[/bold]", "[/]", "\ufffdturned"):
        assert shown in ran.out
    document = gnomon("compare", "a\x1b[2J.csv", "b\x9b2J.csv", "--json")
    assert not shown_raw(document.out)
    assert document.document()["reference"]["name"] == "a\x1b[2J.csv"


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_name_is_cut_on_a_narrow_page(gnomon: Gnomon, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = gnomon("compare", DATA / "bikes.parquet", DATA / "bikes.parquet").out.splitlines()
    assert all(len(line) <= width for line in lines)
    header = next(line for line in lines if line.startswith("column")).split()
    assert header == ["column", "effect", "PSI", "missing", "what", "changed"]
    for name in gn.profile(DATA / "bikes.parquet"):
        assert any(line[2:].startswith(f"{name} ") for line in lines)


def test_the_longest_names_leave_room_for_what_changed(
    gnomon: Gnomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    name = "a_name_of_thirty-two_characters_"
    for file, shift in (("a", 0.0), ("b", 30.0)):
        frame = pl.read_csv(numbers(tmp_path / f"{file}.csv", shift))
        frame.rename({"temp": name}).write_csv(tmp_path / f"{file}.csv")
    lines = gnomon("compare", tmp_path / "a.csv", tmp_path / "b.csv").out.splitlines()
    assert any(line.startswith(f"▲ {name} ") for line in lines)
    assert next(line for line in lines if line.startswith("column")).split()[:2] == ["column", "effect"]
    assert "moved up" in " ".join(" ".join(lines).split())


def test_both_names_of_a_renamed_column_stand_without_stars_and_without_an_effect(
    gnomon: Gnomon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    for file, name in (("a", "discount"), ("b", "rebate")):
        frame = pl.read_csv(numbers(tmp_path / f"{file}.csv", 0.0))
        frame.with_columns(pl.Series(name, [float(i * i % 97) for i in range(len(frame))])).write_csv(
            tmp_path / f"{file}.csv"
        )
    said = " ".join(gnomon("compare", tmp_path / "a.csv", tmp_path / "b.csv").out.split())
    assert said.count("seems to be called rebate now") == 2
    assert "*" not in said
    assert "discount —" in said


def test_a_column_without_a_name_is_said(gnomon: Gnomon, tmp_path: Path) -> None:
    for file, values in (("a", range(400)), ("b", range(900, 1300))):
        pl.DataFrame({"": list(values), "x": list(range(400))}).write_parquet(tmp_path / f"{file}.parquet")
    out = gnomon("compare", tmp_path / "a.parquet", tmp_path / "b.parquet").out
    assert out.splitlines()[0] == "▲ 1 of 2 columns changed: (empty)."
