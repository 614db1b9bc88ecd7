"""The shadow of an entity: its copy of another name for a drill, whose newest rows have a fault in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from gnomon.config.entity import Entity
from gnomon.config.source import Source, Targets
from gnomon.jobs.references import reference
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.trials.trials import Injecting
from gnomon.store import entities, references
from gnomon.store.open import Store

PREFIX = "drill/"
"""No entity of a configuration has a name with a slash."""


def shadow_of(entity: Entity, channels: Iterable[str]) -> Entity:
    """The same under another name and with the label `drill`, told on other channels.

    Args:
        entity: Whose shadow.
        channels: Who is told of it.

    Example:
        >>> made = shadow_of(Entity(name="flights", source=Source(path="flights.parquet", timestamp="ts")), ["test"])
        >>> made.name, made.labels, made.notify
        ('drill/flights', {'drill': 'true'}, ('test',))
    """
    changed = {
        "name": f"{PREFIX}{entity.name}",
        "notify": tuple(channels),
        "labels": {**entity.labels, "drill": "true"},
        "upstream": (),
        "monitors": {key: one.model_copy(update={"notify": None}) for key, one in entity.monitors.items()},
    }
    return entity.model_copy(update=changed)


def take_over(store: Store, made: Store, real: Entity, shadow: Entity) -> None:
    """Put the shadow into its store, with the reference that the real entity is compared with.

    Args:
        store: Where the real entity is.
        made: Where its shadow is.
        real: The real entity.
        shadow: Its shadow.
    """
    with store.reading() as tx:
        kept = references.active(tx, real.name, reference.ACTIVE)
    with made.transaction() as tx:
        entities.put(tx, shadow.name, {}, every=shadow.every, zone=shadow.zone)
        if kept is not None:
            references.put(tx, replace(kept, entity=shadow.name, id=None))


def with_fault(shadow: Entity, injecting: Injecting, folder: Path) -> Entity:
    """The shadow whose newest rows are those with the fault; its past is in its store already.

    Args:
        shadow: The shadow.
        injecting: The fault.
        folder: Where the rows are written.
    """
    found = [injecting.arrives(k) for k in range(len(injecting.place.windows))]
    rows = pl.concat([frame for frame in found if frame is not None], how="diagonal_relaxed").drop(TIME, strict=False)
    targets, source = shadow.targets, shadow.source
    given: dict[str, Any] = {}
    if targets is not None and injecting.fault.touches == "targets":
        given["targets"] = _targets(targets, source, rows, folder)
    if targets is not None and targets.place != source.place:
        rows = rows.drop(targets.target, strict=False)
    path = _written(rows, folder / "rows")
    return shadow.model_copy(update={**given, "source": Source(path=path, timestamp=source.timestamp, id=source.id)})


def _targets(targets: Targets, source: Source, rows: pl.DataFrame, folder: Path) -> Targets:
    """The targets with the fault, as if each were known at once."""
    known = rows.drop_nulls(targets.target).select(
        pl.col(source.id or targets.id).alias(targets.id),
        pl.col(source.timestamp).alias(targets.timestamp),
        targets.target,
    )
    path = _written(known, folder / "targets")
    return Targets(path=path, id=targets.id, timestamp=targets.timestamp, target=targets.target)


def _written(rows: pl.DataFrame, folder: Path) -> str:
    folder.mkdir()
    rows.write_parquet(folder / "drill.parquet")
    return str(folder)
