"""Tests of what is fed, as verdicts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.jobs.rehearsing import INPUTS, SLOW, settings
from tests.jobs.rehearsing import fed as made

from gnomon.alerts.verdict import Part, Verdict
from gnomon.config.fed_series import fed_series
from gnomon.config.sample_values import samples
from gnomon.jobs import monitors
from gnomon.jobs.rehearsal import fed

DAY = timedelta(days=1)


def verdict(monitor: str, at: int, *series: tuple[str, str], **configured: Any) -> Verdict:
    (plan,) = (one for one in monitors.plans(settings(**configured).entities["churn"]) if one.name == monitor)
    return fed.verdict(plan, {fed_series(name): samples(values) for name, values in series}, at)


def test_a_whole_has_its_figures_and_a_sentence() -> None:
    found = verdict("slow", 1, (SLOW, "1 9"))
    assert (found.status, found.reason, found.figures.value, found.is_calm) == ("violation", "value is 9.", 9, False)
    calm = verdict("slow", 0, (SLOW, "1 9"))
    assert (calm.status, calm.is_calm) == ("ok", True)
    assert verdict("slow", 2, (SLOW, "1 9")).status == "no_data"


def test_columns_are_details_and_the_calm_ones_are_left_out() -> None:
    series = (INPUTS % "a", "0.02 0.02 _"), (INPUTS % "b", "0.3 0.02 _"), (INPUTS % "c", "0.07 0.02 _")
    moved = verdict("inputs", 0, *series)
    assert [(one.part, one.status, one.is_calm) for one in moved.details] == [
        (Part("b"), "violation", False),
        (Part("c"), "ok", False),
    ]
    assert (moved.status, moved.reason, moved.figures.effect) == ("violation", "*b*: effect is 0.300.", 0.3)
    calm = verdict("inputs", 1, *series)
    assert (calm.status, calm.details) == ("ok", ())
    assert verdict("inputs", 2, *series).status == "no_data"


def test_a_column_without_a_sample_is_unknown_beside_the_others() -> None:
    found = verdict("inputs", 0, (INPUTS % "a", "_"), (INPUTS % "b", "0.02"))
    assert [(one.part.series, one.status) for one in found.details] == [("a", "no_data")]


def test_a_critical_column_is_known_as_one() -> None:
    found = verdict("inputs", 0, (INPUTS % "a", "0.3"), inputs={"critical": ["a"]})
    assert [one.is_critical for one in found.details] == [True]


def test_a_figure_that_its_condition_looks_up_decides_by_that_alone() -> None:
    found = verdict(
        "auc", 0, ('value{entity="churn",monitor="auc"}', "0.6"), auc={"watches": "schema", "condition": "value < 1"}
    )
    assert (found.status, found.figures.value) == ("ok", 0.6)


def test_late_samples_replace_and_lengthen_from_their_time_on() -> None:
    late = [
        {"at": "4d", "series": SLOW, "from": "1d", "values": "7"},
        {"at": "2d", "series": SLOW, "from": "4d", "values": "8 _"},
    ]
    test = made((SLOW, "1x2"), late=late)
    (key,) = fed.fed(test, DAY, timedelta(0))
    assert fed.fed(test, DAY, DAY)[key] == (1, 1, 1)
    assert fed.fed(test, DAY, 3 * DAY)[key] == (1, 1, 1, None, 8, None)
    assert fed.fed(test, DAY, 4 * DAY)[key] == (1, 7, 1, None, 8, None)
