"""A reference under the entity's own names."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.jobs.worlds import settings

from gnomon.errors import SchemaError
from gnomon.jobs.references.renamed import renamed
from gnomon.profiles.frames.open import open_rows

FRAME = pl.DataFrame({"score": [0.9, 0.9], "oof": [0.4, 0.6], "prediction": [1, 1], "y": [0, 1], "guess": [0, 0]})


def read(folder: Path, **reference: str) -> pl.DataFrame:
    entity = settings(folder, reference={"path": "a.parquet", **reference})
    return pl.concat(list(renamed(open_rows(FRAME), entity).batches()))


def test_columns_take_the_names_of_the_rows(tmp_path: Path) -> None:
    found = read(tmp_path, target="y", score="oof", prediction="guess")
    assert found.to_dict(as_series=False) == {"score": [0.4, 0.6], "prediction": [0, 0], "label": [0, 1]}


def test_a_prediction_that_was_made_of_another_score_is_decided_anew(tmp_path: Path) -> None:
    found = read(tmp_path, score="oof")
    assert found["prediction"].to_list() == [0, 1]
    assert found["prediction"].dtype == FRAME["prediction"].dtype


def test_without_other_names_nothing_changes(tmp_path: Path) -> None:
    assert read(tmp_path).equals(FRAME)


def test_a_name_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="the reference has no column 'gone'"):
        read(tmp_path, target="gone")
