"""Tests of a first configuration from a look at data."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import polars as pl
import pytest
from tests.cli.program import DATA

from gnomon.config.entity import Entity
from gnomon.config.init import first_config, written
from gnomon.config.read import ConfigError, settings_of
from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.look import look

BEGIN = datetime(2013, 1, 1, tzinfo=UTC)


def rows(
    path: Path,
    n: int = 2000,
    every: timedelta = timedelta(minutes=30),
    columns: Mapping[str, Sequence[object]] = MappingProxyType({}),
) -> Path:
    pl.DataFrame({"ts": [BEGIN + i * every for i in range(n)], **columns}).write_parquet(path)
    return path


def proposed(data: Path | str, config: Path) -> Entity:
    (entity,) = settings_of(first_config(data, config), folder=config.parent).entities.values()
    return entity


def test_flights_are_understood() -> None:
    entity = proposed(DATA / "flights.parquet", DATA.parent / "gnomon.yaml")
    assert entity.name == "flights"
    assert entity.source.model_dump(include={"path", "timestamp", "id"}) == {
        "path": "data/flights.parquet",
        "timestamp": "ts",
        "id": "event_id",
    }
    assert (entity.score, entity.prediction, dict(entity.segments)) == (
        "score",
        "prediction",
        {"origin": "output", "carrier": "output"},
    )
    assert entity.targets is not None
    assert (entity.targets.path, entity.targets.timestamp, entity.targets.target) == (
        *("data/flights_labels.parquet", "label_ts", "label"),
    )
    assert entity.every == "1d"
    assert next(iter(entity.monitors)) == "performance"


def test_the_training_set_is_offered_with_what_its_model_had_not_seen() -> None:
    text = first_config(DATA / "flights.parquet", DATA.parent / "gnomon.yaml")
    offered = "reference: {path: data/flights_train.parquet, timestamp: ts, target: label, score: score_oof}"
    assert offered in text
    lines = text.replace(f"# {offered}", offered)
    chosen = re.sub(r"^    reference: \{first.*\n", "", lines, flags=re.MULTILINE)
    assert settings_of(chosen).entity("flights").reference.score == "score_oof"


def test_targets_among_the_rows_are_known_at_once() -> None:
    entity = proposed(DATA / "bikes.parquet", DATA.parent / "gnomon.yaml")
    assert entity.score is None
    assert entity.targets is not None
    assert (entity.targets.path, entity.targets.timestamp, entity.targets.target) == (
        "data/bikes.parquet",
        "ts",
        "actual",
    )


@pytest.mark.parametrize("names", [("id", "score"), ("id",), ("score",), ()])
def test_a_target_among_the_rows_is_no_input_and_no_segment(names: tuple[str, ...], tmp_path: Path) -> None:
    columns: dict[str, Sequence[object]] = {
        "id": [f"e{i}" for i in range(2000)],
        "score": [0.5] * 2000,
        "target": ["yes", "no"] * 1000,
    }
    data = rows(tmp_path / "a.parquet", columns={name: columns[name] for name in (*names, "target")})
    entity = proposed(data, tmp_path / "gnomon.yaml")
    assert entity.schema.role("target") == "target"
    assert (entity.targets is not None) == (names == ("id", "score"))
    assert dict(entity.segments) == {}


def test_what_has_no_time_is_refused() -> None:
    with pytest.raises(SchemaError, match="no column holds times"):
        first_config(DATA / "adult.parquet", Path("gnomon.yaml"))


@pytest.mark.parametrize(
    "name", ["a b", "a: b", "#a", "yes", "null", "{a}", "ä", "a,b", '"', "7", "${HOME}", "- a", "*a"]
)
def test_any_name_of_a_column_and_a_file_is_written_so_that_it_reads_back(name: str, tmp_path: Path) -> None:
    data = rows(tmp_path / f"r{name}.parquet", columns={name: ["x", "y"] * 1000})
    entity = proposed(data, tmp_path / "gnomon.yaml")
    assert entity.source.path == data.name
    assert list(entity.segments) == [name]


@pytest.mark.parametrize(
    ("n", "every", "window"),
    [(2000, timedelta(minutes=2), "1h"), (2000, timedelta(minutes=30), "1d"), (300, timedelta(hours=12), "1w")],
)
def test_a_window_holds_enough_rows_to_judge(n: int, every: timedelta, window: str, tmp_path: Path) -> None:
    assert proposed(rows(tmp_path / "a.parquet", n, every), tmp_path / "gnomon.yaml").every == window


def test_comments_offer_the_rest_and_every_one_of_them_is_right(tmp_path: Path) -> None:
    text = first_config(rows(tmp_path / "a.parquet"), tmp_path / "gnomon.yaml")
    head, _, channels = text.partition("# channels:\n")
    written = "channels:\n" + channels.replace("#   ", "  ")
    told = head.replace("# notify: [team]", "notify: [team]").replace("# owner:", "owner:")
    monitors = told.replace("    # monitors:", "    monitors:").replace("    #   ", "      ")
    settings = settings_of(monitors + written)
    assert list(settings.channels) == ["team", "hook", "file"]
    (entity,) = settings.entities.values()
    assert entity.owner == "ml-oncall"
    assert entity.monitors["slow"].expect == "p95(duration) < 300ms"


def test_nothing_is_proposed_twice(tmp_path: Path) -> None:
    data = rows(tmp_path / "a.parquet")
    assert first_config(data, tmp_path / "gnomon.yaml") == first_config(data, tmp_path / "gnomon.yaml")


def test_lines_are_short_enough_to_read() -> None:
    text = first_config(DATA / "flights.parquet", DATA.parent / "gnomon.yaml")
    assert max(map(len, text.splitlines())) <= 160


def test_a_glob_gives_its_folders_name_to_the_entity(tmp_path: Path) -> None:
    (tmp_path / "days").mkdir()
    rows(tmp_path / "days" / "2013-01.parquet")
    entity = proposed(tmp_path / "days" / "2013-*.parquet", tmp_path / "gnomon.yaml")
    assert (entity.name, entity.source.path) == ("days", "days/2013-*.parquet")


@pytest.mark.parametrize("n", [1, 2, 30, 100])
def test_where_too_little_was_seen_to_say_more_is_waited_for(n: int, tmp_path: Path) -> None:
    entity = proposed(rows(tmp_path / "a.parquet", n, timedelta(minutes=1)), tmp_path / "gnomon.yaml")
    assert (entity.every, entity.reference.first) == ("1d", timedelta(days=28))


@pytest.mark.parametrize("path", sorted((DATA / "dirty").iterdir()), ids=lambda path: path.name)
def test_whatever_the_data_is_the_file_is_right_or_refused_in_a_line(path: Path) -> None:
    try:
        entity = proposed(path, path.parent / "gnomon.yaml")
    except UsageError as error:
        assert len(str(error).splitlines()) == 1
        assert not isinstance(error, ConfigError)
    else:
        assert Path(entity.source.place).samefile(path)


def test_a_table_is_named_as_it_is_seen_from_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf").mkdir()
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE TABLE trips (ts TEXT, id INTEGER, score REAL)")
        each = [(f"2013-01-{day:02} 06:00:00", day, 0.5) for day in range(1, 29)]
        database.executemany("INSERT INTO trips VALUES (?, ?, ?)", each)
    database.close()
    entity = proposed("sqlite:///a.db?table=trips", tmp_path / "conf" / "gnomon.yaml")
    assert (entity.name, entity.source.sql) == ("trips", "sqlite:///../a.db?table=trips")
    assert (entity.source.timestamp, entity.source.id, entity.score) == ("ts", "id", "score")
    assert open_rows(entity.source.place).height == 28


@pytest.mark.parametrize(
    ("address", "name", "key"),
    [
        ("s3://bucket/rows/trips-2013.parquet", "trips-2013", "path"),
        ("s3://bucket/rows/*.parquet", "rows", "path"),
        ("postgresql://host/db?table=public.trips", "trips", "sql"),
        ("postgresql://host/db?query=SELECT 1", "db", "sql"),
    ],
)
def test_an_address_is_written_as_it_is(address: str, name: str, key: str, tmp_path: Path) -> None:
    found = replace(look(DATA / "bikes.parquet"), path=address, targets=None)
    (entity,) = settings_of(written(found, tmp_path / "gnomon.yaml")).entities.values()
    assert (entity.name, getattr(entity.source, key)) == (name, address)
