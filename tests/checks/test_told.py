"""What is told of a window, from tallies alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.checks.live import ALPHA, after, changed, judged, learned, usual
from tests.checks.tables import profile, series

from gnomon.checks import numbers, told
from gnomon.checks.cuts import Uncut
from gnomon.checks.family import decide
from gnomon.checks.learned import Learned, learn

LEARNED = learned()


def reasons(one: Learned, days: Any, t: int = -1) -> dict[tuple[str, str], str]:
    chances = judged(one, days)
    found = decide(chances, t % len(chances), alpha=ALPHA)
    return {(v.column, v.what): numbers.plain(v.reason) for v in found}


def test_a_column_that_moved_is_told_with_the_references_reach_and_the_odds() -> None:
    text = reasons(LEARNED, after(1, changed(x=lambda _, rng: rng.normal(0.25, 1, 2000))))["x", "values"]
    assert text.startswith("*x* moved up by 0.2")
    assert " sd (material: 0.10) on 4 Feb (n = 2 000): a typical value now ranks above 5" in text
    assert "% of reference values instead of 50 %; reference windows never moved more than 0.0" in text
    assert "; such a change by chance: once in " in text
    assert text.endswith("windows of this entity.")


def test_ranks_are_those_of_the_values() -> None:
    text = reasons(LEARNED, after(1, changed(x=lambda _, rng: rng.normal(50, 1, 2000))))["x", "values"]
    assert "ranks above 97 % of reference values" in text  # the middle of the last of 20 cells
    assert text.endswith("; not by chance.")


def test_missing_rows_are_told_with_both_shares() -> None:
    days = after(1, changed(gap=lambda _, rng: [None] * 300 + [1.5] * 1700))
    text = reasons(LEARNED, days)["gap", "missing"]
    assert text.startswith("*gap* is missing in 15 % of rows on 4 Feb (300 of 2 000); usually 1.9 %; ")
    assert "reference windows never differed by more than 0." in text


def test_merged_windows_are_told_as_a_stretch() -> None:
    one = learn(series(28, lambda _, rng: {"x": rng.normal(0, 1, 400)}))
    text = reasons(one, after(16, lambda _, rng: {"x": rng.normal(0.2, 1, 400)}))["x", "values"]
    assert " Feb (n = 3 200)" in text or " Feb (n = 1 600)" in text
    assert " in 1" in text


def test_another_spread_shape_and_mix_are_told_with_what_changed_most() -> None:
    wide = reasons(LEARNED, after(1, changed(x=lambda _, rng: rng.normal(0, 1.5, 2000))))["x", "values"]
    assert wide.startswith("*x* is more spread, by ")
    mix = ["JFK"] * 800 + ["LGA"] * 800 + ["EWR"] * 400
    text = reasons(LEARNED, after(1, changed(to=lambda *_: mix)))["to", "values"]
    assert text.startswith("mix of *to* changed (w = 0.2")
    assert "JFK 50 % → 40 %" in text
    assert "never moved more than w = 0.0" in text

    def waved(_: int, rng: np.random.Generator) -> np.ndarray:
        values = rng.normal(0, 1, 6000)
        ranks = np.argsort(np.argsort(values)) / 6000
        return values[rng.random(6000) < (1 + np.cos(8 * np.pi * ranks)) / 2][:2000]

    shape = reasons(LEARNED, after(1, lambda i, rng: {**usual(2000)(i, rng), "x": waved(i, rng)}))["x", "values"]
    assert shape.startswith("*x* has another shape (w = ")


def test_new_values_are_told_by_range_or_by_share() -> None:
    far = reasons(LEARNED, after(1, changed(gap=lambda *_: [1.5] * 1900 + [None] * 40 + [99.0] * 60)))["gap", "values"]
    assert far.startswith("*gap* lies outside the reference's range 1.5 – 1.5 in 3.0 % of rows")
    assert "reference windows never had more than 0 %" in far
    names = ["JFK"] * 1000 + ["LGA"] * 600 + ["EWR"] * 380 + ["BOS"] * 20
    text = reasons(LEARNED, after(1, changed(to=lambda *_: names)))["to", "values"]
    assert text.startswith("*to* has new values in 1.0 % of rows on 4 Feb (20 of 2 000); reference")
    none = learn(series(20, lambda _, rng: {"x": [None] * 50}))
    assert "the reference has none" in reasons(none, series(1, lambda _, rng: {"x": [1.0] * 50}))["x", "values"]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (lambda rng: rng.normal(0, 1, 2000), "No change of 0.1"),
        (lambda rng: rng.normal(0, 1, 5), "5 rows with a value: too few to judge (at least 20)."),
        (lambda rng: rng.normal(0, 1, 150), "150 rows: changes below 0."),
        (lambda rng: [], "No rows."),
    ],
)
def test_what_did_not_change_or_could_not_be_judged_is_told(values: Any, text: str) -> None:
    one = learn(series(28, lambda _, rng: {"x": rng.normal(0, 1, 2000)}))
    assert reasons(one, after(1, lambda _, rng: {"x": values(rng)}))["x", "values"].startswith(text)


def test_columns_without_values_or_with_one_are_told() -> None:
    mostly = learn(series(28, lambda i, rng: {"x": [1.0] * 30 + [None] * 970, "few": [None] * 997 + [1.0] * 3}))
    found = reasons(mostly, after(1, lambda _, rng: {"x": [None] * 40, "few": [None] * 40}))
    assert found["x", "values"].startswith("Always 1")
    rare = learn(series(14, lambda i, rng: {"few": [None] * 997 + [1.0] * (i == 0) + [None] * (i > 0)}))
    assert reasons(rare, after(1, lambda _, rng: {"few": [None] * 40}))["few", "values"] == (
        "The reference has too few values to judge by (at least 20 in a usual window)."
    )
    empty = learn(series(28, lambda _, rng: {"x": [*rng.normal(0, 1, 100).tolist(), *[None] * 900]}))
    assert reasons(empty, after(1, lambda _, rng: {"x": [None] * 20}))["x", "values"] == (
        "No values in 20 rows; usually 90 % are missing."
    )


def test_a_lone_reference_has_no_reach_to_tell() -> None:
    text = reasons(learn(profile({"x": np.arange(3000.0)})), after(1, lambda _, rng: {"x": np.arange(3000.0) + 500}))
    assert "never moved" not in text["x", "values"]
    assert text["x", "values"].endswith("; not by chance.")


def test_coarse_cells_have_their_own_labels() -> None:
    one = learn(series(20, lambda _, rng: {"x": np.round(rng.normal(0, 1, 500), 2)}))
    bent = series(1, lambda _, rng: {"x": np.where(rng.random(20_000) < 0.3, 0.123456, rng.normal(0, 1, 20_000))})
    assert reasons(one, bent)["x", "values"].startswith("*x* ")


def test_cells_have_names() -> None:
    j = LEARNED.columns.index("to")
    assert sorted(told.labels(LEARNED.cut(j))) == ["EWR", "JFK", "LGA"]
    assert told.labels(Uncut()) == []
    assert len(told.labels(LEARNED.cut(LEARNED.columns.index("x")))) == 20
    assert usual()(0, np.random.default_rng(0)).keys() == set(LEARNED.columns)
