"""The five tests, against frozen answers of an independent implementation of the specification."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from tests.checks.golden_cases import CASES, CLOSE, columns_of, counts_of, fit_of, load
from tests.checks.tables import profile

from gnomon.checks import tests as five
from gnomon.checks.judge import judge
from gnomon.checks.settings import Settings


def run(case: dict[str, Any], **settings: float) -> dict[str, dict[int, five.Outcome]]:
    now = counts_of(case, "now")
    season = np.zeros(now.rows.shape, np.int64)
    if case["has_season"]:
        season[:] = case["season_now"]
    places = np.arange(now.rows.shape[1])
    return five.run(fit_of(case), now, columns_of(case), season, places, Settings(**settings))


@pytest.mark.parametrize("name", CASES)
def test_effects_and_chances_are_those_of_the_specification(name: str) -> None:
    case = load(name)
    found = run(case)
    for test, levels in case["tests"].items():
        for level, expected in levels.items():
            outcome, whole = found[test][int(level)], slice(int(level) - 1, None)
            for field in ("effect", "p"):
                np.testing.assert_allclose(
                    getattr(outcome, field)[:, whole],
                    np.array(expected[field])[:, whole],
                    err_msg=f"{test} {level} {field}",
                    **CLOSE,
                )
            np.testing.assert_array_equal(outcome.fires, np.array(expected["fires"], bool))


def test_the_stricter_and_the_larger_what_matters_the_less_fires() -> None:
    fewer = Counter[str]()
    for name in CASES:
        usual = run(load(name))["location"]
        for setting in ({"strict": 9.0}, {"material": 0.5}):
            for level, outcome in run(load(name), **setting)["location"].items():
                assert not (outcome.fires & ~usual[level].fires).any()
                fewer.update(dict.fromkeys(setting, int((usual[level].fires & ~outcome.fires).sum())))
    assert min(fewer.values()) > 0


def test_what_fires_has_passed_its_limit() -> None:
    for name in CASES:
        for levels in run(load(name)).values():
            for outcome in levels.values():
                assert (np.abs(outcome.effect) >= outcome.limit - 1e-12)[outcome.fires].all()
                assert (outcome.error >= outcome.noise).all()


def test_one_new_name_is_found_in_few_rows_also_among_rare_ones(rng: np.random.Generator) -> None:
    rare = [f"r{i}" for i in range(40)]
    before, now = ([*["usual"] * 940, *rng.choice(rare, 60).tolist()] for _ in range(2))
    assert judge(profile({"n": before}), profile({"n": now})).status != "violation"
    assert judge(profile({"n": before}), profile({"n": [*["new"] * 20, *now[20:]]})).status == "violation"
