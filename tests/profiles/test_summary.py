"""Every kind of summary keeps the laws of values that add."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws
from tests.profiles.rows import COLUMNS, column, few, profiled

from gnomon.errors import SchemaError, SubtractionError
from gnomon.profiles import columns, summary
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import KINDS
from gnomon.profiles.summary import BY_KIND, TAGS, Summary
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.vector import VectorSummary
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.histogram import Histogram

SORTS = {
    "number": "float",
    "flag": "flag",
    "category": "text",
    "time": "us",
    "vector": "list",
    "null": "null",
}
"""A sort of column for each kind."""

SOME = {
    "number": 1.5,
    "flag": True,
    "category": "a",
    "time": datetime(2013, 1, 1),  # noqa: DTZ001 - Polars adds the zone
    "vector": [1.0],
    "null": None,
}
"""A value of each kind."""

ZEROS: list[Summary] = [
    NumberSummary(),
    FlagSummary(),
    CategorySummary(),
    TimeSummary(),
    VectorSummary(),
    NullSummary(),
]


def nulls(kind: str, n: int) -> Summary:
    return columns.summarise(column(SORTS[kind], [None] * n))


def coarse_number(a: NumberSummary, whole: NumberSummary) -> NumberSummary:
    shift = whole.histogram.shift
    return replace(a, histogram=a.histogram.at(max(shift, a.histogram.shift)))


def exact_number(a: NumberSummary) -> Any:
    return replace(a, low=0.0, high=0.0, bounds_exact=True)


def coarse_histogram(a: Histogram, whole: Histogram) -> Histogram:
    return a.at(max(whole.shift, a.shift))


def coarse(a: Summary, whole: Summary) -> Summary:
    """The summary at the resolution of the whole."""
    match a, whole:
        case NumberSummary(), NumberSummary():
            return coarse_number(a, whole)
        case TimeSummary(), TimeSummary():
            return TimeSummary(coarse_number(a.values, whole.values))
        case VectorSummary(), VectorSummary():
            lengths, norms = coarse_number(a.lengths, whole.lengths), coarse_number(a.norms, whole.norms)
            return VectorSummary(a.nulls, lengths, norms)
        case CategorySummary(), CategorySummary():
            # While all values are known by name, the sample follows from them, and nothing is lost.
            level = 0 if whole.categories.is_exact else whole.sample.level
            return CategorySummary(
                a.nulls,
                a.categories.at(max(whole.categories.shift, a.categories.shift)),
                a.sample.at(max(level, a.sample.level)),
                a.empties,
                coarse_histogram(a.lengths, whole.lengths),
                coarse_histogram(a.words, whole.words),
                a.shapes.at(max(whole.shapes.shift, a.shapes.shift)),
            )
    return a


def exact(a: Summary) -> Any:
    """What is exact in a difference: all but the bounds, and but names past the exact limit."""
    match a:
        case NumberSummary():
            return exact_number(a)
        case TimeSummary():
            return exact_number(a.values)
        case VectorSummary():
            return a.nulls, exact_number(a.lengths), exact_number(a.norms)
        case CategorySummary():
            known = [(c.shift, c.cells.tolist(), c.counts.tolist()) for c in (a.categories, a.shapes)]
            # An empty sample keeps no level that could be compared; beside known values it follows from them.
            sample = a.sample if len(a.sample.hashes) and not a.categories.is_exact else None
            return a.nulls, known, sample, a.empties, a.lengths, a.words
    return a


def alone(made: Summary) -> Profile:
    return Profile(RowsSummary(count=made.rows), {"x": made})


def exact_profile(profile: Profile) -> Any:
    return profile.rows, {name: exact(profile[name]) for name in profile if profile[name].rows}


def coarse_profile(a: Profile, whole: Profile) -> Profile:
    return Profile(a.volume, {name: coarse(a[name], whole[name]) for name in a})


def items(sort: str) -> st.SearchStrategy[np.ndarray[Any, Any]]:
    """An array of Python values of that sort, a few odd ones or (of numbers and texts) many."""
    made = st.lists(st.none() | COLUMNS[sort][1], max_size=10)
    many = {"float": laws.floats(), "text": laws.names()}
    arrays = made.map(as_array)
    return arrays | many[sort].map(lambda values: as_array(values.tolist())) if sort in many else arrays


def as_array(values: list[Any]) -> np.ndarray[Any, Any]:
    array = np.empty(len(values), object)
    for place, value in enumerate(values):
        array[place] = value
    return array


def of(sort: str) -> Callable[[Any], Profile]:
    def profile(array: np.ndarray[Any, Any]) -> Profile:
        return alone(columns.summarise(column(sort, array.tolist()))) if len(array) else Profile()

    return profile


LAWS = [law for law in laws.LAWS if law not in (laws.refuses_a_newer_format, laws.survives_any_bytes)]


@pytest.mark.parametrize("sort", SORTS.values(), ids=SORTS)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@few
@given(data=st.data())
def test_every_kind_keeps_the_law(law: Any, sort: str, data: st.DataObject) -> None:
    law(laws.Kind(Profile(), of(sort), items(sort), coarse_profile, exact_profile), data)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_type_and_a_tag_that_never_moves(kind: Any) -> None:
    assert BY_KIND[kind].kind == kind
    assert TAGS == ("null", "number", "flag", "category", "time", "vector")


@pytest.mark.parametrize("zero", ZEROS, ids=lambda zero: zero.kind)
def test_an_empty_summary_has_no_rows_and_no_values(zero: Summary) -> None:
    assert (zero.rows, zero.count, zero.missing, zero.nulls, zero.top()) == (0, 0, 0, 0, [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_of_nulls_adds_to_any_kind_from_either_side(kind: Any) -> None:
    made, expected = (columns.summarise(column(SORTS[kind], [SOME[kind], *[None] * n])) for n in (1, 3))
    assert alone(summary.together("x", made, NullSummary(2))) == alone(expected)
    assert alone(summary.together("x", NullSummary(2), made)) == alone(expected)
    assert alone(summary.apart("x", expected, NullSummary(2))) == alone(made)


def test_rows_of_nulls_are_taken_from_a_column_of_nulls_that_has_a_kind() -> None:
    assert summary.apart("x", NullSummary(3), FlagSummary(nulls=1)) == FlagSummary(nulls=2)
    with pytest.raises(SubtractionError):
        summary.apart("x", NullSummary(3), FlagSummary(trues=1))


def test_kinds_that_differ_are_refused_with_the_columns_name_and_the_mending() -> None:
    number, text = profiled(pl.DataFrame({"zip": [1]})), profiled(pl.DataFrame({"zip": ["1"]}))
    with pytest.raises(SchemaError, match=r"column 'zip': a category cannot be added to a number\. .*'zip': 'number'"):
        number + text
    with pytest.raises(SchemaError, match="column 'zip': a number cannot be taken from a category"):
        text - number


@pytest.mark.parametrize("kind", KINDS)
def test_more_nulls_than_were_added_cannot_be_taken_away(kind: str) -> None:
    with pytest.raises(SubtractionError):
        summary.apart("x", nulls(kind, 1), nulls(kind, 2))
    assert summary.apart("x", nulls(kind, 2), nulls(kind, 2)).rows == 0
