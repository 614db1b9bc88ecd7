"""The model: whether a flight will be late, from what is known when it leaves."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = (
    *("carrier", "origin", "distance", "sched_hour", "dep_delay"),
    *("temp", "humid", "wind_speed", "precip", "pressure", "visib"),
)
THRESHOLD = 0.5
MODEL, REFERENCE = "model.pickle", "reference.parquet"


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model.

    Attributes:
        pipeline: What scikit-learn made.
    """

    pipeline: Pipeline

    def score(self, flight: Mapping[str, Any]) -> float:
        """How likely a flight is late; what is not known counts as nothing."""
        return float(self.pipeline.predict_proba([known(flight)])[0, 1])


def train(flights: pl.DataFrame, folder: Path) -> int:
    """Train on half of the flights, and keep the model and its reference: the other half, with what it says of them.

    Args:
        flights: With their `label`, in random order.
        folder: Where both go.

    Returns:
        How many flights it was trained on.
    """
    half = len(flights) // 2
    rows, labels = [known(flight) for flight in flights.select(FEATURES).to_dicts()], flights["label"].to_numpy()
    pipeline = make_pipeline(DictVectorizer(), StandardScaler(with_mean=False), LogisticRegression(max_iter=500))
    pipeline.fit(rows[:half], labels[:half])
    (folder / MODEL).write_bytes(pickle.dumps(pipeline))
    said = pl.DataFrame({"score": pipeline.predict_proba(rows[half:])[:, 1]})
    said = said.with_columns(prediction=(pl.col("score") >= THRESHOLD).cast(pl.Int64))
    held_out = flights.tail(len(flights) - half).select(*FEATURES, "label")
    pl.concat([held_out, said], how="horizontal").write_parquet(folder / REFERENCE)
    return half


def load(folder: Path) -> Model:
    """The model that `train` kept."""
    return Model(pickle.loads((folder / MODEL).read_bytes()))  # noqa: S301 - our own file of a moment ago


def known(flight: Mapping[str, Any]) -> dict[str, Any]:
    """The features of a flight that have a value."""
    return {name: flight[name] for name in FEATURES if flight.get(name) is not None}
