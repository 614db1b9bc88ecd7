"""From the rows of a frame to their outcome."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from gnomon.profiles.kinds import as_kind, as_text, kind_of
from gnomon.profiles.outcomes.binary import NEITHER, UNKNOWN, BinaryOutcome
from gnomon.profiles.outcomes.multiclass import MulticlassOutcome
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.outcomes.ranking import RankingOutcome
from gnomon.profiles.outcomes.regression import RegressionOutcome
from gnomon.profiles.outcomes.task import Inferred, OutcomeColumns, infer

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]


def outcome_of_columns(frame: pl.DataFrame, columns: OutcomeColumns) -> Inferred:
    """Which outcome the columns of a frame mean, and why.

    Raises:
        SchemaError: A column that it needs is not there.
    """
    return infer(columns, {name: kind_of(dtype) for name, dtype in frame.schema.items()})


def observe(frame: pl.DataFrame, columns: OutcomeColumns) -> Outcome:
    """The outcome of rows.

    Args:
        frame: Predictions, with the targets that are known; a frame without the target's column has none yet.
            All rows of one query must be in it.
        columns: What its columns are.

    Raises:
        SchemaError: A score, prediction or query column is not there.

    Example:
        >>> frame = pl.DataFrame({"score": [0.9, 0.2, 0.7], "late": [1, 0, None]})
        >>> outcome = observe(frame, OutcomeColumns("late", score="score"))
        >>> outcome.kind, outcome.rows, outcome.targeted
        ('binary', 3, 2)
    """
    match outcome_of_columns(frame, columns).kind:
        case "binary":
            return _binary(frame, columns)
        case "multiclass":
            return _multiclass(frame, columns)
        case "regression":
            return _regression(frame, columns)
        case _:
            return _ranking(frame, columns)


def _binary(frame: pl.DataFrame, columns: OutcomeColumns) -> BinaryOutcome:
    score = columns.score if isinstance(columns.score, str) else None
    scores, predicted = _numbers(frame, score), _codes(frame, columns.prediction, columns.positive)
    decided = np.where(np.isnan(scores), UNKNOWN, scores >= columns.threshold)
    predicted = np.where(predicted < 0, decided, predicted).astype(np.int8)
    return BinaryOutcome.of(_codes(frame, columns.target, columns.positive), predicted, scores)


def _multiclass(frame: pl.DataFrame, columns: OutcomeColumns) -> MulticlassOutcome:
    scores = {str(name): _numbers(frame, column) for name, column in columns.classes.items()}
    targets, predictions = _classes(frame, columns.target), _classes(frame, columns.prediction)
    if scores:
        names, table = list(scores), np.stack(list(scores.values()), 1)
        best = np.where(np.isnan(table), -np.inf, table).argmax(1).tolist()
        lacking = (np.isnan(table).sum(1) == len(names)).tolist()
        predictions = [
            given if given is not None or lack else names[place]
            for given, place, lack in zip(predictions, best, lacking, strict=True)
        ]
    return MulticlassOutcome.of(targets, predictions, scores)


def _regression(frame: pl.DataFrame, columns: OutcomeColumns) -> RegressionOutcome:
    score = columns.score if isinstance(columns.score, str) else None
    return RegressionOutcome.of(_numbers(frame, columns.target), _numbers(frame, columns.prediction or score))


def _ranking(frame: pl.DataFrame, columns: OutcomeColumns) -> RankingOutcome:
    score = columns.score if isinstance(columns.score, str) else None
    query = frame[str(columns.query)]
    numbers = query.rank("dense").cast(pl.Int64).fill_null(UNKNOWN).to_numpy()
    relevance = _numbers(frame, columns.relevance or columns.target)
    return RankingOutcome.of(numbers, _numbers(frame, score), relevance, columns.k)


def _numbers(frame: pl.DataFrame, name: str | None) -> Floats:
    """A column as numbers: `(n,)`, NaN where there is none, and for a column that is not there (yet)."""
    if name is None or name not in frame.columns:
        return np.full(frame.height, np.nan)
    return as_kind(frame[name], "number").cast(pl.Float64).fill_null(np.nan).to_numpy()


def _codes(frame: pl.DataFrame, name: str | None, positive: object) -> Codes:
    """A column as codes: 1 positive, 0 negative, `UNKNOWN` where there is no value, else `NEITHER`."""
    if name is None or name not in frame.columns:
        return np.full(frame.height, UNKNOWN, np.int8)
    column = frame[name].fill_nan(None) if frame[name].dtype.is_float() else frame[name]
    flags = as_kind(column, "flag") if positive is None else _is(column, positive)
    read = flags.cast(pl.Int8).fill_null(NEITHER).to_numpy()
    return np.where(column.is_null().to_numpy(), UNKNOWN, read).astype(np.int8)


def _is(column: pl.Series, positive: object) -> pl.Series:
    """Whether each value is the positive one, read as the column's own kind; else by what is true and false."""
    wanted = pl.Series([positive], strict=False)
    if kind_of(column.dtype) == "category":
        return as_text(column) == str(positive)
    if kind_of(column.dtype) == "number":
        number = as_kind(wanted, "number").cast(pl.Float64)[0]
        return as_kind(column, "flag") if number is None else column.cast(pl.Float64) == number
    flag = as_kind(wanted, "flag")[0]
    return as_kind(column, "flag") == (flag is not False)


def _classes(frame: pl.DataFrame, name: str | None) -> list[str | None]:
    """A column as names of classes: a whole float reads as its integer, since nulls turn integers into floats."""
    if name is None or name not in frame.columns:
        return [None] * frame.height
    column = frame[name]
    if not column.dtype.is_float():
        return as_text(column).to_list()
    column = column.fill_nan(None)
    whole = column.cast(pl.Int64, strict=False)
    text = pl.when((whole.cast(pl.Float64) == column).fill_null(False)).then(whole.cast(pl.String))
    return pl.select(text.otherwise(as_text(column))).to_series().to_list()
