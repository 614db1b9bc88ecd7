"""Small worlds: a store, a folder of files, and an entity whose rows are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from gnomon.config.entity import Entity
from gnomon.store import entities, samples, windows
from gnomon.store.open import Store

DATA = Path(__file__).parents[2] / "data"
START = datetime(2013, 1, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def day(n: float) -> datetime:
    """So many days after the start."""
    return START + n * DAY


def events(first: int, days: int, rows: int = 24, *, seed: int = 0, **columns: Any) -> pl.DataFrame:
    """Events of whole days from the day `first` on: `rows` a day, evenly spaced."""
    n = days * rows
    draw = np.random.default_rng(1000 * seed + first + 500)
    score = draw.beta(2, 3, n).round(3)
    number = np.arange(n)
    frame = pl.DataFrame(
        {
            "id": [f"{seed}-{first}-{i}" for i in number],
            "ts": [day(first) + i * (DAY / rows) for i in number.tolist()],
            "temp": draw.normal(20, 5, n).round(1),
            "origin": draw.choice(["EWR", "JFK", "LGA"], n),
            "score": score,
            "prediction": (score >= 0.5).astype(np.int8),
        },
        schema_overrides={"ts": pl.Datetime("us", "UTC")},
    )
    return frame.with_columns(**columns)


def labels_of(frame: pl.DataFrame, *, seed: int = 0, delay: timedelta = HOUR) -> pl.DataFrame:
    """A target for each event, which happens as its score says, known some time later."""
    draw = np.random.default_rng(seed)
    late = (draw.random(frame.height) < frame["score"].to_numpy()).astype(np.int8)
    return frame.select("id", known=pl.col.ts + delay, label=pl.Series(late))


def settings(folder: Path, **given: Any) -> Entity:
    """An entity whose rows are the files of a folder."""
    base: dict[str, Any] = {
        "name": "flights",
        "source": {"path": str(folder / "rows"), "timestamp": "ts", "id": "id"},
        "targets": {"path": str(folder / "targets"), "id": "id", "timestamp": "known", "target": "label"},
        "score": "score",
        "prediction": "prediction",
        "every": "1d",
        "lateness": "2h",
        "reference": {"first": "7d"},
        "owner": "me",
    }
    return Entity(**{key: value for key, value in {**base, **given}.items() if value is not None})


@dataclass(frozen=True)
class World:
    """A store, a folder and an entity."""

    store: Store
    folder: Path
    entity: Entity

    @classmethod
    def new(cls, store: Store, folder: Path, **given: Any) -> World:
        """An entity that is in the store, without rows yet."""
        world = cls(store, folder, settings(folder, **given))
        for name in ("rows", "targets"):
            (folder / name).mkdir(exist_ok=True)
        with store.transaction() as tx:
            entities.put(tx, world.entity.name, {}, every=world.entity.every, zone=world.entity.zone)
        return world

    def rows(self, name: str, frame: pl.DataFrame) -> Path:
        """Write a file of rows."""
        return self._write("rows", name, frame)

    def targets(self, name: str, frame: pl.DataFrame) -> Path:
        """Write a file of targets."""
        return self._write("targets", name, frame)

    def _write(self, kind: str, name: str, frame: pl.DataFrame) -> Path:
        path = self.folder / kind / name
        frame.write_csv(path) if name.endswith(".csv") else frame.write_parquet(path, row_group_size=100)
        return path

    def stored(self) -> dict[tuple[datetime, tuple[tuple[str, str], ...]], tuple[bytes, bytes, bytes]]:
        """The bytes of every sample, and what the targets of its window are known by; revisions apart."""
        found = {}
        with self.store.reading() as tx:
            for row in windows.all(tx, self.entity.name):
                for labels in samples.label_sets(tx, self.entity.name, row.window):
                    profile = samples.profile(tx, self.entity.name, row.window, labels)
                    outcome = samples.outcome(tx, self.entity.name, row.window, labels)
                    key = (row.window.start, tuple(sorted(labels.items())))
                    known = row.target_digest + row.arrivals + row.rows.to_bytes(8, "little")
                    found[key] = (profile.to_bytes(), outcome.to_bytes() if outcome else b"", known)
        return found

    def revisions(self) -> Mapping[datetime, int]:
        """The data revision of each window."""
        with self.store.reading() as tx:
            return {row.window.start: row.revision for row in windows.all(tx, self.entity.name)}

    def counts(self) -> list[int]:
        """Rows of each window."""
        with self.store.reading() as tx:
            return [row.rows for row in windows.all(tx, self.entity.name)]
