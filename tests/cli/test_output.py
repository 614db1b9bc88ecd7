"""What the commands share: words of strangers, tables, documents, notes and progress."""

from __future__ import annotations

import io
import json
import math
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.cli.program import shown_raw

from gnomon.cli import output
from gnomon.errors import DataWarning, UsageError


@given(st.text())
def test_no_words_command_a_terminal(words: str) -> None:
    assert not shown_raw(output.clean(words))
    assert "\n" not in output.clean(words)


@pytest.mark.parametrize(
    "words", ["Zürich", "مرحبا", "日本", "a b", "1\N{NARROW NO-BREAK SPACE}000", "👩\u200d🚀", "−0.5", ""]
)
def test_words_that_command_nothing_stay(words: str) -> None:
    assert output.clean(words) == words.replace("\N{NARROW NO-BREAK SPACE}", " ") or output.clean(words) == words


def test_text_is_no_markup() -> None:
    page = Console(file=io.StringIO(), width=40, color_system=None)
    page.print(output.text("[red]x[/] [/y]"))
    assert page.file.getvalue() == "[red]x[/] [/y]\n"  # type: ignore[attr-defined]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9), st.integers(1, 200), st.data())
def test_columns_are_left_out_only_for_the_last(widths: list[int], width: int, data: st.DataObject) -> None:
    spare = data.draw(st.lists(st.integers(0, len(widths) - 1), unique=True))
    shown, room = output.fitting(widths, width, spare)
    assert shown[-1] == len(widths)
    assert shown == sorted(shown)
    gone = set(range(len(widths))) - set(shown)
    assert gone == set(spare[: len(gone)])
    assert room >= 1
    if gone:  # with the last that was left out there would have been too little room
        back = widths[spare[len(gone) - 1]] + output.GAP
        assert width - sum(widths[at] + output.GAP for at in shown[:-1]) - back < output.LEAST_LAST


def test_a_table_without_rows_has_its_headers() -> None:
    page = Console(file=io.StringIO(), width=80, color_system=None)
    page.print(output.table(("column", "n", "why"), [], 80))
    assert page.file.getvalue().split() == ["column", "n", "why"]  # type: ignore[attr-defined]


def test_a_document_is_exact_and_without_raw_commands(capsys: pytest.CaptureFixture[str]) -> None:
    document = {"a\x1b\x9b\u202e": [0.1, None, "Zürich\ud800", 2**53]}
    output.print_json(document)
    out = capsys.readouterr().out
    assert not shown_raw(out)
    assert json.loads(out) == document
    assert "Zürich" in out


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nan_and_infinity_are_no_document(capsys: pytest.CaptureFixture[str], value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        output.print_json({"x": value})
    assert capsys.readouterr().out == ""


def test_a_note_is_one_line_and_names_its_side_once(capsys: pytest.CaptureFixture[str]) -> None:
    with output.notes("a.csv: "):
        warnings.warn("line 2\nis \x1b[31m odd", DataWarning, stacklevel=1)
        warnings.warn("a.csv: 3 rows are in no window", DataWarning, stacklevel=1)
    assert capsys.readouterr().err == "note: a.csv: line 2 is \\x1b[31m odd\nnote: a.csv: 3 rows are in no window\n"


def test_notes_are_told_when_what_follows_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError), output.notes():
        warnings.warn("odd", DataWarning, stacklevel=1)
        raise UsageError
    assert capsys.readouterr().err == "note: odd\n"


def test_progress_is_silent_where_no_one_watches() -> None:
    with output.progress("profiling a.csv") as told:
        assert told is None


def test_progress_shows_a_strangers_path_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    page = output.Page(file=io.StringIO(), force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr(output, "stderr", page)
    with output.progress("profiling [/red]a\x9b2J.csv", total=10) as told:
        told(10)
    assert "profiling [/red]a\\x9b2J.csv" in page.file.getvalue()  # type: ignore[attr-defined]
    assert "10/10" in page.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("columns", "width"), [(None, output.PIPED_WIDTH), ("70", 70), ("many", output.PIPED_WIDTH)])
def test_a_page_is_wide_where_nothing_says_how_wide(
    monkeypatch: pytest.MonkeyPatch, columns: str | None, width: int
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    assert output.console().width == width


def test_a_link_to_what_is_read_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n1\n")
    (tmp_path / "b.gnomon").symlink_to(tmp_path / "a.csv")
    with pytest.raises(UsageError, match="is what is read"):
        output.check_target(tmp_path / "b.gnomon", str(tmp_path / "a.csv"))
    output.check_target(tmp_path / "c.gnomon", str(tmp_path / "a.csv"), "s3://bucket/*.parquet", "nul\0")
