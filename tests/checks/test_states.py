"""Every sentence of a column that did not change or could not be judged, to the letter."""

from __future__ import annotations

import pytest

from gnomon.checks import numbers, states

INF = float("inf")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (states.ok(0.12, is_mix=False), "No change of 0.12 sd or more (90 % sure to have been seen)."),
        (
            states.ok(0.3, is_mix=True, is_noisy=True),
            "No change of w = 0.30 or more (90 % sure to have been seen); normal wobble hides smaller ones.",
        ),
        (
            states.ok(INF, is_mix=False),
            "Nothing changed that matters; normal wobble hides all but the largest changes.",
        ),
        (
            states.insufficient(212, 0.31, 0.1, is_mix=False),
            "212 rows: changes below 0.31 sd would not be seen (material: 0.10).",
        ),
        (states.insufficient(1, INF, 0.1, is_mix=True), "1 row: changes would not be seen (material: 0.10)."),
        (states.too_few(7, 20), "7 rows with a value: too few to judge (at least 20)."),
        (states.few_before(20), "The reference has too few values to judge by (at least 20 in a usual window)."),
        (states.constant("a"), "Always a, as in the reference."),
        (states.constant(" a"), 'Always " a", as in the reference.'),
        (states.constant(""), "Always (empty), as in the reference."),
        (states.constant(None), "Nothing new."),
        (states.missing(0.004, 0.003), "Missing in 0.4 % of rows; usually 0.3 %."),
        (states.missing(-1e-18, 0.0), "Missing in 0 % of rows; usually 0 %."),
        (states.no_rows(), "No rows."),
        (states.no_values(212, 0.98), "No values in 212 rows; usually 98 % are missing."),
        (states.untested("an id"), "Values are not tested (an id); missing values are, and did not change."),
        (states.unknown_season(), "The reference has no window of this weekday or hour."),
        (states.error("x", "boom"), "Column *x* could not be judged: boom."),
        (states.error("x", "Boom."), "Column *x* could not be judged: Boom."),
    ],
)
def test_a_sentence_is_said_so(said: str, text: str) -> None:
    assert numbers.plain(said) == text
