"""Tests of settings as plain values."""

from __future__ import annotations

from gnomon.config.plain import LONGEST, flow, mapping, said


def test_a_long_value_is_cut() -> None:
    assert len(said("x" * 500)) == LONGEST
    assert said("x" * 500).endswith("…")


def test_characters_that_a_terminal_obeys_are_spelt_out() -> None:
    assert said("\x1b[31m") == r"'\x1b[31m'"


def test_values_are_written_as_yaml_has_them() -> None:
    assert flow({"a": [True, None, 1.5], "b": {"c": "d"}}) == "{a: [true, nothing, 1.5], b: {c: d}}"


def test_what_is_no_mapping_has_no_keys() -> None:
    assert mapping([1]) == mapping(None) == {}
