"""What a report says around the sentences of the checks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.charts.sides import days, verdicts
from tests.reports import cases

from gnomon.charts.stretches import stretches
from gnomon.profiles.series import ProfileSeries
from gnomon.reports import words


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_basis_without_windows_is_sampling_noise_only() -> None:
    made = cases.every_status()
    start, middle, end = words.basis(made.judgement, made.reference)
    assert plain(start) == (
        "A change of 0.10 sd is material; a column alerts from 0.075 sd, when it is not chance at 1 in 200. Basis: "
    )
    assert middle == "sampling noise only"
    assert "the reference has no windows" in end


def test_the_basis_with_windows_names_them() -> None:
    made = cases.series()
    assert words.basis(made.judgement, made.reference)[1] == "sampling noise and the reference's own wobble of 10 days"
    assert words.basis(made.judgement, replace(made.reference, series=None))[1].endswith("own wobble")


def test_without_a_test_of_location_nothing_is_said_of_what_matters() -> None:
    made = cases.comparison([replace(cases.result("x"), tests=())])
    assert words.basis(made.judgement, made.reference)[0] == "Basis: "


@pytest.mark.parametrize(
    ("every", "said"),
    [("1h", "0 hours"), ("1w", "0 weeks"), ("1mo", "0 months"), ("15m", "0 windows of 15m"), ("2d", "0 windows of 2d")],
)
def test_windows_are_counted_in_their_unit(every: str, said: str) -> None:
    assert words.windows(ProfileSeries(every, "UTC", (), ())) == said


def test_the_columns_of_a_sentence_are_those_of_both_sides_too() -> None:
    made = cases.every_status()
    assert words.columns(made.judgement, made.reference, made.current) == {
        *(f"c_{status}" for status in cases.STATUSES),
        "new",
    }


def test_the_unit_stands_in_the_head_only_where_all_share_it() -> None:
    assert words.unit(cases.every_status().judgement) == "sd"
    assert words.unit(cases.categories().judgement) == ""
    assert words.unit(cases.empty().judgement) == ""


def test_when_names_the_longest_stretches_in_order_of_time() -> None:
    series = days([0.0] * 40)
    bad = {i: "violation" for i in (1, 2, 5, 9, 10, 11, 15, 20, 25, 30, 35)}
    wrong = stretches(verdicts(series, bad))  # type: ignore[arg-type]
    assert len(wrong) == 8
    said = words.when(wrong, 40)
    assert said.startswith("Violation in 11 of 40 windows: 2 – 3 Jan, 6 Jan, 10 – 12 Jan, ")
    assert said.endswith(" and 2 more stretches.")


def test_nothing_wrong_is_said_and_no_windows_are_not() -> None:
    assert words.when([], 40) == "No violation in 40 windows."
    assert words.when([], 0) == ""
