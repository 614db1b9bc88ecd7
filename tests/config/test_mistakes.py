"""Tests of mistakes; the sentences themselves are in `wrong.txt`."""

from __future__ import annotations

from gnomon.config import mistakes
from gnomon.config.mistakes import Mistake, MistakesError


def test_a_place_is_written_as_people_write_it() -> None:
    assert Mistake(("entities", "a", "notify", 0), "x").key == "entities.a.notify[0]"
    assert str(Mistake((), "it is not YAML.")) == "it is not YAML."


def test_a_mistake_is_seen_from_further_out() -> None:
    assert Mistake(("every",), "x").below(("entities", "a")).key == "entities.a.every"


def test_the_same_mistake_is_told_once() -> None:
    assert len(MistakesError([Mistake(("a",), "x"), Mistake(("a",), "x")]).found) == 1


def test_a_word_that_is_near_nothing_is_told_all_there_is() -> None:
    assert mistakes.near("Evry", ["every"]) == "Did you mean 'every'?"
    assert mistakes.near("x", ["every"]) == "Write every."
    assert mistakes.near("x", ["a1", "b1"], "Look it up.") == "Look it up."
