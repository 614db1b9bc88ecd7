"""The reference in every form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.jobs.worlds import World, day, events, labels_of

from gnomon.jobs.gather import Gathered, gather
from gnomon.jobs.references import reference
from gnomon.jobs.references.frozen import Frozen
from gnomon.metrics.estimator import BinaryEstimator
from gnomon.store import audit, entities, references

EWR_JFK_LGA = {"origin": ["EWR", "JFK", "LGA"]}


def run(world: World, until: float) -> Gathered:
    return gather(world.store, world.entity, day(until))


def found(world: World, until: float) -> Frozen:
    frozen = run(world, until).reference
    assert frozen is not None
    return frozen


def training(folder: Path, **columns: pl.Expr) -> Path:
    rows = events(-30, 20)
    path = folder / "train.parquet"
    rows.join(labels_of(rows).drop("known"), on="id").with_columns(**columns).write_parquet(path)
    return path


def test_timed_data_is_cut_as_the_entity_is_and_frozen_with_outcomes_and_segments(
    make: Callable[..., World], tmp_path: Path
) -> None:
    path = training(tmp_path)
    world = make(reference={"path": str(path), "timestamp": "ts", "target": "label"}, segments=["origin"])
    world.rows("a.parquet", events(0, 2))
    world.targets("t.parquet", labels_of(events(0, 2)))
    frozen = found(world, 2)
    assert (len(frozen.series), frozen.series.rows, frozen.basis) == (20, 480, "windows")
    assert {name: sorted(values) for name, values in frozen.segments.values.items()} == EWR_JFK_LGA
    assert [outcome.rows for outcome in frozen.outcomes[()]] == [24] * 20
    parts = [frozen.total_of(labels) for labels in frozen.segments.labels_of_all()]
    assert sum(part.rows for part in parts if part is not None) == 480
    assert isinstance(frozen.estimator, BinaryEstimator)
    assert frozen.name == "train.parquet"
    assert "id" not in frozen.total
    assert "ts" not in frozen.total


def test_it_is_frozen_once_whatever_becomes_of_its_file(make: Callable[..., World], tmp_path: Path) -> None:
    path = training(tmp_path)
    world = make(reference={"path": str(path), "timestamp": "ts", "target": "label"})
    world.rows("a.parquet", events(0, 3))
    first = run(world, 2)
    path.unlink()
    second = run(world, 3)
    assert first.is_new
    assert not second.is_new
    assert first.reference is not None
    assert second.reference is not None
    assert second.reference.digest == first.reference.digest
    assert second.reference.series == first.reference.series
    assert second.reference.outcomes == first.reference.outcomes


def test_what_is_stored_is_what_was_made(make: Callable[..., World], tmp_path: Path) -> None:
    path = training(tmp_path)
    world = make(reference={"path": str(path), "timestamp": "ts", "target": "label"}, segments=["origin"])
    world.rows("a.parquet", events(0, 1))
    made = found(world, 1)
    with world.store.reading() as tx:
        stored = references.active(tx, "flights")
        told = [event.text for event in entities.events(tx, "flights")]
        acts = audit.all(tx, "flights")
    assert stored is not None
    again = reference.thawed(stored)
    assert (again.digest, again.id, again.series, again.outcomes) == (made.digest, made.id, made.series, made.outcomes)
    assert stored.digest == made.digest
    assert told == [f"reference train.parquet: 20 windows, 480 rows, content {made.digest[:12]}, by system"]
    assert [act.actor for act in acts] == ["system"]


def test_out_of_fold_scores_stand_for_the_score_and_decide_the_prediction(
    make: Callable[..., World], tmp_path: Path
) -> None:
    path = training(tmp_path, oof=pl.col.score / 2)
    world = make(reference={"path": str(path), "timestamp": "ts", "target": "label", "score": "oof"})
    world.rows("a.parquet", events(0, 1))
    frozen = found(world, 1)
    train = pl.read_parquet(path)
    assert frozen.total["score"].mean == pytest.approx(train["oof"].mean())  # type: ignore[union-attr]
    assert "oof" not in frozen.total
    assert frozen.total["prediction"].mean == pytest.approx((train["oof"] >= 0.5).mean())  # type: ignore[union-attr]


def test_data_without_a_time_is_cut_into_blocks_of_the_median_window(
    make: Callable[..., World], tmp_path: Path
) -> None:
    path = training(tmp_path)
    world = make(reference={"path": str(path), "target": "label"}, segments=["origin"])
    world.rows("a.parquet", events(0, 3, 48))
    gathered = run(world, 3)
    assert gathered.reference is not None
    assert [profile.rows for profile in gathered.reference.series.profiles] == [48] * 10
    assert len({label for _, label in world.stored()}) == 4  # the whole and three origins


def test_one_block_teaches_no_wobble_and_says_so(make: Callable[..., World], tmp_path: Path) -> None:
    path = training(tmp_path)
    world = make(reference={"path": str(path), "target": "label"})
    world.rows("a.parquet", events(0, 1, 600))
    frozen = found(world, 1)
    assert (len(frozen.series), frozen.basis) == (1, "sampling_noise_only")
    assert frozen.compared == frozen.total


def test_the_first_days_are_the_reference_when_they_are_complete(make: Callable[..., World]) -> None:
    world = make(reference={"first": "7d"}, segments=["origin"])
    world.rows("a.parquet", events(0, 9))
    world.targets("t.parquet", labels_of(events(0, 9)))
    early = run(world, 7)
    assert early.reference is None
    assert early.waiting == "the reference is complete on 08 Jan 2013 02:00 UTC."
    frozen = found(world, 7.5)
    assert (frozen.name, len(frozen.series), frozen.series.rows) == ("first 7 days", 7, 168)
    assert frozen.series.windows[0].start == day(0)
    assert sorted(frozen.segments.values["origin"]) == EWR_JFK_LGA["origin"]
    assert sum(part.rows for part in frozen.part((("origin", "JFK"),)).profiles) > 0
    assert [outcome.targeted for outcome in frozen.outcomes[()]] == [24] * 7
    assert [window.start for window in run(world, 9).windows] == [day(7), day(8)]


def test_steps_and_one_run_freeze_the_same_first_days(make: Callable[..., World]) -> None:
    stepped, whole = (make(reference={"first": "3d"}, segments=["origin"]) for _ in range(2))
    for world in (stepped, whole):
        world.rows("a.parquet", events(0, 5))
        world.targets("t.parquet", labels_of(events(0, 5)))
    for until in (1.3, 2.5, 3.2):
        run(stepped, until)
    assert found(stepped, 5).series == found(whole, 5).series
    assert stepped.stored() == whole.stored()


def test_a_window_of_the_past_without_what_is_excluded(make: Callable[..., World]) -> None:
    world = make(reference={"window": ["2013-01-02", "2013-01-05"], "exclude": ["2013-01-03"]})
    world.rows("a.parquet", events(0, 6))
    frozen = found(world, 6)
    assert [window.start for window in frozen.series.windows] == [day(1), day(3)]
    assert frozen.excluded == (day(2),)


def test_a_sliding_reference_ends_before_its_lag_is_never_stored_and_says_what_it_cannot_see(
    make: Callable[..., World],
) -> None:
    world = make(reference={"last": "3d", "lag": "2d"}, segments=["origin"])
    world.rows("a.parquet", events(0, 9))
    frozen = found(world, 9)
    assert [window.start for window in frozen.series.windows] == [day(3), day(4), day(5)]
    assert frozen.id == 0
    assert frozen.notes == (reference.SLIDES,)
    with world.store.reading() as tx:
        assert references.active(tx, "flights") is None
    assert len(frozen.part((("origin", "JFK"),))) == 3  # its segments are frozen, though it is not


def test_the_same_windows_of_another_entity_are_a_reference(make: Callable[..., World]) -> None:
    world = make(reference={"entity": "champion"})
    world.rows("a.parquet", events(0, 2))
    waiting = run(world, 2)
    assert waiting.waiting == "the reference is champion, which has not run yet."
    champion = World.new(world.store, world.folder, name="champion")
    run(champion, 2)
    frozen = found(world, 2)
    assert (frozen.name, [window.start for window in frozen.series.windows]) == ("champion meanwhile", [day(1)])


def test_a_reference_that_shares_no_column_is_none_and_says_why(make: Callable[..., World], tmp_path: Path) -> None:
    path = tmp_path / "train.parquet"
    pl.DataFrame({"ts": [day(-2), day(-1)], "a": [1, 2]}).write_parquet(path)
    world = make(reference={"path": str(path), "timestamp": "ts"})
    world.rows("a.parquet", events(0, 1))
    gathered = run(world, 1)
    assert gathered.reference is None
    assert gathered.waiting.startswith(
        "the reference train.parquet shares no column with the rows: it has a, they have"
    )


def test_data_that_cannot_be_read_is_a_sentence(make: Callable[..., World], tmp_path: Path) -> None:
    world = make(reference={"path": str(tmp_path / "nowhere.parquet"), "timestamp": "ts"})
    world.rows("a.parquet", events(0, 1))
    assert "no such file" in run(world, 1).waiting


def test_rows_that_there_are_not_yet_are_waited_for(make: Callable[..., World]) -> None:
    for given, words in (
        ({"first": "7d"}, "the reference is the first rows, and there are none yet."),
        ({"last": "7d"}, "the reference slides, and there are no rows yet."),
        ({"window": ["2012-01-02", "2012-01-05"]}, "the reference has no rows: there are none from 02 Jan 2012"),
    ):
        assert words in run(make(reference=given), 1).waiting
