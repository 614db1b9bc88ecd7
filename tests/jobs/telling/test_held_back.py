"""What is held back of an entity: what follows from another alert, of the entity or upstream of it."""

from __future__ import annotations

from tests.jobs.worlds import DAY, World, day
from tests.notify import facts

from gnomon.alerts import identity, record
from gnomon.alerts.identity import MonitorKind
from gnomon.config.settings import Settings
from gnomon.jobs.telling.held_back import HeldBack, held_back, upstream
from gnomon.store import alerts as episodes
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store


def _fires(store: Store, entity: str, monitor: str, kind: MonitorKind, start: float) -> str:
    """An episode that fires since a day; its name."""
    episode = facts.firing("temp", at=day(start), severity="info")
    labels = identity.labels(monitor, entity, "info", kind, {}, {})
    at = day(start) + DAY
    row = EpisodeRow(
        entity, monitor, identity.alert_id(labels), 1, labels, "info", "firing", day(start), at, at, None,
        ["temp"], "", record.episode_to_record(episode), at,
    )  # fmt: skip
    with store.transaction() as tx:
        episodes.put(tx, row)
    return row.id


def _settings(world: World) -> Settings:
    """A feed, features made of it, and a model made of those."""
    ways = {"feed": (), "features": ("feed",), "flights": ("features",)}
    entities = {name: world.entity.model_copy(update={"name": name, "upstream": above}) for name, above in ways.items()}
    return Settings(entities=entities)


def _of(world: World, entity: str) -> HeldBack:
    settings = _settings(world)
    with world.store.reading() as tx:
        return held_back(tx, settings, settings.entities[entity], day(30))


def test_everything_upstream_counts_at_any_depth(world: World) -> None:
    settings = _settings(world)
    found = {name: upstream(settings, entity) for name, entity in settings.entities.items()}
    assert found == {"feed": frozenset(), "features": {"feed"}, "flights": {"feed", "features"}}


def test_drift_waits_for_missing_rows_and_their_message_counts_it(world: World) -> None:
    gap = _fires(world.store, "flights", "volume", "missing", 5)
    drift = _fires(world.store, "flights", "inputs", "drift", 5)
    found = _of(world, "flights")
    assert found.reasons == {drift: "follows from volume, which fires since 6 Jan 2013 00:00 UTC"}
    assert found.following == {gap: 1}


def test_drift_waits_for_missing_rows_of_what_the_entity_is_made_of(world: World) -> None:
    _fires(world.store, "feed", "volume", "missing", 5)
    drift = _fires(world.store, "flights", "inputs", "drift", 5)
    assert _of(world, "flights").reasons == {
        drift: "follows from volume of feed, which fires since 6 Jan 2013 00:00 UTC"
    }
    assert _of(world, "feed").reasons == {}


def test_what_began_after_the_drift_holds_nothing_back(world: World) -> None:
    _fires(world.store, "flights", "volume", "missing", 9)
    _fires(world.store, "flights", "inputs", "drift", 5)
    assert _of(world, "flights").reasons == {}
