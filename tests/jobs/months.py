"""A year of flights and two of bikes, gathered by month: what the store holds beside raw rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl
from tests.jobs.worlds import DATA

from gnomon.config.entity import Entity
from gnomon.jobs.gather import gather
from gnomon.store import entities, measurements
from gnomon.store.open import Store

FLIGHTS: Mapping[str, Any] = {
    "name": "flights-delay",
    "source": {"path": str(DATA / "flights.parquet"), "timestamp": "ts", "id": "event_id"},
    "targets": {
        "path": str(DATA / "flights_labels.parquet"), "id": "event_id", "timestamp": "label_ts", "target": "label",
    },
    "reference": {
        "path": str(DATA / "flights_train.parquet"), "timestamp": "ts", "target": "label", "score": "score_oof",
    },
    "score": "score",
    "prediction": "prediction",
    "every": "1mo",
    "lateness": "2d",
    "owner": "ml",
}  # fmt: skip
DELAYS: Mapping[str, Any] = {
    **FLIGHTS,
    "name": "flights-minutes",
    "targets": {**FLIGHTS["targets"], "target": "arr_delay"},
    "reference": {
        "path": str(DATA / "flights_train.parquet"), "timestamp": "ts", "target": "arr_delay",
        "prediction": "predicted_delay_oof",
    },
    "score": None,
    "prediction": "predicted_delay",
}  # fmt: skip
BIKES: Mapping[str, Any] = {
    "name": "bikes",
    "source": {"path": str(DATA / "bikes.parquet"), "timestamp": "ts", "id": "event_id"},
    "targets": {"path": str(DATA / "bikes.parquet"), "id": "event_id", "timestamp": "ts", "target": "actual"},
    "reference": {"window": ["2011-01-01", "2011-10-01"]},
    "prediction": "prediction",
    "every": "1mo",
    "owner": "ml",
}

Series = Mapping[str, tuple[float, float, float]]
"""Value, low and high by month."""


def measured(store: Store, given: Mapping[str, Any], until: datetime) -> Mapping[str, Series]:
    """Every metric of the outcome, realised and estimated, by month."""
    entity = Entity(**{key: value for key, value in given.items() if value is not None})
    with store.transaction() as tx:
        entities.put(tx, entity.name, {}, every=entity.every, zone=entity.zone)
    gathered = gather(store, entity, until)
    assert gathered.waiting == ""
    assert gathered.targeted.problems == ()
    with store.reading() as tx:
        found = measurements.series(tx, entity.name, series="outcome", labels={})
    return {
        key.metric: {
            datetime.fromtimestamp(start / 1e6, UTC).strftime("%Y-%m"): (value, low, high)
            for start, value, low, high in zip(one.start, one.value, one.low, one.high, strict=True)
        }
        for key, one in found.items()
    }


def raw_months(given: Mapping[str, Any]) -> Mapping[str, pl.DataFrame]:
    """The rows with a target, by month, joined without gnomon."""
    targets = given["targets"]
    rows = pl.read_parquet(given["source"]["path"])
    if targets["path"] != given["source"]["path"]:
        rows = rows.join(pl.read_parquet(targets["path"]), on="event_id", how="left")
    known = rows.drop_nulls(targets["target"]).with_columns(month=pl.col.ts.dt.strftime("%Y-%m"))
    return {str(name): part for (name,), part in sorted(known.partition_by("month", as_dict=True).items())}
