"""The newest figures of entities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from tests.jobs.running import filled, once
from tests.jobs.worlds import World, settings

from gnomon.jobs.exposing import current
from gnomon.jobs.exposing.family import Distribution, Family
from gnomon.jobs.reporting import series
from gnomon.store.open import open_store
from gnomon.store.tables import entity_window


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("exposed")
    with open_store(f"sqlite:///{folder}/gnomon.db") as store:
        made = filled(World.new(store, folder, segments=["origin"]), 12, 9)
        once(made, 12.5)
        yield made


def read(world: World) -> dict[str, Family]:
    with world.store.reading() as tx:
        return {family.name: family for family in current.families(tx, [world.entity])}


def test_measurements_are_those_of_all_rows_in_the_newest_window(world: World) -> None:
    found = {(labels["series"], labels["metric"]): value for labels, value in read(world)["gnomon_measurement"].samples}
    newest = {
        (one["series"], one["metric"]): one["value"]
        for one in series.records(world.store, world.entity)
        if one["window"]["start"] == "2013-01-12T00:00:00Z" and not one["labels"] and one["value"] is not None
    }
    assert found == newest
    assert found["rows", "count"] == 200


def test_each_monitor_has_one_status_and_no_label_is_made_of_data(world: World) -> None:
    families = read(world)
    now = [labels for labels, value in families["gnomon_verdict"].samples if value]
    assert len({labels["monitor"] for labels in now}) == len(now) == len(world.entity.monitors)
    names = {name for family in families.values() for labels, _ in family.samples for name in labels}
    assert names == {"entity", "status", "monitor", "severity", "state", "series", "metric"}


def test_what_fires_is_counted_and_what_does_not_is_zero(world: World) -> None:
    alerts = {(labels["monitor"], labels["state"]): value for labels, value in read(world)["gnomon_alerts"].samples}
    assert {key for key, count in alerts.items() if count} == {("inputs", "firing")}
    assert set(alerts) == {(name, state) for name in world.entity.monitors for state in ("pending", "firing")}


def test_what_is_past_the_bound_is_left_out_and_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(world)
    monkeypatch.setattr(current, "MOST_MEASUREMENTS", 3)
    monkeypatch.setattr(current, "MOST_DISTRIBUTIONS", 1)
    cut = read(world)
    assert cut["gnomon_measurement"].samples == whole["gnomon_measurement"].samples[:3]
    whole_columns = [labels for labels, _ in whole["gnomon_measurement"].samples if labels["series"] != "rows"]
    assert [labels["metric"] for labels in whole_columns if labels["series"] == "temp"][:3] == ["psi", "missing", "ks"]
    assert [labels["series"] for labels, _ in cut["gnomon_values"].samples] == ["prediction"]
    ((_, left),) = cut["gnomon_series_left_out"].samples
    assert left == len(whole["gnomon_measurement"].samples) - 3 + len(whole["gnomon_values"].samples) - 1


def test_an_entity_that_never_ran_has_no_data_and_nothing_else(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store, store.reading() as tx:
        families = current.families(tx, [settings(tmp_path)])
    said = {family.name: family.samples for family in families}
    assert [labels["status"] for labels, value in said.pop("gnomon_entity_status") if value] == ["no_data"]
    assert not any(said.values())


def test_an_entity_of_which_nothing_was_judged_has_alerts_only(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        young = filled(World.new(store, tmp_path), 3, 9)
        once(young, 3.5)
        said = read(young)
    assert said["gnomon_alerts"].samples
    assert not said["gnomon_verdict"].samples
    assert not said["gnomon_measurement"].samples


def test_what_was_not_judged_yet_and_what_lost_its_rows_is_left_out(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        world = filled(World.new(store, tmp_path), 12, 9)
        once(world, 12.5)
        more = settings(tmp_path, monitors={"many": {"expect": "rows > 1"}})
        with store.transaction() as tx:
            tx.run(update(entity_window).values(rows=0))
            said = {family.name: family.samples for family in current.families(tx, [more])}
    assert "many" not in {labels["monitor"] for labels, _ in said["gnomon_verdict"]}
    assert "many" in {labels["monitor"] for labels, _ in said["gnomon_alerts"]}
    assert not said["gnomon_measurement"]


def test_a_distribution_counts_finite_values_only(world: World) -> None:
    for _, one in read(world)["gnomon_values"].samples:
        assert isinstance(one, Distribution)
        for form in (one.fine, one.coarse):
            assert form.zeros + sum(n for _, n in (*form.positive, *form.negative)) == one.count
