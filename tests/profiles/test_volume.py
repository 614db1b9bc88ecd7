"""The series `rows`."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws
from tests.profiles.rows import few

from gnomon.errors import SubtractionError
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.time import TimeSummary
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.distinct import Distinct
from gnomon.sketches.hashing import mix


def volume(keys: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> Profile:
    sample = Distinct.of(mix(keys % np.uint64(5000)))
    times = TimeSummary(NumberSummary.of((keys >> np.uint64(3)).astype(np.float64)))
    return Profile(RowsSummary(len(keys), sample, len(keys), sample, times))


def exact(profile: Profile) -> tuple[object, ...]:
    rows = profile.volume
    samples = [s if len(s.hashes) else None for s in (rows.row_sample, rows.id_sample)]
    return rows.count, rows.ids, samples, rows.times.values.histogram, rows.times.values.total


def coarse(a: Profile, whole: Profile) -> Profile:
    rows, of = a.volume, whole.volume
    ids = rows.id_sample.at(max(rows.id_sample.level, of.id_sample.level))
    sample = rows.row_sample.at(max(rows.row_sample.level, of.row_sample.level))
    histogram = rows.times.values.histogram
    histogram = histogram.at(max(histogram.shift, of.times.values.histogram.shift))
    times = TimeSummary(NumberSummary(histogram=histogram, total=rows.times.values.total))
    return Profile(RowsSummary(rows.count, sample, rows.ids, ids, times))


ROWS = laws.Kind(Profile(), volume, laws.hashes(), coarse, exact)


@pytest.mark.parametrize(
    "law",
    [laws.associative, laws.commutative, laws.zero, laws.whole_is_sum_of_parts, laws.subtracts, laws.comes_back],
    ids=lambda law: law.__name__,
)
@few
@given(data=st.data())
def test_rows_keep_the_law(law: object, data: st.DataObject) -> None:
    law(ROWS, data)  # type: ignore[operator]  # a law


def test_nothing_has_no_repeats() -> None:
    assert (RowsSummary().repeated_rows, RowsSummary().repeated_ids) == (0, 0)


@pytest.mark.parametrize("other", [RowsSummary(count=4), RowsSummary(ids=4)])
def test_more_rows_than_there_are_cannot_be_taken_away(other: RowsSummary) -> None:
    with pytest.raises(SubtractionError, match="rows are taken away"):
        RowsSummary(count=3, ids=3) - other
