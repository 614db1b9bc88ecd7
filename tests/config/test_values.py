"""Tests of the small types of settings."""

from __future__ import annotations

import pytest

from gnomon.config import values
from gnomon.config.entity import Entity
from gnomon.config.source import Source
from gnomon.config.variables import Filled
from gnomon.errors import UsageError

SOURCE = Source(path="a.csv", timestamp="ts")


@pytest.mark.parametrize("name", ["churn", "flights-delay", "a.b_c-1", "0", "a" * 63])
def test_a_name_is_small_and_plain(name: str) -> None:
    assert values.name(name) == name


@pytest.mark.parametrize("name", ["", "Churn", "-a", "a b", "a/b", "ä", "a" * 64, "a\n", 1])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is not a name"):
        values.name(name)


@pytest.mark.parametrize("word", ["off", "Off", "no", "NO", "false", False])
def test_off_is_said_in_many_words(word: object) -> None:
    assert values.is_off(word)
    assert values.flag(word) is False


@pytest.mark.parametrize("word", [0, None, "", "inputs", []])
def test_nothing_is_not_off(word: object) -> None:
    assert not values.is_off(word)


def test_a_number_may_come_from_a_variable() -> None:
    entity = Entity(name="a", source=SOURCE, threshold=Filled("0.3", "${T}"), k=Filled("5", "${K}"))  # type: ignore[arg-type]
    assert (entity.threshold, entity.k) == (0.3, 5)


@pytest.mark.parametrize("text", ["0.3", True, None])
def test_a_text_is_no_number(text: object) -> None:
    with pytest.raises(UsageError, match="threshold"):
        Entity(name="a", source=SOURCE, threshold=text)  # type: ignore[arg-type]


def test_a_moment_is_a_day_or_a_time() -> None:
    assert values.moment("2013-03-01T06:00+02:00") == "2013-03-01T06:00+02:00"
    with pytest.raises(UsageError, match="is no time"):
        values.moment("yesterday")
