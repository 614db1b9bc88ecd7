from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.notify import facts

from gnomon.alerts.verdict import Detail, Figures, Part
from gnomon.checks import numbers
from gnomon.notify import lines
from gnomon.notify.told import OVER

MANY = "By chance once in more than 1.0 M windows"


@pytest.mark.parametrize(("p", "said"), [(1e-9, MANY), (0.0, MANY), (0.02, "By chance once in 50 windows"), (0.7, "")])
def test_rarity_is_said_in_windows(p: float, said: str) -> None:
    told = facts.told(figures=Figures(p=p))
    assert numbers.plain(lines.sure(told)) == said


UNKNOWN = [
    Figures(),
    Figures(effect=1.0),
    Figures(effect=math.nan, material=0.1),
    Figures(effect=1.0, material=0.0),
]


@pytest.mark.parametrize("figures", UNKNOWN)
def test_a_size_that_is_not_known_is_not_said(figures: Figures) -> None:
    assert lines.big(facts.told(figures=figures)) == ""


def test_shares_are_written_in_per_cent_and_small_sizes_with_their_own_digits() -> None:
    episode = facts.firing("temp", figures=Figures(effect=0.9983, material=0.005))
    assert lines.big(facts.told(episode=episode)) == "Effect 0.998 = 200 × material 0.005"
    worst = Detail(Part("temp", "missing"), "violation", episode.last.figures)
    missing = replace(episode, last=replace(episode.last, details=(worst,)))
    assert numbers.plain(lines.big(facts.told(episode=missing))) == "Effect 99.8 % = 200 × material 0.5 %"


def test_an_end_whose_last_figure_is_not_known_tells_the_peak() -> None:
    told = facts.told(OVER[0], facts.over(facts.firing("temp")))
    assert lines.sentence(told) == "Peak 0.31: recovered."


def test_a_number_of_rows_keeps_its_small_letter() -> None:
    assert numbers.plain(lines.sure(facts.told(figures=Figures(n=912)))) == "n = 912"


def test_a_monitor_whose_name_is_a_verb_keeps_it() -> None:
    told = facts.told(monitor="drifted", monitor_kind="quality")
    assert lines.what(told) == "drifted got worse, 3 of 17 columns, worst dewp"


def test_an_end_without_figures_says_why() -> None:
    episode = replace(facts.over(facts.firing("", figures=Figures())), peak=Figures())
    assert lines.sentence(facts.told(OVER[0], episode)) == "Recovered."


def test_a_revision_whose_figures_are_not_known_says_the_rows() -> None:
    blank = facts.firing("", figures=Figures())
    told = facts.told("revised", blank, before=blank, late_rows=1)
    assert lines.changed(told).startswith("Revised with 1 late row.")


def test_one_alert_that_is_held_back_is_one() -> None:
    assert lines.related(facts.told(held_back=1)) == "1 dependent alert held back."
