"""Months of real predictions as raw rows beside their outcome, for oracles that know no sketch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.outcomes.task import OutcomeColumns

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Decided:
    """A month of flights: late or not."""

    name: str
    target: np.ndarray
    prediction: np.ndarray
    score: np.ndarray
    outcome: BinaryOutcome


@dataclass(frozen=True)
class Predicted:
    """A month of numbers with their targets."""

    name: str
    target: np.ndarray
    prediction: np.ndarray
    outcome: RegressionOutcome


@dataclass(frozen=True)
class Chosen:
    """Rows of several classes with their scores."""

    target: np.ndarray
    prediction: np.ndarray
    scores: np.ndarray
    outcome: MulticlassOutcome


@cache
def flights() -> pl.DataFrame:
    needed = ["event_id", "ts", "score", "prediction", "predicted_delay"]
    rows = pl.read_parquet(DATA / "flights.parquet", columns=needed)
    return rows.join(pl.read_parquet(DATA / "flights_labels.parquet"), on="event_id", how="left")


def months(rows: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    named = rows.with_columns(month=pl.col.ts.dt.strftime("%Y-%m")).partition_by("month", as_dict=True)
    return sorted((str(key[0]), part) for key, part in named.items())


@cache
def decided() -> tuple[Decided, ...]:
    """Every month of flights."""
    found = []
    for name, rows in months(flights()):
        outcome = observe(rows, OutcomeColumns("label", score="score", prediction="prediction"))
        assert isinstance(outcome, BinaryOutcome)
        known = rows.drop_nulls("label")
        columns = (known[each].to_numpy() for each in ("label", "prediction", "score"))
        found.append(Decided(name, *columns, outcome))
    return tuple(found)


@cache
def predicted() -> tuple[Predicted, ...]:
    """Every month of delays and of bikes."""
    bikes = pl.read_parquet(DATA / "bikes.parquet")
    found = []
    for rows, target, prediction in ((flights(), "arr_delay", "predicted_delay"), (bikes, "actual", "prediction")):
        for name, part in months(rows):
            outcome = observe(part, OutcomeColumns(target, prediction=prediction))
            assert isinstance(outcome, RegressionOutcome)
            known = part.drop_nulls(target)
            columns = (known[each].cast(pl.Float64).to_numpy() for each in (target, prediction))
            found.append(Predicted(f"{target} {name}", *columns, outcome))
    return tuple(found)


@cache
def chosen() -> Chosen:
    """Delays as four classes, with made-up scores about the predicted one."""
    names = ["early", "late", "on time", "very late"]
    rows = flights().drop_nulls("label").head(20_000)
    cuts = np.array([0.0, 15.0, 60.0])
    target, guess = (np.searchsorted(cuts, rows[each].to_numpy(), "right") for each in ("arr_delay", "predicted_delay"))
    pick = np.array(["early", "on time", "late", "very late"])
    draw = np.random.default_rng(0)
    scores = draw.dirichlet(np.ones(4), len(guess))
    scores[np.arange(len(guess)), [names.index(each) for each in pick[guess]]] += 1
    scores /= scores.sum(1, keepdims=True)
    columns = {name: scores[:, i] for i, name in enumerate(names)}
    outcome = MulticlassOutcome.of(pick[target].tolist(), pick[guess].tolist(), columns)
    return Chosen(pick[target], pick[guess], scores, outcome)
