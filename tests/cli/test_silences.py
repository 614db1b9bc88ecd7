"""`gnomon silences`, as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.program import Gnomon


@pytest.fixture
def silences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gnomon: Gnomon) -> Gnomon:
    monkeypatch.chdir(tmp_path)
    Path("gnomon.yaml").write_text("entities: {f: {source: {path: f.csv, timestamp: ts}}}\n", "utf-8")
    return lambda *words: gnomon("silences", *words)


def test_a_silence_is_added_listed_and_ended(silences: Gnomon) -> None:
    assert "no silences" in silences("list").err
    made = silences("add", "entity=f", "severity!=critical", "--for", "2h", "--comment", "upgrade", "--author", "ann")
    assert made.code == 0
    assert "silence 1 until" in made.err
    assert "It matches no alert now." in made.err
    (one,) = silences("list", "--json").document()
    assert (one["id"], one["state"], one["author"], one["alerts"]) == (1, "active", "user:ann", [])
    assert one["matchers"] == ['entity="f"', 'severity!="critical"']
    assert "upgrade" in silences("list").out
    assert silences("expire", 1).code == 0
    assert silences("list", "--json").document() == []
    assert [one["state"] for one in silences("list", "--all", "--json").document()] == ["expired"]


def test_a_silence_may_begin_and_end_at_a_time(silences: Gnomon) -> None:
    words = ("add", "entity=f", "--comment", "move", "--start", "2999-01-01", "--end", "2999-01-02", "--json")
    one = silences(*words).document()
    assert (one["state"], one["starts_at"], one["ends_at"]) == (
        "pending",
        "2999-01-01T00:00:00Z",
        "2999-01-02T00:00:00Z",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("team", "--comment", "why"), "'team' is no matcher. Write one such as"),
        (("team=~.*", "--comment", "why"), "matches every alert"),
        (("team=a", "--comment", "x"), "a silence says why"),
        (("team=a", "--comment", "why", "--for", "long"), "--for: 'long' is not a duration. Write 15m, 2h, 1d or 1w."),
        (("team=a", "--comment", "why", "--for", "31d"), "30 days at most"),
        (("team=a", "--comment", "why", "--for", "1h", "--end", "2999-01-01"), "say the same"),
        (("team=a",), "Missing option '--comment'"),
    ],
)
def test_what_cannot_be_meant_is_one_line(silences: Gnomon, words: tuple[str, ...], told: str) -> None:
    assert told in silences("add", *words).refusal()


def test_a_silence_that_is_not_there_cannot_be_ended(silences: Gnomon) -> None:
    assert "there is no silence 4" in silences("expire", 4).refusal()


def test_where_alertmanager_decides_silences_are_made_there(silences: Gnomon) -> None:
    channels = "channels: {am: {kind: alertmanager, url: 'http://am:9093'}}"
    Path("gnomon.yaml").write_text(f"deliver_via: am\n{channels}\n", "utf-8")
    refused = silences("add", "entity=f", "--comment", "upgrade")
    assert (refused.code, refused.err) == (
        2,
        "gnomon: alerts are told by am (deliver_via). Silence them in Alertmanager.\n",
    )
