"""Tests of reading a configuration: every wrong file says what is wrong, where, and how to mend it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.config.examples import RIGHT

from gnomon.config import show, tree
from gnomon.config.mistakes import Place
from gnomon.config.read import ConfigError, read_settings, settings_of
from gnomon.config.warnings import warnings

WRONG = [
    (name, text, told.strip().splitlines())
    for name, text, told in re.findall(
        r"^### (.*)\n(?s:(.*?))^--- says\n(?s:(.*?))(?=^### |\Z)",
        (Path(__file__).parent / "wrong.txt").read_text("utf-8"),
        re.MULTILINE,
    )
]


@pytest.mark.parametrize(("text", "told"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG])
def test_a_wrong_file_says_all_that_is_wrong(text: str, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GNOMON_UNSET_VARIABLE", raising=False)
    with pytest.raises(ConfigError) as wrong:
        settings_of(text)
    assert str(wrong.value).splitlines() == told
    assert all(re.match(r"gnomon\.yaml:\d+: .+\.$|.*\?$", line) for line in told)


def test_there_are_many_ways_to_get_it_wrong() -> None:
    assert len(WRONG) >= 60


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_read(text: str) -> None:
    assert settings_of(text).instance


def test_the_example_of_the_design_is_right() -> None:
    entity = settings_of(RIGHT["the example of the design"]).entity("flights-delay")
    assert list(entity.monitors) == [
        *("performance", "score", "prediction", "quality", "schema", "volume", "freshness", "inputs", "slow")
    ]
    assert entity.monitors["inputs"].material == 0.2
    assert entity.lateness == timedelta(hours=2)
    assert entity.schema.role("origin") == "segment"
    assert entity.outcome is not None
    assert entity.outcome.target == "label"


@pytest.mark.parametrize("word", ["off", "no", "false", "Off"])
def test_a_monitor_that_is_off_is_gone(word: str) -> None:
    text = f"entities: {{a: {{source: {{path: a.csv, timestamp: ts}}, monitors: {{inputs: {word}}}}}}}"
    assert "inputs" not in settings_of(text).entity("a").monitors


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "gnomon.yaml"
    path.write_text("entities: {a: {source: {path: rows/*.parquet, timestamp: ts}}}", "utf-8")
    read = read_settings(path)
    assert read.entity("a").source.place == str(tmp_path / "rows/*.parquet")
    assert read.address == f"sqlite:///{tmp_path}/gnomon.db"


def test_variables_are_filled_in_but_not_in_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM", "risk")
    monkeypatch.setenv("HOOK", "https://example.com/T0")
    text = "entities: {a: {source: {path: a.csv, timestamp: ts}, owner: '${TEAM}-ml', notify: [ml]}}\n"
    read = settings_of(text + "channels: {ml: {kind: slack, url: env:HOOK}}")
    assert read.entity("a").owner == "risk-ml"
    assert "example.com" not in repr(read) + read.model_dump_json()
    address = read.channels["ml"].address
    assert address is not None
    assert address.read() == "https://example.com/T0"


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"owner: \xff\xfe", "it is not UTF-8 (byte 7). Save it as UTF-8."), (None, "there is no such file.")],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, data: bytes | None, told: str) -> None:
    path = tmp_path / "gnomon.yaml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ConfigError, match=re.escape(told)):
        read_settings(path)


def test_mistakes_are_told_by_the_path_that_was_given(tmp_path: Path) -> None:
    path = tmp_path / "gnomon.yaml"
    path.write_text("store: sqlite:///x.db\nstor: y\n", "utf-8")
    with pytest.raises(ConfigError) as wrong:
        read_settings(path)
    (mistake,) = wrong.value.mistakes
    assert (mistake.line, mistake.key) == (2, "stor")
    assert str(wrong.value).startswith(f"{path}:2: stor: unknown key.")


def test_a_file_may_begin_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "gnomon.yaml"
    path.write_bytes(b"\xef\xbb\xbfinstance: prod\r\n")
    assert read_settings(path).instance == "prod"


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
@given(data=st.data())
def test_a_line_that_is_lost_is_told_or_makes_no_difference(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    try:
        settings_of("\n".join(lines))
    except ConfigError as error:
        assert all(re.match(r"gnomon\.yaml:\d+: ", line) for line in str(error).splitlines())


ODD: list[object] = [
    *(None, True, False, 0, -1, 1.5, 10**400, float("nan"), "", " ", "\n", "\x00", "x", "off", "~", "0", "1d", "1mo"),
    *("99999999999w", "a" * 300, "2013-01-01", "env:", "file:~/x", [], {}, [[1]], [None], {"": 1}, {"a": {}}),
    *("${HUNT}", ["${HUNT}"], [["${HUNT}"]], {"a": "${HUNT}"}, "x ${HUNT}", "p95(${HUNT}", "{{ ${HUNT} }}"),
    *("mysql://${HUNT}", "sqlite:///${HUNT}?a=b", "postgresql://me:${HUNT}@h:port/d?a=b", "${HUNT} windows"),
]


def places(value: Any, place: Place = ()) -> Iterator[Place]:  # Any: YAML
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*place, key))


def put(value: Any, place: Place, new: object) -> Any:  # Any: YAML
    if not place:
        return new
    changed = value.copy()
    changed[place[0]] = put(value[place[0]], place[1:], new)
    return changed


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@given(data=st.data())
@settings(max_examples=15)
def test_whatever_stands_anywhere_is_told_in_lines_or_can_be_shown(odd: object, data: st.DataObject) -> None:
    right = tree.grow(data.draw(st.sampled_from(list(RIGHT.values()))), {}).values
    place = data.draw(st.sampled_from(list(places(right))))
    changed = json.dumps(put(right, place, odd))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUNT", "hunter2")
        try:
            read = settings_of(changed)
        except ConfigError as error:
            assert "hunter2" not in str(error)
            assert all(re.fullmatch(r"gnomon\.yaml:1: .*[.?]", line) for line in str(error).split("\n"))
        else:
            assert show.text(settings_of(show.text(read))) == show.text(read)
            assert all(str(each) for each in warnings(read))
