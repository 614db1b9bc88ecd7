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


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ("", "By chance once in 10 000 windows; n = 912"),
        ("*temp* moved (n = 912).", "By chance once in 10 000 windows"),
        ("*temp* is missing (3 of 912); such a change by chance: once in 10 000 windows.", ""),
        ("*temp* is missing (280 of 1\N{NARROW NO-BREAK SPACE}947); such a change by chance: once in 9 windows.", ""),
        ("596 rows on 29 Nov, 35 % fewer than the usual 923. Such a change by chance: once in 9 windows.", ""),
        ("AUC 0.9; n = 912 with target. Such a change by chance: once in 9 windows.", ""),
    ],
)
def test_what_the_first_line_says_is_not_said_again(changed: str, said: str) -> None:
    changed = changed.replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")
    assert numbers.plain(lines.sure(facts.told(), changed)) == said


def test_only_the_worst_column_says_how_rare_it_is() -> None:
    rare = "; reference windows never moved more than 0.1 sd; such a change by chance: once in 9 windows."
    told = facts.told(changes=(f"*temp* moved{rare}", f"*dewp* moved{rare}"))
    assert lines.changed(told) == f"*temp* moved{rare}\n*dewp* moved."


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        (("", "origin = JFK"), ""),
        (("origin = JFK",), " for origin = JFK"),
        (("origin = JFK", "origin = LGA"), " in 2 segments"),
    ],
)
def test_a_title_names_the_segment_that_alone_is_concerned(segments: tuple[str, ...], said: str) -> None:
    parts = tuple(Part("score", "values", segment) for segment in segments)
    told = facts.told(episode=replace(facts.firing("score"), parts=parts), monitor="score", columns=1)
    assert lines.what(told) == f"score drifted{said}"


def test_a_title_of_performance_names_the_metric() -> None:
    told = facts.told(monitor="performance", monitor_kind="performance", metric="AUC")
    assert lines.what(told) == "performance fell, AUC 0.310 against the limit 0.100"


def test_a_title_of_performance_says_no_limit_that_the_window_alone_keeps() -> None:
    together = Figures(value=0.956, limit=0.865, effect=-0.054, material=0.01)  # sixteen days broke it, and none alone
    told = facts.told(monitor="performance", monitor_kind="performance", metric="AUC")
    told = replace(told, episode=replace(told.episode, peak=together))
    assert lines.what(told) == "performance fell, AUC 0.054 below the reference"


def test_names_of_strangers_stand_on_one_line_between_stars_of_ours() -> None:
    name = "a\n*b* \u202e<!channel>" + "x" * 10_000
    told = facts.told(episode=facts.firing(name), changes=(f"*{name}* moved up.", "*c* moved up."))
    said = lines.changed(told)
    assert said.count("\n") == 1
    assert said.startswith("*a ∗b∗ �<!channel>x")
    assert said.count("*") == 4
    assert len(said) < 200


def test_it_was_seen_when_it_was_first_seen() -> None:
    told = facts.told(observed_at=facts.START + 9 * facts.DAY, seen_at=facts.START + facts.DAY)
    assert "seen" not in lines.since(told)


def test_one_alert_that_is_held_back_is_one() -> None:
    assert lines.related(facts.told(held_back=1)) == "1 dependent alert held back."
    known = lines.lines(facts.told(similar=("incident 3 of 4 Jan 2013 (false positive)", "incident 1")))
    (said,) = [line.text for line in known if line.name == "similar"]
    assert said == "It was like this in incident 3 of 4 Jan 2013 (false positive); incident 1."
