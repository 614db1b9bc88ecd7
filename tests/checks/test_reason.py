"""Which change is told first, and with which clauses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
from tests.checks.tables import PORTS, TEMPS, column_of, profile, series, told

from gnomon.checks import numbers
from gnomon.checks.judge import judge

X = np.random.default_rng(3).normal(50, 10, 4000)
LATER = datetime(2013, 3, 4, tzinfo=UTC)


def _said(*sides: Any) -> str:
    return numbers.plain(judge(*sides).columns[0].reason)


def test_the_larger_of_a_move_and_missing_rows_comes_first() -> None:
    now = [None] * 2000 + (X[2000:] + 2).tolist()
    assert _said(profile({"x": X}), profile({"x": now})).startswith("*x* is missing in 50 % of rows")


def test_new_values_beside_another_mix_get_a_clause() -> None:
    names = ["a"] * 2000 + ["b"] * 1500 + ["c"] * 500
    now = ["a"] * 1000 + ["b"] * 2400 + ["c"] * 500 + ["d"] * 100
    said = _said(profile({"n": names}), profile({"n": now}))
    assert said.startswith("mix of *n* changed")
    assert said.endswith(": a 50 % → 25 %, b 38 % → 60 %; 1 new value: d.")


def test_another_mix_of_known_names_has_no_such_clause() -> None:
    names, now = ["a"] * 2000 + ["b"] * 2000, ["a"] * 1000 + ["b"] * 3000
    assert _said(profile({"n": names}), profile({"n": now})) == (
        "mix of *n* changed (w = 0.52) (n = 4 000): b 50 % → 75 %, a 50 % → 25 %."
    )


def test_values_of_a_column_that_had_none_are_said_to_be_new() -> None:
    nothing = profile({"x": np.full(4000, np.nan)})
    now = profile({"x": np.where(np.arange(4000) < 40, 1.0, np.nan)})
    assert _said(nothing, now) == "*x* has values in 1.0 % of rows (40 of 4 000); the reference has none."
    infinite = profile({"x": np.where(np.arange(4000) < 40, np.inf, np.nan)})
    assert "the reference has none" in _said(nothing, infinite)


def test_names_of_windows_have_their_season_and_their_rare_ones() -> None:
    def weekly(i: int, rng: np.random.Generator) -> dict[str, Any]:
        p = [0.5, 0.3, 0.2] if i % 7 else [0.2, 0.3, 0.5]
        names = rng.choice(["a", "b", "c"], 1000, p=p).tolist()
        return {"n": [*names, f"rare{i}"], "one": ["same"] * 1001}

    reference = series(35, weekly)
    current = series(7, weekly, seed=2, first=datetime(2013, 2, 11, tzinfo=UTC))
    found = judge(reference, current)
    assert found.status != "violation"
    swapped = series(7, lambda i, rng: weekly(i + 1, rng), seed=2, first=datetime(2013, 2, 11, tzinfo=UTC))
    assert judge(reference, swapped).status == "violation"


def test_rare_names_that_are_the_rule_are_tested_as_a_share() -> None:
    def rare(i: int, rng: np.random.Generator, share: float = 0.2) -> dict[str, Any]:
        count = int(500 * share)
        return {"n": ["usual"] * (500 - count) + [f"{i}-{k // 2}" for k in range(count)]}

    reference = series(10, rare)
    same = series(3, lambda i, rng: rare(i + 100, rng), first=LATER)
    more = series(3, lambda i, rng: rare(i + 200, rng, 0.6), first=LATER)
    assert judge(reference, same).status != "violation"
    assert judge(reference, more).status == "violation"


def test_infinities_of_several_windows_are_tested_as_a_share() -> None:
    def infinite(share: float) -> Any:
        def made(_: int, rng: np.random.Generator) -> dict[str, Any]:
            x = rng.normal(0, 1, 1000)
            x[rng.random(1000) < share] = np.inf
            return {"x": x}

        return made

    reference = series(20, infinite(0.02))
    assert judge(reference, series(5, infinite(0.02), seed=1, first=LATER)).status != "violation"
    assert judge(reference, series(5, infinite(0.2), seed=1, first=LATER)).status == "violation"


def test_the_only_window_with_values_teaches_no_novelty() -> None:
    def once(i: int, rng: np.random.Generator) -> dict[str, Any]:
        return {"x": rng.normal(0, 1, 300) if i == 4 else np.full(300, np.nan), "y": rng.normal(0, 1, 300)}

    found = judge(series(15, once), series(3, once, first=LATER))
    assert found.columns[-1].status != "error"


def test_a_format_is_told_only_where_most_strings_have_it() -> None:
    days = [f"2013-01-{day % 28 + 1:02d}" for day in range(2800)]
    other = ["/".join(reversed(day.split("-"))) for day in days]
    before = profile({"d": days})
    assert "mostly written like 9/9/9" in _said(before, profile({"d": other}))
    assert "written" not in _said(before, profile({"d": days[:2500] + other[2500:]}))


def test_a_number_that_moves_is_told_with_its_size_and_rank() -> None:
    found = judge(profile({"x": TEMPS}), profile({"x": TEMPS + 5}))
    column = column_of(found, "x")
    assert found.status == column.status == "violation"
    assert column.effect > 0.4
    assert column.material == 0.1
    assert told(found, "x") == (
        f"*x* moved up by {column.effect:.2f} sd (material: 0.10) (n = 4 000): "
        "a typical value now ranks above 64 % of reference values instead of 50 %."
    )
    assert next(test.name for test in column.tests if test.admissible) == "location"
    assert column.metrics["psi"] is not None
    assert sum(cell.current for cell in column.cells) == 4000


def test_a_number_that_spreads_is_told_by_its_middle_half() -> None:
    found = judge(profile({"x": TEMPS}), profile({"x": (TEMPS - TEMPS.mean()) * 1.5 + TEMPS.mean()}))
    assert "*x* is more spread, by 0." in told(found, "x")
    assert "its middle half lies in " in told(found, "x")


def test_a_number_whose_shape_changes_is_told_by_the_cells_that_changed(rng: np.random.Generator) -> None:
    flat = rng.uniform(0, 1, 20_000)
    comb = np.where(rng.random(20_000) < 0.5, flat, np.floor(flat * 10) / 10 + 0.01)
    found = judge(profile({"x": flat}), profile({"x": comb}))
    assert told(found, "x").startswith("*x* has another shape (w = ")


def test_names_are_told_with_what_gained_and_what_is_new(rng: np.random.Generator) -> None:
    now = ["ABQ" if name == "BOS" else name for name in PORTS]
    said = told(judge(profile({"to": PORTS}), profile({"to": now})), "to")
    assert said.startswith("mix of *to* changed (w = ")
    assert said.endswith(": BOS 10 % → 0 %; 1 new value: ABQ.")
    other = rng.choice(["JFK", "LGA", "EWR", "BOS", "PVD"], 4000, p=[0.3, 0.3, 0.2, 0.1, 0.1]).tolist()
    assert "1 new value: PVD" in told(judge(profile({"to": PORTS}), profile({"to": other})), "to")


def test_missing_rows_are_counted() -> None:
    now = profile({"x": [None] * 4000}, {})
    found = judge(profile({"x": [None] * 12 + TEMPS[12:].tolist()}), now)
    assert told(found, "x") == "*x* is missing in 100 % of rows (4 000 of 4 000); usually 0.3 %."
    assert column_of(found, "x").kind == "number"


def test_missing_rows_beside_another_change_get_a_clause() -> None:
    now = [None] * 100 + (TEMPS[100:] + 10).tolist()
    assert told(judge(profile({"x": TEMPS}), profile({"x": now})), "x").endswith(
        "; missing in 2.5 % of rows, usually 0 %."
    )


def test_a_constant_stays_constant() -> None:
    one = profile({"x": ["a"] * 100})
    assert told(judge(one, one), "x") == "Always a, as in the reference."
