"""A reference as a value."""

from __future__ import annotations

import polars as pl
import pytest
from tests.jobs.worlds import day, events, labels_of

from gnomon.errors import FormatError
from gnomon.jobs.references.frozen import Frozen, outcomes_from_bytes, outcomes_to_bytes
from gnomon.metrics.estimator import BinaryEstimator, RegressionEstimator
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.task import OutcomeColumns
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window

JFK = (("origin", "JFK"),)
BINARY = OutcomeColumns("label", score="score")


def frozen(days: int, columns: OutcomeColumns = BINARY) -> Frozen:
    windows = tuple(Window(day(n), day(n + 1)) for n in range(days))
    parts = [events(n, 1).join(labels_of(events(n, 1)), on="id").with_columns(guess=pl.col.temp) for n in range(days)]
    profiles = tuple(profile_frame(part, Schema()) for part in parts)
    segments = tuple({"origin": {"JFK": profile}} if n else {"origin": {}} for n, profile in enumerate(profiles))
    outcomes = {(): [(w, observe(part, columns)) for w, part in zip(windows, parts, strict=True)]}
    return Frozen(
        0, "days", day(99), ProfileSeries("1d", "UTC", windows, profiles, segments), {**outcomes, JFK: outcomes[()][1:]}
    )


def test_the_digest_is_of_what_it_holds() -> None:
    assert frozen(3).digest == frozen(3).digest != frozen(4).digest


def test_two_windows_teach_wobble_and_one_does_not() -> None:
    assert frozen(2).compared == frozen(2).series
    assert frozen(1).compared == frozen(1).total
    assert (frozen(2).basis, frozen(1).basis) == ("windows", "sampling_noise_only")


def test_a_segment_has_the_windows_in_which_it_has_rows() -> None:
    one = frozen(3)
    assert one.part(JFK).windows == one.series.windows[1:]
    assert one.total_of(JFK) == one.part(JFK).total
    assert one.total_of(()) == one.total
    assert one.total_of((("origin", "SFO"),)) is None
    assert len(one.outcomes[JFK]) == 2


def test_it_estimates_what_its_outcomes_allow() -> None:
    assert isinstance(frozen(3).estimator, BinaryEstimator)
    assert isinstance(frozen(3, OutcomeColumns("temp", prediction="guess")).estimator, RegressionEstimator)


def test_outcomes_travel_as_bytes_and_damage_is_seen() -> None:
    held = frozen(2).observed
    data = outcomes_to_bytes(held)
    assert outcomes_from_bytes(data) == held
    assert outcomes_to_bytes(outcomes_from_bytes(data)) == data
    for broken in (data[:-1], b"x" + data[1:], data + b"x"):
        with pytest.raises(FormatError):
            outcomes_from_bytes(broken)


def test_bytes_of_the_first_format_are_read_and_written_as_they_were() -> None:
    held = {(): [], JFK: [(Window(day(0), day(1)), BinaryOutcome(unusable=1))]}
    assert outcomes_from_bytes(GOLDEN) == held
    assert outcomes_to_bytes(held) == GOLDEN


GOLDEN = bytes.fromhex(
    "460102000357010001066f726967696e034a464b65570101035554438080bef9d98be9048080f9d6dd90e90400620100"
    "000000480100000000000048010000000000004801000000000000480100000000000048010000000000004801000000"
    "0053010000530100005301000053010000530100005301000001"
)
