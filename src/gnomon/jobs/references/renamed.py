"""The rows of a reference under the entity's own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from gnomon.errors import SchemaError
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.outcomes.task import OutcomeColumns

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.config.reference import Reference


def renamed(rows: Rows, entity: Entity) -> Rows:
    """Rows of a reference as the entity calls its columns: its out-of-fold scores are what scores are compared with.

    Where the score is another and no prediction is named, the prediction is decided anew by the threshold: the stored
    one was made of the other score.

    Args:
        rows: Those of the reference.
        entity: Whose.

    Raises:
        SchemaError: The reference has no column of a name that it gives.
    """
    columns, reference = entity.outcome, entity.reference
    if columns is None:
        return rows
    score = columns.score if isinstance(columns.score, str) else None
    moved = _moved(reference, columns, score)
    for old in moved:
        if old not in rows.schema:
            listed = ", ".join(rows.schema)
            raise SchemaError(f"{rows.name}: the reference has no column {old!r}. Its columns are {listed}.")
    if not moved:
        return rows
    is_decided = score is not None and score in moved.values() and reference.prediction is None

    def change(frame: pl.DataFrame) -> pl.DataFrame:
        frame = frame.drop([new for new in moved.values() if new in frame.columns]).rename(moved)
        return _decided(frame, columns, score) if is_decided and score is not None else frame

    schema = dict(change(pl.DataFrame(schema=rows.schema)).schema)
    return replace(rows, schema=schema, batches=lambda: (change(batch) for batch in rows.batches()))


def _moved(reference: Reference, columns: OutcomeColumns, score: str | None) -> Mapping[str, str]:
    """New name by old one, of the columns that the reference calls otherwise."""
    pairs = (
        (reference.target, columns.target),
        (reference.prediction, columns.prediction),
        (reference.score, score),
    )
    return {old: new for old, new in pairs if old is not None and new is not None and old != new}


def _decided(frame: pl.DataFrame, columns: OutcomeColumns, score: str) -> pl.DataFrame:
    name = columns.prediction
    if name is None or name not in frame.columns:
        return frame
    dtype = frame.schema[name]
    if not (dtype.is_numeric() or dtype == pl.Boolean) or columns.is_ranking or columns.task == "regression":
        return frame
    return frame.with_columns((pl.col(score) >= columns.threshold).cast(dtype).alias(name))
