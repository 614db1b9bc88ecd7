"""Tests of `gnomon config`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.program import Gnomon, shown_raw

RIGHT = """\
entities:
  flights:
    source: {path: rows.csv, timestamp: ts}
    monitors: {inputs: off}
channels:
  ml: {kind: webhook, url: https://example.com/hunter2}
"""
CONTRACT = """\
apiVersion: v3.1.0
kind: DataContract
version: 1.2.0
schema:
  - name: trips
    quality: [{metric: rowCount, mustBeGreaterThan: 400}, {type: sql, query: SELECT 1, mustBe: 1}]
"""
WRONG = "entities:\n  flights:\n    source: {path: rows.csv}\n    every: 1x\n"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GNOMON_CONFIG", raising=False)
    path = tmp_path / "gnomon.yaml"
    path.write_text(RIGHT, "utf-8")
    return path


def test_a_right_file_is_told_with_what_is_worth_a_word(gnomon: Gnomon, config: Path) -> None:
    ran = gnomon("config", "check")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "gnomon.yaml: right. 1 entity, 4 monitors."
    assert (
        "gnomon.yaml:2: warning: entities.flights: has no owner: its messages name nobody. Write owner: TEAM."
        in ran.err
    )


def test_every_mistake_has_its_line_and_the_code_is_two(gnomon: Gnomon, config: Path) -> None:
    config.write_text(WRONG, "utf-8")
    ran = gnomon("config", "check", "-c", "gnomon.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == ["gnomon.yaml:3", "gnomon.yaml:4"]


def test_mistakes_and_warnings_are_one_document(gnomon: Gnomon, config: Path) -> None:
    right = gnomon("config", "check", "--json")
    assert right.code == 0
    assert next(each["key"] for each in right.document()["warnings"]) == "entities.flights"
    config.write_text(WRONG, "utf-8")
    wrong = gnomon("config", "check", "--json")
    assert wrong.code == 2
    assert [(each["line"], each["key"]) for each in wrong.document()["mistakes"]] == [
        (3, "entities.flights.source.timestamp"),
        (4, "entities.flights.every"),
    ]


def test_the_file_may_be_named_by_the_environment(
    gnomon: Gnomon, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.rename(tmp_path / "other.yaml")
    monkeypatch.setenv("GNOMON_CONFIG", "other.yaml")
    assert gnomon("config", "check").err.splitlines()[-1].startswith("other.yaml: right.")


def test_a_file_that_is_not_there_is_one_line(gnomon: Gnomon, config: Path) -> None:
    ran = gnomon("config", "show", "-c", "nothing.yaml")
    assert ran.code == 2
    assert ran.err == "nothing.yaml: there is no such file. Write one with gnomon init DATA, or name it: -c FILE.\n"


def test_what_is_shown_has_its_defaults_and_no_secret(gnomon: Gnomon, config: Path) -> None:
    shown = gnomon("config", "show")
    assert "false_alarms: 1 per month" in shown.out
    assert "inputs: off" in shown.out
    assert "hunter2" not in shown.out
    assert gnomon("config", "show", "--json").document()["channels"]["ml"]["url"] == "https://example.com/***"


def test_what_is_shown_is_a_configuration(gnomon: Gnomon, config: Path) -> None:
    config.write_text(RIGHT.partition("channels")[0], "utf-8")
    first = gnomon("config", "show").out
    config.write_text(first, "utf-8")
    assert gnomon("config", "show").out == first


def test_the_schema_is_one_document(gnomon: Gnomon) -> None:
    assert gnomon("config", "schema").document()["title"] == "gnomon.yaml"


def test_words_of_strangers_command_no_terminal(gnomon: Gnomon, config: Path) -> None:
    config.write_text(f"entities: {{{json.dumps(chr(27) + '[31m')}: 1}}\n", "utf-8")
    ran = gnomon("config", "check")
    assert ran.code == 2
    assert shown_raw(ran.err) == set()


def test_a_data_contract_is_printed_as_monitors_with_what_is_left_out_beside(gnomon: Gnomon, config: Path) -> None:
    Path("trips.odcs.yaml").write_text(CONTRACT, "utf-8")
    ran = gnomon("config", "contract", "trips.odcs.yaml")
    assert ran.out == "# of trips.odcs.yaml: trips 1.2.0\nmonitors:\n  row-count:\n    expect: rows > 400\n"
    assert ran.err == "trips.odcs.yaml:6: schema[0].quality[1]: left out: a rule of the type sql is run elsewhere.\n"
    assert json.loads(gnomon("config", "contract", "trips.odcs.yaml", "--json").out) == {
        "monitors": {"row-count": {"expect": "rows > 400"}},
        "left_out": [
            {"line": 6, "key": "schema[0].quality[1]", "message": "left out: a rule of the type sql is run elsewhere."}
        ],
    }


def test_a_contract_that_cannot_be_read_is_one_line(gnomon: Gnomon, config: Path) -> None:
    ran = gnomon("config", "contract", "nothing.yaml")
    assert (ran.code, ran.err) == (2, "gnomon: nothing.yaml: cannot be read: No such file or directory.\n")
    Path("bytes.yaml").write_bytes(b"\xff\xfe")
    assert gnomon("config", "contract", "bytes.yaml").err == "gnomon: bytes.yaml: cannot be read: it is no text.\n"
    ran = gnomon("config", "contract", "gnomon.yaml")
    assert ran.err == "gnomon: gnomon.yaml: it is no data contract: kind: DataContract is missing.\n"
