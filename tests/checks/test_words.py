"""Every sentence of a change, to the letter."""

from __future__ import annotations

import pytest

from gnomon.checks import numbers, phrases, words

FOUR = ["A.", "B.", "C.", "D."]


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
            words.moved("temp", 1.7321, 0.1, 0.9999, 900),
            "*temp* moved up by 1.73 sd (material: 0.10) (n = 900): "
            "a typical value now ranks above more than 99.9 % of reference values instead of 50 %.",
        ),
        (
            words.moved("temp", -1.7321, 0.1, 0.0001, 900),
            "*temp* moved down by 1.73 sd (material: 0.10) (n = 900): "
            "a typical value now ranks above less than 0.1 % of reference values instead of 50 %.",
        ),
        (
            words.spread("temp", -0.31, 0.1, 912, "", ("4", "6", "3", "7")),
            "*temp* is less spread, by 0.31 sd (material: 0.10) (n = 912): "
            "its middle half lies in 4 – 6 instead of 3 – 7.",
        ),
        (
            words.shape("wind", 0.25, 0.1, 912, " on 23 May", []),
            "*wind* has another shape (w = 0.25, material: 0.10) on 23 May (n = 912).",
        ),
        (
            words.mix("dest", 0.25, "", 844, [phrases.change("SFO", 0.033, 0.042)]),
            "mix of *dest* changed (w = 0.25) (n = 844): SFO 3.3 % → 4.2 %.",
        ),
        (words.new_values(["ABQ", "BGR", "ILM", "JAC"]), "4 new values: ABQ, BGR, ILM, …"),
        (words.new_values([""]), "1 new value: (empty)"),
        (words.missing("temp", 844, 844, 0.003), "*temp* is missing in 100 % of rows (844 of 844); usually 0.3 %."),
        (words.outside("x", 0.25, 8, "", None), "*x* has values in 25 % of rows (2 of 8); the reference has none."),
        (words.unseen("x", 0.25, 8, "", ["a"], 0.1), "*x* has new values in 25 % of rows (2 of 8); usually 10 %: a."),
        (
            words.unseen("x", 0.5, 8, "", ["a", "b", "c", "d"]),
            "*x* has new values in 50 % of rows (4 of 8): a, b, c, …",
        ),
        (words.new_values(["DE ", "\tFR", "a  b", " ", "c"]), '5 new values: "DE ", "\\tFR", "a␣␣b", …'),
        (words.written("A", "A "), 'mostly written like "A " instead of A'),
        (words.stuck(" ", 0.97), '97 % of rows hold one value, " "'),
        (phrases.change("", 0.5, 0.25), "(empty) 50 % → 25 %"),
        (phrases.change(" a", 0.5, 0.25), '" a" 50 % → 25 %'),
        (
            words.stuck_first("x", words.stuck("10", 1.0), "*x* moved up."),
            "*x* is stuck: 100 % of rows hold one value, 10; moved up.",
        ),
        (words.unit("×1000", 1.0), "looks like ×1000"),
        (words.stuck("", 0.97), "97 % of rows hold one value, (empty)"),
        (words.also("*x* moved.", "looks like ×1000."), "*x* moved; looks like ×1000."),
        (words.also("*x* moved.", words.new_values(["a", "b", "c", "d"])), "*x* moved; 4 new values: a, b, c, …"),
        (words.also("*x* has new values: a, b, c, …", "and *y*"), "*x* has new values: a, b, c, …; and *y*."),
        (words.in_windows(1, 306, " on 23 May"), " on 23 May"),
        (words.in_windows(3, 306, " on 23 May"), " in 3 of 306 windows, first on 23 May"),
        (words.whole([], 1, FOUR), "None of 1 column changed. 4 schema changes: A. B. C. …"),
        (words.whole(["a", "b", "c", "d"], 4, []), "4 of 4 columns changed: *a*, *b*, *c*, …"),
        (words.whole(["a", "b", "c", "d"], 4, ["E."]), "4 of 4 columns changed: *a*, *b*, *c*, … 1 schema change: E."),
    ],
)
def test_a_sentence_is_said_so(said: str, text: str) -> None:
    assert numbers.plain(said) == text


@pytest.mark.parametrize(
    ("test", "effect", "is_mix", "text"),
    [
        ("location", 0.4, False, "*x* moved up by 0.40 sd (n = 10)."),
        ("location", -0.4, False, "*x* moved down by 0.40 sd (n = 10)."),
        ("spread", 0.4, False, "*x* is more spread, by 0.40 sd (n = 10)."),
        ("spread", -0.4, False, "*x* is less spread, by 0.40 sd (n = 10)."),
        ("shape", 0.4, True, "mix of *x* changed (w = 0.40) (n = 10)."),
        ("shape", 0.4, False, "*x* has another shape (w = 0.40) (n = 10)."),
        ("missing", 0.4, False, "*x* is missing in 50 % of rows (5 of 10); usually 10 %."),
        ("novelty", 0.4, False, "*x* has new values in 40 % of rows (n = 10)."),
    ],
)
def test_one_window_among_many_is_told_briefly(test: str, effect: float, is_mix: bool, text: str) -> None:
    assert numbers.plain(words.brief("x", test, effect, 10, 0.1, is_mix=is_mix)) == text
