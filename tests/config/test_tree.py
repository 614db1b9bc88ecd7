"""Tests of YAML as plain values with lines."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config import tree
from gnomon.config.tree import MOST_VALUES

KEYS = st.text("abcdefgh-", min_size=1, max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("abc ünicode:#'\"{}[],&*!|>%@`\\", max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_json_is_yaml_and_says_the_same(values: dict[str, Any]) -> None:
    assert tree.grow(json.dumps(values), {}).values == values


@given(st.dictionaries(KEYS, st.integers(), min_size=1, max_size=5), st.integers(0, 5))
def test_every_key_has_its_line(values: dict[str, int], blank: int) -> None:
    text = "\n" * blank + "a:\n" + "".join(f"  {key!r}: {value}\n" for key, value in values.items())
    grown = tree.grow(text, {})
    assert [grown.line(("a", key)) for key in values] == list(range(blank + 2, blank + 2 + len(values)))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    grown = tree.grow(text, {})
    assert all(each.line >= 1 and each.words for each in grown.mistakes)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"), ("off", "off"), ("yes", "yes"), ("true", True), ("False", False), ("~", None), ("", None),
        ("1:30", "1:30"), ("010", 10), ("0o17", 15), ("0x1F", 31), ("1e3", 1000.0), ("1.10", 1.1), ("-7", -7),
        ("2013-01-01", "2013-01-01"), ("2013-01-01 06:00:00", "2013-01-01 06:00:00"), ("'7'", "7"),
        (".inf", float("inf")),
        ("!!str 7", "7"), ("1_000", 1000), ("9" * 5000, "9" * 5000),
    ],
)  # fmt: skip
def test_a_word_is_what_it_looks_like(written: str, value: object) -> None:
    found = tree.grow(f"a: {written}\n", {}).values["a"]
    assert found == value
    assert type(found) is type(value)


def test_what_is_merged_yields_to_what_is_written() -> None:
    grown = tree.grow("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {x: 9, <<: [*a, *b]}\n", {})
    assert grown.values["c"] == {"x": 9, "y": 2, "z": 4}
    assert (grown.line(("c", "x")), grown.line(("c", "z"))) == (3, 2)


def test_repeating_without_end_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    assert f"it has more than {MOST_VALUES} values" in tree.grow("\n".join(lines), {}).mistakes[0].words


def test_a_secret_keeps_what_looks_like_a_variable() -> None:
    assert tree.grow("a: file:${HOME}/x\nb: ${HOME}\n", {"HOME": "h"}).values == {"a": "file:${HOME}/x", "b": "h"}


def test_a_place_that_is_not_there_has_the_line_of_what_it_would_stand_in() -> None:
    grown = tree.grow("a:\n  b: 1\n", {})
    assert (grown.line(("a", "c", 3)), grown.line(("z",))) == (1, 1)
