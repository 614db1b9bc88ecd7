"""The report as Markdown: the same table, and names that stay names."""

from __future__ import annotations

from tests.reports import cases


def test_it_says_the_answer_both_sides_and_a_row_a_column() -> None:
    text = cases.every_status().to_markdown()
    lines = text.splitlines()
    assert lines[0] == "## ▲ 1 of 5 columns changed: c\\_violation."
    assert " Basis: **sampling noise only**, because" in lines[2]
    assert "- Reference: **train.parquet**, 4\N{NARROW NO-BREAK SPACE}000 rows" in lines
    rows = [line for line in lines if line.startswith("| ") and "---" not in line]
    assert len(rows) == 1 + 5
    assert rows[1].startswith("| ▲ violation | **c\\_violation** | moved up by 0.41 sd: a typical value")


def test_every_row_of_the_table_has_six_cells() -> None:
    rows = [line for line in cases.hostile().to_markdown().splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(cases.HOSTILE)
    for row in rows:
        assert row.replace("\\|", "").count("|") == 7


def test_names_are_not_markup_and_notify_nobody() -> None:
    text = cases.comparison([cases.result("@all <b> [x](http://y)")]).to_markdown()
    assert "<b>" not in text
    assert "@all" not in text
    assert "](http" not in text.replace("\\]\\(", "")


def test_a_column_without_a_name_is_said() -> None:
    text = cases.comparison([cases.result("")]).to_markdown()
    assert text.splitlines()[0] == "## ▲ 1 of 1 columns changed: \\(empty\\)."
    assert "| **\\(empty\\)** |" in text
    assert "****" not in text


def test_the_new_name_of_a_column_has_no_stars() -> None:
    (row,) = [line for line in cases.renamed().to_markdown().splitlines() if line.startswith("| ▲")]
    assert "seems to be called rebate now" in row


def test_an_empty_comparison_is_a_table_without_rows() -> None:
    assert cases.empty().to_markdown().splitlines()[0] == "## ✓ None of 0 columns changed."
