"""Connections: each is set up the same way, and an address is understood or explained."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.postgres import Fresh

from gnomon.errors import UnavailableError, UsageError
from gnomon.store import engine as engines
from gnomon.store.open import Store, open_store
from gnomon.store.transaction import Transaction


@contextmanager
def _both(store: Store) -> Iterator[list[Transaction]]:
    """Two connections at once."""
    with store.reading() as one, store.reading() as other:
        yield [one, other]


def test_every_connection_to_a_file_is_set_up_the_same(tmp_path: Path) -> None:
    url = engines.parsed(f"sqlite:///{tmp_path}/gnomon.db")
    store = Store(engines.connected(url, timedelta(milliseconds=1234)))
    with _both(store) as open_ones:
        for tx in open_ones:
            said = {name: tx.run(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "foreign_keys")}
            assert said == {"journal_mode": "wal", "foreign_keys": 1}
            assert tx.run(text("PRAGMA synchronous")).scalar_one() == 2  # FULL
            assert tx.run(text("PRAGMA busy_timeout")).scalar_one() == 1234
    store.close()


def test_a_file_that_another_process_makes_at_the_same_time_is_waited_for(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "gnomon.db")) as other:
        other.execute("BEGIN EXCLUSIVE")

        class Watched(sqlite3.Connection):
            def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
                if sql == "BEGIN IMMEDIATE" and other.in_transaction:
                    other.commit()  # the other process is ready just now
                return super().execute(sql, parameters)

        with closing(sqlite3.connect(tmp_path / "gnomon.db", timeout=0, factory=Watched)) as mine:
            engines._to_wal(mine)
            assert mine.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_file_that_stays_locked_is_given_up(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "gnomon.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnavailableError, match="is locked by another process"):
            open_store(f"sqlite:///{tmp_path}/gnomon.db", patience=timedelta(milliseconds=20))


def test_every_connection_to_a_postgresql_is_set_up_the_same(postgres: Fresh) -> None:
    store = Store(engines.connected(engines.parsed(postgres()), timedelta(milliseconds=1234)))
    with _both(store) as open_ones:
        for tx in open_ones:
            said = {
                name: tx.run(text(f"SHOW {name}")).scalar_one()
                for name in ("lock_timeout", "timezone", "application_name")
            }
            assert said == {"lock_timeout": "1234ms", "timezone": "UTC", "application_name": "gnomon"}
    store.close()


def test_a_reading_leaves_nothing_behind_on_its_connection(store: Store) -> None:
    for _ in range(2):  # the second time on a connection of the pool
        with store.reading() as tx:
            tx.run(text("SELECT 1"))
        with store.transaction() as tx:
            tx.run(text("DELETE FROM entity"))


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+asyncpg"])
def test_a_postgresql_has_one_driver(scheme: str) -> None:
    assert engines.parsed(f"{scheme}://me@db:1/gnomon").drivername == "postgresql+psycopg"


def test_the_short_name_of_a_postgresql_is_understood() -> None:
    assert engines.parsed("postgres://me@db/gnomon").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "mysql://a/b", "nonsense", "", "oracle:x"])
def test_an_address_that_is_no_stores_says_what_to_write(address: str) -> None:
    with pytest.raises(UsageError, match=r"Write sqlite:///gnomon\.db or postgresql"):
        engines.parsed(address)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    url = engines.parsed(f"sqlite:///{tmp_path}/none/gnomon.db")
    with pytest.raises(UsageError, match=r"there is no folder .*none"):
        engines.connected(url, timedelta(seconds=1))
    assert not (tmp_path / "none").exists()
