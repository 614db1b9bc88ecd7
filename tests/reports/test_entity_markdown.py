"""The report of an entity as Markdown."""

from __future__ import annotations

from dataclasses import replace

from tests.reports.states import HOSTILE, bare, full

from gnomon.reports import entity_markdown


def test_it_says_the_state_the_alerts_and_what_changed() -> None:
    lines = entity_markdown.text(full()).splitlines()
    assert lines[0] == "## ▲ flights: inputs is in violation since 5 Jan 2013."
    assert lines[2] == "5 windows, 1 – 6 Jan 2013, 550 rows; reference: first 28 days."
    assert "- **inputs** (high), since 5 Jan 2013: x moved up. Estimated AUC 0.9." in lines
    assert "- **volume** (warning), 1 Jan 2013 to 3 Jan 2013: Too few rows." in lines
    assert "| inputs | 2 violation, 3 ok | x in 6 Jan |" in lines
    assert "| volume | 2 ok |  |" in lines
    assert "| **x** | 2 | x moved up. |" in lines
    assert "And 2 more in violation." in lines


def test_of_an_entity_without_anything_it_is_short() -> None:
    text = entity_markdown.text(bare())
    assert "reference: none yet." in text
    assert "No column changed by anything near its limit." in text
    assert "###" not in text


def test_names_of_strangers_are_text() -> None:
    text = entity_markdown.text(full(HOSTILE, HOSTILE))
    assert "<script" not in text
    assert r"\|\*\_" in text


def test_windows_of_maintenance_are_counted_apart() -> None:
    said = entity_markdown.text(replace(full(), windows=4, aside=1))
    assert "4 windows" in said
    assert "1 more window in maintenance, which counts in nothing." in said
