"""What is measured of windows and segments."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.jobs.worlds import World, day, events, labels_of

from gnomon.jobs.gather import gather
from gnomon.jobs.measure import OF_SEGMENTS, columns, figures, performance
from gnomon.metrics import registry
from gnomon.metrics.pair import Pair
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.task import OutcomeColumns
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import Schema
from gnomon.store import measurements
from gnomon.store.measurements import Key


@pytest.fixture
def gathered(make: Callable[..., World]) -> World:
    """Nine days of which the first seven are the reference."""
    world = make(segments=["origin"])
    world.rows("a.parquet", events(0, 9))
    world.targets("t.parquet", labels_of(events(0, 9)))
    gather(world.store, world.entity, day(10))
    return world


def stored(world: World) -> dict[Key, measurements.Measurements]:
    with world.store.reading() as tx:
        return measurements.series(tx, "flights")


def test_every_window_has_its_figures_metrics_and_performance(gathered: World) -> None:
    found = stored(gathered)
    frame = events(0, 9)
    temp = found[Key("temp", "mean", ())]
    expected = [frame.filter(pl.col.ts.is_between(day(n), day(n + 1), closed="left"))["temp"].mean() for n in range(9)]
    assert temp.value.tolist() == pytest.approx(expected)
    assert found[Key("rows", "count", ())].value.tolist() == [24.0] * 9
    assert len(found[Key("temp", "psi", ())].value) == 9  # those before the reference was made as well
    auc, estimate = found[Key("outcome", "auc", ())], found[Key("outcome", "estimated_auc", ())]
    assert (auc.low <= auc.value).all()
    assert (estimate.low <= estimate.value).all()
    assert math.isnan(temp.low[0])


def test_segments_have_fewer_metrics_of_output_series_and_their_performance(gathered: World) -> None:
    names = {(key.series, key.metric) for key in stored(gathered) if key.labels == (("origin", "JFK"),)}
    assert {series for series, _ in names} == {"rows", "score", "prediction", "outcome"}
    assert {("score", metric) for metric in OF_SEGMENTS} <= names
    assert ("outcome", "auc") in names
    assert ("outcome", "estimated_auc") in names
    assert ("score", "wasserstein") not in names
    assert ("outcome", "average_precision") not in names


def test_late_targets_measure_the_outcome_anew_with_the_new_revision(gathered: World) -> None:
    before = stored(gathered)
    gathered.targets("u.parquet", labels_of(events(0, 1), seed=7).with_columns(known=pl.lit(day(10.5))))
    gather(gathered.store, gathered.entity, day(11))
    after = stored(gathered)
    brier, temp = Key("outcome", "brier", ()), Key("temp", "mean", ())
    assert after[brier].value[0] != before[brier].value[0]
    assert (after[brier].revision[0], after[brier].revision[1]) == (2, 1)
    assert after[temp].value.tolist() == before[temp].value.tolist()


def test_metrics_of_columns_are_those_of_the_registry() -> None:
    a, b = (profile_frame(events(0, 1, seed=seed), Schema()) for seed in (1, 2))
    found = columns(b, a)
    for name, value in registry.measure(Pair(a["temp"], b["temp"])).items():
        kept = found["temp", name][0]
        assert math.isnan(kept) if value is None else kept == value


def test_columns_whose_kinds_differ_from_the_reference_have_figures_only() -> None:
    a = profile_frame(pl.DataFrame({"x": ["a"]}), Schema())
    b = profile_frame(pl.DataFrame({"x": [1.0]}), Schema())
    assert ("x", "psi") not in columns(b, a)
    assert columns(b, a)["x", "mean"][0] == 1.0


def test_figures_of_every_kind() -> None:
    frame = pl.DataFrame(
        {"n": [1.0, None, float("nan"), 3.0], "f": [True, False, None, True], "c": ["a", "b", "b", None]}
    ).with_columns(t=pl.lit(day(1)), v=pl.lit([1.0]), nothing=None)
    profile = profile_frame(frame, Schema())
    number = figures(profile["n"])
    assert (number["count"], number["nulls"], number["missing"], number["mean"]) == (2, 0.25, 0.5, 2.0)
    assert figures(profile["f"])["mean"] == pytest.approx(2 / 3)
    assert figures(profile["c"]) == {"count": 3, "nulls": 0.25, "missing": 0.25, "distinct": 2}
    assert figures(profile["t"])["mean"] == day(1).timestamp()
    assert "mean" not in figures(profile["v"])
    assert figures(profile["nothing"])["nulls"] == 1.0
    assert figures(profile_frame(frame.clear(), Schema())["f"])["mean"] is None


def test_numbers_are_estimated_too(make: Callable[..., World], tmp_path: Path) -> None:
    rows = events(0, 4).with_columns(guess=pl.col.temp + 1.0)
    world = make(score=None, prediction="guess", reference={"first": "2d"})
    world.rows("a.parquet", rows)
    world.targets("t.parquet", labels_of(rows).with_columns(label=rows["temp"]))
    gather(world.store, world.entity, day(5))
    found = stored(world)
    assert found[Key("outcome", "mae", ())].value.tolist() == pytest.approx([1.0] * 4)
    assert found[Key("outcome", "estimated_mae", ())].value.tolist() == pytest.approx([1.0] * 4)


def test_what_cannot_be_computed_has_no_number() -> None:
    frame = pl.DataFrame({"score": [0.5], "label": [1]})
    found = performance(observe(frame, OutcomeColumns("label", score="score")))
    assert math.isnan(found["outcome", "auc"][0])


def test_a_sliding_reference_is_each_windows_own(make: Callable[..., World]) -> None:
    world = make(reference={"last": "2d"})
    world.rows("a.parquet", events(0, 4))
    gather(world.store, world.entity, day(4))
    psi = stored(world)[Key("temp", "psi", ())]
    assert len(psi.value) == 3  # the first window has no past
