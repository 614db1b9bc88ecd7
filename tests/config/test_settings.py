"""Tests of a whole configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

import gnomon as gn
from gnomon.config.read import settings_of


def test_the_same_can_be_said_in_python() -> None:
    text = """
entities:
  flights:
    source: {path: a.parquet, timestamp: ts, id: i}
    score: p
    notify: [ml]
    monitors: {inputs: {material: 0.2}}
channels:
  ml: {kind: slack, url: env:HOOK}
"""
    entity = gn.Entity(
        source=gn.Source(path="a.parquet", timestamp="ts", id="i"), score="p", notify=("ml",),
        monitors={"inputs": gn.Monitor(material=0.2)},
    )  # fmt: skip
    channel = gn.Channel(kind="slack", url="env:HOOK")  # type: ignore[arg-type]
    made = gn.Settings(entities={"flights": entity}, channels={"ml": channel})
    assert made.model_dump() == settings_of(text).model_dump()
    assert made.entity("flights").name == "flights"
    assert made.channels["ml"].name == "ml"


def test_an_entity_that_is_not_there_is_told_with_a_near_one() -> None:
    settings = settings_of("entities: {flights: {source: {path: a.csv, timestamp: ts}}}")
    with pytest.raises(gn.UsageError, match=r"no entity 'flihgts' in this configuration\. Did you mean 'flights'\?"):
        settings.entity("flihgts")
    with pytest.raises(gn.UsageError, match=r"There are none\."):
        gn.Settings().entity("flights")


@pytest.mark.parametrize(
    ("store", "address"),
    [
        ("sqlite:///gnomon.db", "sqlite:///conf/gnomon.db"),
        ("sqlite:////var/lib/gnomon.db", "sqlite:////var/lib/gnomon.db"),
        ("postgresql+psycopg://me@host/db", "postgresql+psycopg://me@host/db"),
    ],
)
def test_the_store_is_seen_from_the_folder_of_the_file(store: str, address: str) -> None:
    assert settings_of(f"store: {store}", folder=Path("conf")).address == address


def test_the_log_says_no_key() -> None:
    with pytest.raises(gn.UsageError, match=r"log: who may write there stands in the environment, not here"):
        settings_of("log: s3://key:hush@bucket/log")
    assert settings_of("log: s3://bucket/log").log == "s3://bucket/log"
