"""Each promise of a contract, against the rows themselves, and where only a bound is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

import gnomon as gn
from gnomon.checks import promises
from gnomon.checks.numbers import plain
from gnomon.profiles.summary import Summary


def column(values: list[Any], **how: Any) -> Summary:
    return gn.profile(pl.DataFrame({"x": values}, **how))["x"]


def kept(promise: promises.Promise, summary: Summary) -> tuple[str, str]:
    found = promise("x", summary)
    return found.status, plain(found.reason)


def test_a_type_is_a_kind_and_nulls_are_of_any() -> None:
    promise = promises.type_of("number")
    assert kept(promise, column([1.5])) == ("ok", "*x* is a number, as promised.")
    assert kept(promise, column(["a"])) == ("violation", "*x* came as category; promised: number.")
    assert kept(promise, column([None]))[0] == "ok"


@pytest.mark.parametrize(
    ("ends", "values", "status"),
    [
        ((0, 1), [0.0, 1.0, 0.5], "ok"),
        ((0, 1), [0.0, 1.1], "violation"),
        ((None, 1), [-5.0, 1.0], "ok"),
        ((0, None), [-5.0, 1.0], "violation"),
        ((0, 1), [0.5, float("inf")], "violation"),
        ((0, None), [0.5, float("inf")], "ok"),
    ],
)
def test_a_range_holds_its_ends(ends: tuple[float | None, float | None], values: list[float], status: str) -> None:
    assert kept(promises.range_of(ends), column(values))[0] == status


def test_values_outside_are_counted_exactly_while_single_values_are_known() -> None:
    status, said = kept(promises.range_of((0, 10)), column([1.0, 20.0, 30.0, -1.0]))
    assert (status, said) == (
        "violation",
        "*x* has values outside 0 to 10: 3 of 4 (75 %), the farthest 30.",
    )


def test_past_that_they_are_at_least_so_many() -> None:
    values = np.random.default_rng(0).normal(0, 1, 50_000)
    found = promises.range_of((-2.001, 2.003))("x", column(values.tolist()))
    truth = float(((values < -2.001) | (values > 2.003)).mean())
    assert "at least" in found.reason
    assert 0.9 * truth <= 1 - (found.value or 0) <= truth


def test_a_bound_after_a_subtraction_is_no_violation_by_itself() -> None:
    whole = gn.profile(pl.DataFrame({"x": np.linspace(0, 1, 5000)}))
    part = gn.profile(pl.DataFrame({"x": np.linspace(0, 1, 5000)[2500:]}))
    summary = (whole - part)["x"]
    just_inside = summary.values.histogram.lows()[-1]  # type: ignore[union-attr]
    assert kept(promises.range_of((0, float(just_inside))), summary) == (
        "ok",
        f"*x* lies in 0 to {just_inside:.3f}, as far as is known after rows were taken back.",
    )
    assert kept(promises.range_of((0, 1)), summary) == ("ok", "*x* lies in 0 to 1.")


def test_a_range_of_texts_cannot_be_told() -> None:
    assert kept(promises.range_of((0, 1)), column(["a"])) == ("error", "*x* came as category; promised: number.")


def test_a_set_of_names_numbers_and_flags() -> None:
    airports = promises.set_of(["JFK", "LGA"])
    assert kept(airports, column(["JFK", "LGA", None])) == ("ok", "*x* has allowed values only.")
    assert kept(airports, column(["JFK", "XXX", "YYY"])) == (
        "violation",
        "*x* has values that are not allowed: 2 of 3 (67 %): XXX, YYY.",
    )
    assert kept(promises.set_of([0, 1]), column([0, 1, 2]))[0] == "violation"
    assert kept(promises.set_of([0, 1]), column([0.0, float("inf")]))[0] == "violation"
    assert kept(promises.set_of([True]), column([True, False])) == (
        "violation",
        "*x* has values that are not allowed: 1 of 2 (50 %): false.",
    )
    assert kept(airports, column([1.0]))[0] == "error"
    assert kept(promises.set_of([1]), column([[1.0]]))[0] == "error"


def test_many_numbers_are_no_set() -> None:
    assert kept(promises.set_of([1, 2]), column(np.arange(5000.0).tolist()))[0] == "violation"


def test_a_pattern_is_a_shape() -> None:
    promise = promises.pattern_of("A9")
    assert kept(promise, column(["N123", "AA1"])) == (
        "ok",
        "*x* has values of the shape A9 only, runs of letters and digits.",
    )
    assert kept(promise, column(["N123", "n-1"])) == (
        "violation",
        "*x* has values of another shape than A9: 1 of 2 (50 %), as a-9.",
    )
    assert kept(promise, column([1.0]))[0] == "error"
    assert kept(promises.pattern_of("(9)"), column(["(12)"]))[0] == "ok"


def test_unique_is_exact_while_values_are_few_and_a_sample_past_that() -> None:
    assert kept(promises.unique_of(True), column(["a", "b", None])) == ("ok", "*x* is unique.")
    assert kept(promises.unique_of(True), column([1, 1, 2])) == (
        "violation",
        "*x* is not unique: 33 % of its values repeat another one.",
    )
    many = [f"id{i}" for i in range(20_000)]
    assert kept(promises.unique_of(True), column(many)) == (
        "ok",
        "*x* has no repeated value in the sample of its values that is kept.",
    )
    status, said = kept(promises.unique_of(True), column(many + many[:10_000]))
    assert status == "violation"
    assert "about 3" in said


def test_whether_one_of_many_numbers_repeats_is_not_known() -> None:
    status, said = kept(promises.unique_of(True), column(np.arange(5000.0).tolist()))
    assert status == "error"
    assert "too many numbers to tell" in said


def test_present_is_a_share_of_rows() -> None:
    assert kept(promises.present_of(0.5), column([1.0, None]))[0] == "ok"
    assert kept(promises.present_of(True), column([1.0, None])) == (
        "violation",
        "*x* is present in 50 % of rows (1 of 2); promised: 100 %.",
    )


@pytest.mark.parametrize(
    ("read", "what"),
    [
        (promises.type_of, "null"),
        (promises.type_of, "string"),
        (promises.set_of, "JFK"),
        (promises.set_of, []),
        (promises.pattern_of, r"^[A-Z]{3}\d+$"),
        (promises.pattern_of, 5),
        (promises.unique_of, False),
        (promises.present_of, 99),
        (promises.present_of, "all"),
    ],
)
def test_what_cannot_be_promised_is_refused(read: Any, what: Any) -> None:
    with pytest.raises(promises.UnreadableError):
        read(what)
