"""A store as one file: any store of the format is made of it, on each of the databases, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest
from tests.store.made import ENTITY, window

import gnomon as gn
from gnomon.errors import UsageError
from gnomon.store import archive, batches, entities, samples, verdicts, windows
from gnomon.store.batches import Batch
from gnomon.store.open import Store, open_store
from gnomon.store.verdicts import VerdictRow
from gnomon.store.windows import WindowRow


def nobody(_: int) -> None:
    """Nobody is told how far it is."""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite with some of everything that is special: bytes, times, JSON, keys that count, odd words."""
    profile = gn.profile(pl.DataFrame({"x": [1.0, None], "ü": ["a", "b"]}))
    with open_store(f"sqlite:///{tmp_path}/filled.db") as store:
        with store.transaction() as tx:
            entities.put(tx, ENTITY, {"every": "1d", "großes": 1.5e22}, every="1d", zone="UTC")
            for n in range(3):
                batch = batches.put(tx, Batch(ENTITY, "source", f"{n}\udce9.csv", "1"))
                for labels in ({}, {"origin": "JFK"}):
                    samples.put(tx, ENTITY, window(n), batch, labels, profile, None)
                windows.put(tx, ENTITY, WindowRow(window(n), 1, 2))
                verdicts.put(tx, VerdictRow(ENTITY, "inputs", window(n), 1, "ok", "Calm.", {"of": [1, None, "ü"]}, 1))
        yield store


def exported(store: Store, to: Path) -> dict[str, bytes]:
    """Every file of an export."""
    with store.reading() as tx:
        archive.export(tx, to, nobody)
    with ZipFile(to) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_store_that_is_made_of_an_export_exports_the_same(filled: Store, address: str, tmp_path: Path) -> None:
    first = exported(filled, tmp_path / "first.zip")
    told: list[int] = []
    with open_store(address) as other:
        with other.transaction() as tx:
            rows = archive.import_(tx, tmp_path / "first.zip", told.append)
        assert exported(other, tmp_path / "second.zip") == first
        with other.transaction() as tx:
            assert batches.put(tx, Batch(ENTITY, "source", "new.csv", "1")) == 4
    assert rows == sum(told) == archive.size_of(tmp_path / "first.zip")
    assert sorted(first)[-1] == "verdict.jsonl"
    assert "lease.jsonl" not in first


def test_nothing_is_left_of_an_export_that_fails(filled: Store, tmp_path: Path) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "store.zip").write_bytes(b"before")
    with filled.reading() as tx, pytest.raises(OSError, match="No space"):
        archive.export(tx, tmp_path / "store.zip", full)
    assert (tmp_path / "store.zip").read_bytes() == b"before"
    assert not list(tmp_path.glob("*.part"))


def test_a_store_that_has_rows_takes_no_import(filled: Store, tmp_path: Path) -> None:
    exported(filled, tmp_path / "store.zip")
    with filled.transaction() as tx, pytest.raises(UsageError, match=r"not empty: its table \w+ has rows"):
        archive.import_(tx, tmp_path / "store.zip", nobody)


def changed(source: Path, name: str, data: bytes) -> None:
    """Put other bytes in place of one file of an export."""
    with ZipFile(source) as file:
        kept = {each: file.read(each) for each in file.namelist()}
    with ZipFile(source, "w") as file:
        for each, before in {**kept, name: data}.items():
            file.writestr(each, before)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("store.json", b'{"kind": "recipes"}', "is no export of a store"),
        ("store.json", b'{"kind": "gnomon store", "format": "r0001", "tables": {}}', "is of format r0001"),
        ("store.json", b"{", "is no whole export"),
        ("batch.jsonl", b"", r"batch has 0 of 3 rows\. Export it again"),
        ("batch.jsonl", b'{"id": 1}\n', "is no whole export"),
        ("sample.jsonl", b"{\n", "is no whole export"),
    ],
)
def test_what_is_no_whole_export_leaves_the_store_empty(
    filled: Store, tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    exported(filled, tmp_path / "store.zip")
    changed(tmp_path / "store.zip", name, data)
    with open_store(f"sqlite:///{tmp_path}/new.db") as new:
        with pytest.raises(UsageError, match=why), new.transaction() as tx:
            archive.import_(tx, tmp_path / "store.zip", nobody)
        with new.reading() as tx:
            assert not any(archive.rows_of(tx).values())


def test_a_file_that_is_not_there_or_is_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("text", "utf-8")
    with open_store(f"sqlite:///{tmp_path}/new.db") as new, new.transaction() as tx:
        with pytest.raises(UsageError, match="cannot be read: No such file"):
            archive.import_(tx, tmp_path / "nothing.zip", nobody)
        with pytest.raises(UsageError, match="is no whole export"):
            archive.import_(tx, tmp_path / "text.zip", nobody)
    assert archive.size_of(tmp_path / "nothing.zip") is None


def test_the_head_says_the_format_and_the_rows(filled: Store, tmp_path: Path) -> None:
    head = json.loads(exported(filled, tmp_path / "store.zip")["store.json"])
    assert (head["kind"], head["tables"]["batch"], head["tables"]["outbox"]) == ("gnomon store", 3, 0)
