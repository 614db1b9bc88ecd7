"""A look at data: which column is what."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from gnomon.errors import GnomonError, SchemaError
from gnomon.profiles.look import look

DATA = Path(__file__).parents[2] / "data"


def test_of_flights_everything_is_found() -> None:
    found = look(DATA / "flights.parquet")
    assert (found.timestamp, found.id, found.score, found.prediction) == ("ts", "event_id", "score", "prediction")
    assert found.segments == ("origin", "carrier")
    assert found.targets is not None
    assert (found.targets.path.name, found.targets.target) == ("flights_labels.parquet", "label")
    assert found.targets.timestamp == "label_ts"
    assert found.train is not None
    assert "score_oof" in found.train_columns


def test_of_bikes_the_targets_are_among_the_rows() -> None:
    found = look(DATA / "bikes.parquet")
    assert found.targets is not None
    assert (found.targets.path.name, found.targets.target, found.score) == ("bikes.parquet", "actual", None)


def test_times_may_be_text(tmp_path: Path) -> None:
    pl.DataFrame({"date": ["2013-01-01", "2013-01-02"], "x": [1, 2]}).write_csv(tmp_path / "a.csv")
    found = look(tmp_path / "a.csv")
    assert (found.timestamp, found.span.days, found.targets) == ("date", 1, None)


def test_rows_without_times_cannot_be_watched() -> None:
    with pytest.raises(SchemaError, match="no column holds times"):
        look(DATA / "adult.parquet")


def test_a_file_without_rows_has_nothing_to_look_at(tmp_path: Path) -> None:
    pl.DataFrame({"ts": [], "x": []}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(GnomonError, match="no rows"):
        look(tmp_path / "a.parquet")
