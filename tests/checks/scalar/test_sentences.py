"""Every sentence of a series, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.checks.days import days

from gnomon.checks import numbers
from gnomon.checks.scalar import sentences
from gnomon.checks.scalar.sentences import Told

DAY, NEXT = days(2)
ROWS = Told("volume", "rows", DAY, 1204.0, 2310.0, 1900.0, 2800.0, -0.479, 1, 1204)
SHARE = Told("share", "null share of temp", DAY, 0.033, 0.005, 0.001, 0.012, 0.028, 1, 912)
MEAN = Told("mean", "", DAY, 4.2, 3.8, 3.6, 4.0, 0.41, 1, 912)
SLOW = Told("positive", "p95 of duration", DAY, 412.0, 300.0, 250.0, 340.0, 0.373, 1, 1)
OLD = Told("freshness", "", DAY, 93_600.0, 600.0, 60.0, 7000.0, 155.0, 1, 1)
RARE = " Such a change by chance: once in 9 100 windows."


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (ROWS, "1 204 rows on 7 Jan, 48 % fewer than the usual 2 310 (1 900–2 800)."),
        (
            replace(ROWS, effect=-0.22, level=4),
            "1 204 rows on 7 Jan; the last 4 windows together lie 22 % below the usual 2 310 (1 900–2 800).",
        ),
        (
            SHARE,
            "*null share of temp* is 3.3 % on 7 Jan (n = 912), 2.8 points above the usual 0.5 % (0.1 %–1.2 %).",
        ),
        (MEAN, "*mean* is 4.2 on 7 Jan (n = 912), 0.41 sd above the usual 3.8 (3.6–4)."),
        (SLOW, "*p95 of duration* is 412 on 7 Jan, 37 % above the usual 300 (250–340)."),
        (OLD, "The newest event is 26 h old at the end of 7 Jan, older than the usual 10 min (60 s–1.9 h)."),
    ],
)
def test_what_changed(told: Told, said: str) -> None:
    assert numbers.plain(sentences.violation(told, 0.00011)) == said + RARE


def test_what_did_not_change() -> None:
    calm = replace(ROWS, value=2400.0, effect=0.04)
    assert numbers.plain(sentences.ok(calm, 0.2, is_far=False)) == "2 400 rows on 7 Jan, as usual (1 900–2 800)."
    far = replace(ROWS, value=1890.0, effect=-0.18)
    assert numbers.plain(sentences.ok(far, 0.2, is_far=True)) == (
        "1 890 rows on 7 Jan, 18 % fewer than the usual 2 310 (1 900–2 800): less than what matters."
    )
    assert sentences.ok(ROWS, 0.2, is_far=True).endswith(": not surely enough to tell.")


def test_a_usual_range_without_width_is_not_told() -> None:
    same = replace(ROWS, low=2310.0, high=2310.0, value=2310.0)
    assert numbers.plain(sentences.ok(same, 0.2, is_far=False)) == "2 310 rows on 7 Jan, as usual."


def test_what_cannot_be_told() -> None:
    assert numbers.plain(sentences.none_of_many("rows", DAY, 842.0)) == (
        "No rows on 7 Jan; 842 were usual. Look whether the source still delivers."
    )
    assert sentences.none_of_many("refunds", DAY, 12.0) == "*refunds* is 0 on 7 Jan; 12 were usual."
    assert numbers.plain(sentences.hidden(SHARE, 0.031, 0.01)) == (
        "912 rows: changes below 3.1 points would not be seen (material: 1.0 points)."
    )
    assert sentences.few_windows(0, 2).startswith("The reference has 0 windows with a value")


def test_a_count_of_ones_own_is_called_by_its_name() -> None:
    told = replace(ROWS, name="refunds")
    assert numbers.plain(sentences.violation(told, 0.0001)).startswith("*refunds* is ")
    assert " rows" not in sentences.violation(told, 0.0001)
    assert " rows" not in sentences.ok(told, 0.2, is_far=False)


def test_a_new_level_is_offered() -> None:
    assert sentences.shifted(14, is_up=False, since=NEXT) == (
        "The last 14 windows all lie below what was usual: if this is the new level, "
        "take a new reference from 8 Jan on."
    )


@pytest.mark.parametrize(
    ("p", "said"), [(0.004, "once in 250 windows"), (1e-6, "less than once in 1 M windows"), (1.0, "once in 1 windows")]
)
def test_how_rare_it_is(p: float, said: str) -> None:
    assert numbers.plain(sentences.by_chance(p)) == f"Such a change by chance: {said}."


def test_an_age_past_all_units_is_a_dash() -> None:
    assert sentences.age(1e20) == numbers.NOTHING
