"""Every sentence, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gnomon.checks import numbers, phrases, schema, states, words
from gnomon.profiles.windows import Window

DAY = datetime(2013, 5, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (
            words.moved("temp", 1.7321, 0.1, 0.9994, 26385, " in 1 – 28 Jul"),
            "*temp* moved up by 1.73 sd (material: 0.10) in 1 – 28 Jul (n = 26 385): "
            "a typical value now ranks above 99.9 % of reference values instead of 50 %.",
        ),
        (
            words.moved("temp", -0.2, 0.1, 0.4423, 900),
            "*temp* moved down by 0.20 sd (material: 0.10) (n = 900): "
            "a typical value now ranks above 44 % of reference values instead of 50 %.",
        ),
        (
            words.mix("dest", 0.25, "", 844, [phrases.change("SFO", 0.033, 0.042)]),
            "mix of *dest* changed (w = 0.25) (n = 844): SFO 3.3 % → 4.2 %.",
        ),
        (words.new_values(["ABQ", "BGR", "ILM", "JAC"]), "4 new values: ABQ, BGR, ILM, …"),
        (words.new_values([""]), "1 new value: (empty)"),
        (words.missing("temp", 844, 844, 0.003), "*temp* is missing in 100 % of rows (844 of 844); usually 0.3 %."),
        (states.ok(0.12, is_mix=False), "No change of 0.12 sd or more (90 % sure to have been seen)."),
        (
            states.ok(float("inf"), is_mix=False),
            "Nothing changed that matters; normal wobble hides all but the largest changes.",
        ),
        (
            states.insufficient(212, 0.31, 0.1, is_mix=False),
            "212 rows: changes below 0.31 sd would not be seen (material: 0.10).",
        ),
        (states.insufficient(1, float("inf"), 0.1, is_mix=True), "1 row: changes would not be seen (material: 0.10)."),
        (words.outside("x", 0.25, 8, "", None), "*x* has values in 25 % of rows (2 of 8); the reference has none."),
        (words.unseen("x", 0.25, 8, "", ["a"], 0.1), "*x* has new values in 25 % of rows (2 of 8); usually 10 %: a."),
        (words.unit("×1000", 1.0), "looks like ×1000"),
        (words.stuck("", 0.97), "97 % of rows hold one value, (empty)"),
        (states.constant("a"), "Always a, as in the reference."),
        (states.constant(None), "Nothing new."),
        (states.no_rows(), "No rows."),
        (words.brief("x", "location", 0.4, 9, 0, is_mix=False), "*x* moved up by 0.40 sd (n = 9)."),
        (words.brief("x", "spread", 0.4, 9, 0, is_mix=False), "*x* is more spread, by 0.40 sd (n = 9)."),
        (words.brief("x", "spread", -0.4, 9, 0, is_mix=False), "*x* is less spread, by 0.40 sd (n = 9)."),
        (words.brief("x", "shape", 0.4, 9, 0, is_mix=True), "mix of *x* changed (w = 0.40) (n = 9)."),
        (words.brief("x", "shape", 0.4, 9, 0, is_mix=False), "*x* has another shape (w = 0.40) (n = 9)."),
        (
            words.brief("x", "missing", 0.4, 10, 0.1, is_mix=False),
            "*x* is missing in 50 % of rows (5 of 10); usually 10 %.",
        ),
        (words.brief("x", "novelty", 0.4, 9, 0, is_mix=False), "*x* has new values in 40 % of rows (n = 9)."),
        (words.whole([], 1, ["A.", "B.", "C.", "D."]), "None of 1 column changed. A. B. C. 1 more schema changes."),
        (words.whole(["a", "b", "c", "d"], 4, []), "4 of 4 columns changed: *a*, *b*, *c*, …."),
        (schema.retyped("year", "category", "number"), "Column *year* came as text, not number."),
        (schema.renamed("a", "b"), "Column *a* seems to be called *b* now: it has the same values."),
    ],
)  # fmt: skip
def test_a_sentence_is_said_so(said: str, text: str) -> None:
    assert numbers.plain(said) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(days=1), " on 23 May"),
        (timedelta(hours=1), " on 23 May 00:00–01:00"),
    ],
)
def test_a_window_is_named_with_its_preposition(length: timedelta, text: str) -> None:
    assert phrases.when(Window(DAY, DAY + length)) == text


def test_a_week_and_a_stretch_are_in_not_on() -> None:
    monday = datetime(2013, 5, 20, tzinfo=UTC)
    assert phrases.when(Window(monday, monday + timedelta(days=7))) == " in week of 20 May"
    assert phrases.when(Window(DAY, DAY + timedelta(days=3))).startswith(" in ")
    assert phrases.when(Window(DAY, DAY + timedelta(days=1)), with_year=True) == " on 23 May 2013"
    assert phrases.when(None) == ""
