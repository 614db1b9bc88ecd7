"""Tests of a monitor's verdict, from what was decided."""

from __future__ import annotations

import pytest
from tests.jobs.decided import decided, plan

from gnomon.alerts.verdict import Part
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.verdict import Finding, Status
from gnomon.jobs.judging import verdicts
from gnomon.jobs.monitors import Plan
from gnomon.profiles.schema import Role

ROLES: dict[str, Role] = {"score": "score"}


def test_without_a_decision_of_its_own_a_monitor_has_no_data() -> None:
    assert verdicts.of_columns(plan(), [], {}).status == "no_data"
    others = [decided("score", "violation"), decided("temp", "violation", what="missing")]
    assert verdicts.of_columns(plan(), others, ROLES).status == "no_data"


def test_a_violation_names_all_columns_the_worst_first() -> None:
    columns = [decided("a", "violation", 0.2), decided("b"), decided("c", "violation", -0.9), decided("d", "violation")]
    found = verdicts.of_columns(plan(), columns, {})
    assert (found.status, found.reason) == ("violation", "c is violation. Also changed: *a*, *d*.")
    assert [detail.part for detail in found.details] == [Part("c"), Part("a"), Part("d")]
    assert found.figures == found.details[0].figures
    assert found.figures.effect == -0.9


def test_what_is_ok_but_not_calm_stays_among_the_parts_and_what_is_calm_does_not() -> None:
    found = verdicts.of_columns(plan(), [decided("a"), decided("b", is_calm=False, p=0.01)], {})
    assert (found.status, found.reason) == ("ok", "a is ok.")
    assert [(detail.part.series, detail.is_calm) for detail in found.details] == [("b", False)]


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        (["insufficient_data", "insufficient_data"], "insufficient_data"),
        (["insufficient_data", "ok"], "ok"),
        (["no_data", "ok"], "ok"),
        (["error", "ok"], "error"),
        (["violation", "error"], "violation"),
    ],
)
def test_the_status_is_that_of_the_columns_together(statuses: list[str], whole: str) -> None:
    found = verdicts.of_columns(plan(), [decided(f"c{n}", one) for n, one in enumerate(statuses)], {})
    assert found.status == whole
    assert found.reason.endswith(f"is {whole}.")


def test_a_column_that_a_person_called_critical_is_marked() -> None:
    of_a = plan(critical=("a",))
    found = verdicts.of_columns(of_a, [decided("a", "violation"), decided("b", "violation")], {})
    assert {detail.part.series: detail.is_critical for detail in found.details} == {"a": True, "b": False}


@pytest.mark.parametrize(
    ("monitor", "taken"),
    [
        (plan("inputs"), ["temp"]),
        (plan("score"), ["score"]),
        (plan("quality"), ["score", "temp"]),
        (plan("quality", columns=("temp",)), ["temp"]),
    ],
)
def test_each_monitor_takes_its_columns(monitor: Plan, taken: list[str]) -> None:
    what = "missing" if monitor.name == "quality" else "values"
    columns = [decided(name, "violation", what=one) for name in ("score", "temp") for one in ("values", "missing")]
    found = verdicts.of_columns(monitor, columns, ROLES)
    assert sorted((detail.part.series, detail.part.what) for detail in found.details) == [(one, what) for one in taken]


@pytest.mark.parametrize(
    ("status", "fires", "said"),
    [
        ("ok", False, "ok"),
        ("no_data", True, "violation"),
        ("violation", True, "violation"),
        ("no_data", False, "no_data"),
    ],
)
def test_a_figure_that_fires_is_a_violation_whatever_it_is(status: Status, fires: bool, said: str) -> None:
    found = verdicts.of_scalar(ScalarVerdict(status, "So.", 1.0, rows=7, effect=0.5, fires=fires))
    assert (found.status, found.reason, found.is_calm) == (said, "So.", not fires)
    assert (found.figures.value, found.figures.effect, found.figures.n) == (1.0, 0.5, 7.0)


def test_findings_that_only_explain_are_calm() -> None:
    found = verdicts.of_findings([Finding("missing", "Column *y* is gone.", column="y")], "All is as it was.")
    assert (found.status, found.reason, found.details) == ("ok", "All is as it was.", ())


def test_each_finding_is_a_part_of_its_own() -> None:
    wrong = [Finding("added", f"Column *{name}* is new.", fires=True, column=name) for name in "ab"]
    found = verdicts.of_findings(wrong, "", critical=["b"])
    assert (found.status, found.reason) == ("violation", "Column *a* is new. Column *b* is new.")
    assert [(detail.part.series, detail.is_critical) for detail in found.details] == [("a", False), ("b", True)]


def test_what_changed_in_a_segment_is_a_part_that_names_it() -> None:
    in_jfk = [decided("a", "violation", 0.9), decided("a", "violation", 0.1, what="missing")]
    segments = {"origin = JFK": in_jfk, "origin = LGA": [decided("a", is_calm=False), decided("a", what="missing")]}
    found = verdicts.of_columns(plan(), [decided("a"), decided("b", "violation", 0.2)], {}, segments)
    assert (found.status, found.reason) == ("violation", "origin = JFK: a is violation. Also changed: *b*.")
    assert [detail.part for detail in found.details] == [
        Part("a", segment="origin = JFK"),
        Part("b"),
        Part("a", segment="origin = LGA"),
    ]


def test_a_segment_alone_makes_a_violation() -> None:
    found = verdicts.of_columns(plan(), [decided("a")], {}, {"origin = JFK": [decided("a", "violation")]})
    assert (found.status, found.reason) == ("violation", "origin = JFK: a is violation.")
