"""What the fold reads."""

from __future__ import annotations

import math

import pytest

from gnomon.alerts.verdict import WHOLE, Detail, Figures, Part, Verdict
from gnomon.errors import GnomonError


def detail(name: str, effect: float | None = None, impact: float | None = None) -> Detail:
    return Detail(Part(name), "violation", Figures(value=effect, effect=effect, material=0.1), impact=impact)


def test_details_stand_worst_first_by_impact_then_weight_then_name() -> None:
    given = (detail("d"), detail("c", 0.2), detail("b", -0.3), detail("e", 0.1, 0.01), detail("a"), detail("f", 9, 0.2))
    assert [one.part.series for one in Verdict("violation", details=given).details] == list("febcad")


@pytest.mark.parametrize(
    ("figures", "weight"),
    [
        (Figures(effect=-0.31, material=0.1), 3.1),
        (Figures(effect=0.31), 0),
        (Figures(effect=0.31, material=0.0), 0),
        (Figures(material=0.1), 0),
        (Figures(effect=math.inf, material=0.1), 0),
    ],
)
def test_weight_is_the_effect_against_what_matters(figures: Figures, weight: float) -> None:
    assert figures.weight == pytest.approx(weight)


def test_without_weight_the_distance_from_the_limit_says_what_is_worse() -> None:
    assert Figures(value=0.6, limit=0.7).excess > Figures(value=0.69, limit=0.7).excess > Figures(value=1).excess


def test_one_part_twice_is_a_bug() -> None:
    with pytest.raises(GnomonError, match="twice"):
        Verdict("violation", details=(detail("a"), detail("a", 0.2)))


def test_one_figure_is_its_own_part() -> None:
    (only,) = Verdict("ok", figures=Figures(value=3.0), is_calm=False).parts
    assert (only.part, only.status, only.figures.value, only.is_calm) == (WHOLE, "ok", 3.0, False)


def test_narrowing_keeps_the_parts_and_the_figures_of_the_worst() -> None:
    verdict = Verdict("violation", "r", details=(detail("a", 0.3), detail("b", 0.2), detail("c", 0.1)))
    narrowed = verdict.narrowed({Part("c"), Part("b")})
    assert narrowed is not None
    assert [one.part.series for one in narrowed.details] == ["b", "c"]
    assert (narrowed.figures.value, narrowed.reason) == (0.2, "r")
    assert verdict.narrowed({Part("z")}) is None


def test_narrowing_one_figure_is_all_or_nothing() -> None:
    verdict = Verdict("violation")
    assert verdict.narrowed({WHOLE}) is verdict
    assert verdict.narrowed({Part("a")}) is None


def test_the_worst_known_impact_is_that_of_the_whole() -> None:
    assert Verdict("violation", details=(detail("a"), detail("b", 1, 0.2), detail("c", 1, 0.3))).impact == 0.3
    assert Verdict("violation", details=(detail("a"),)).impact is None
