"""Tests of what every part of a configuration does."""

from __future__ import annotations

import pickle
import traceback
from pathlib import Path

import pytest
from pydantic import ValidationError

import gnomon as gn
from gnomon.config.settings import Settings

PARTS = [gn.Channel, gn.Entity, gn.Monitor, gn.Reference, gn.Settings, gn.Source, gn.Targets]


@pytest.mark.parametrize("part", PARTS)
def test_a_mistake_in_python_is_told_in_plain_words(part: type) -> None:
    with pytest.raises(gn.UsageError) as wrong:
        part(nonsense=1)
    assert str(wrong.value).startswith(f"{part.__name__}: ")
    assert "nonsense: unknown key" in str(wrong.value)
    assert "pydantic" not in "".join(traceback.format_exception(wrong.value)).lower().replace("/pydantic/", "")
    assert wrong.value.__context__ is None


@pytest.mark.parametrize("part", PARTS)
def test_every_key_is_explained(part: type[gn.Settings]) -> None:
    assert [name for name, field in part.model_fields.items() if not (field.description or "").endswith(".")] == []


@pytest.mark.parametrize("part", PARTS)
def test_every_key_that_has_no_default_shows_an_example(part: type[gn.Settings]) -> None:
    assert [name for name, field in part.model_fields.items() if field.is_required() and not field.examples] == []


def test_a_value_that_is_refused_travels_with_no_error() -> None:
    with pytest.raises(gn.UsageError) as wrong:
        gn.Channel(kind="webhook", url="https://example.com", secret="hunter2")  # type: ignore[arg-type]  # noqa: S106
    assert "hunter2" not in repr(wrong.value) + repr(wrong.value.__context__) + repr(wrong.value.__cause__)


def test_passwords_of_addresses_are_in_no_representation() -> None:
    settings = Settings(store="postgresql+psycopg://me:hunter2@host/gnomon")
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()
    assert settings.address == "postgresql+psycopg://me:hunter2@host/gnomon"


def test_paths_are_seen_from_the_folder_of_the_file() -> None:
    made = gn.Source.model_validate({"path": "a/b.csv", "timestamp": "ts"}, context={"folder": "conf"})
    assert made.place == str(Path("conf/a/b.csv"))
    assert made.placed("s3://bucket/a.parquet") == "s3://bucket/a.parquet"


def test_inside_pydantic_a_part_raises_what_pydantic_knows() -> None:
    with pytest.raises(ValidationError):
        gn.Source.model_validate({})


def test_a_part_goes_to_another_process_and_back() -> None:
    entity = gn.Entity(name="a", source=gn.Source(path="a.csv", timestamp="ts"))
    assert pickle.loads(pickle.dumps(entity)) == entity  # noqa: S301 - our own bytes
