"""Opening: a new store gets its tables, an older one is brought up to date after a copy, others are refused."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import gnomon as gn
from gnomon.store import entities, migrate
from gnomon.store.open import Store, open_store
from gnomon.store.tables import metadata

STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{revision}", "{before}", None, None


def upgrade() -> None:
    op.add_column("entity", sa.Column("colour", sa.Text(), nullable=True))
    {more}
"""


HEAD = max(path.stem for path in migrate.FORMATS.glob("r*.py"))[:5]
"""The newest format there is."""


@pytest.fixture
def formats(tmp_path: Path) -> Path:
    """The formats, with one more than there is."""
    folder = tmp_path / "formats"
    copytree(migrate.FORMATS, folder)
    (folder / "r9999_colour.py").write_text(STEP.format(revision="r9999", before=HEAD, more="pass"), "utf-8")
    return folder


def test_the_newest_format_has_the_tables_of_the_code(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": migrate.VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_a_store_is_opened_again_as_it_was(address: str) -> None:
    for _ in range(2):
        with open_store(address) as store, store.transaction() as tx:
            entities.put(tx, "flights", {})
            assert entities.names(tx) == ["flights"]
            assert store.notes == ()


def test_an_older_store_is_brought_up_to_date_and_a_file_is_copied_before(address: str, formats: Path) -> None:
    with open_store(address) as store, store.transaction() as tx:
        entities.put(tx, "flights", {})
    with open_store(address, formats=formats) as store:
        (note,) = store.notes
        with store.reading() as tx:
            assert tx.run(text("SELECT name, colour FROM entity")).all() == [("flights", None)]
    if address.startswith("sqlite"):
        copy = Path(address.removeprefix("sqlite:///")).with_name("gnomon.before-r9999.db")
        assert copy.name in note
        with closing(sqlite3.connect(copy)) as old, pytest.raises(sqlite3.OperationalError, match="colour"):
            old.execute("SELECT colour FROM entity")
    else:
        assert "pg_dump" in note


def test_a_step_that_fails_leaves_the_old_store(address: str, formats: Path) -> None:
    with open_store(address) as store, store.transaction() as tx:
        entities.put(tx, "flights", {})
    broken = STEP.format(revision="r9999", before=HEAD, more='raise RuntimeError("cut off")')
    (formats / "r9999_colour.py").write_text(broken, "utf-8")
    with pytest.raises(RuntimeError, match="cut off"):
        open_store(address, formats=formats)
    with open_store(address) as store, store.reading() as tx:
        assert entities.names(tx) == ["flights"]


def test_a_store_of_a_newer_gnomon_is_refused(address: str, formats: Path) -> None:
    open_store(address, formats=formats).close()
    with pytest.raises(gn.UsageError, match="newer gnomon"):
        open_store(address)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
        other.commit()
    with pytest.raises(gn.UsageError, match="songs"):
        open_store(f"sqlite:///{tmp_path}/other.db")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", "no URL of a database"),
        ("sqlite://", "kept in a file"),
        ("mysql://a/b", "sqlite"),
        ("sqlite:////nowhere/at/all/gnomon.db", "nowhere"),
    ],
)
def test_a_wrong_address_is_one_sentence(address: str, told: str) -> None:
    with pytest.raises(gn.GnomonError, match=told):
        open_store(address)


def test_a_database_that_cannot_be_reached_says_where() -> None:
    with pytest.raises(gn.UnavailableError, match=r"127\.0\.0\.1"):
        open_store("postgresql+psycopg://me:s3cret@127.0.0.1:1/gnomon")


def test_a_transaction_that_fails_leaves_nothing(address: str) -> None:
    with open_store(address) as store:
        with pytest.raises(KeyError), store.transaction() as tx:
            entities.put(tx, "flights", {})
            raise KeyError
        with store.reading() as tx:
            assert entities.names(tx) == []


def test_a_time_without_a_zone_is_told_as_it_is(address: str) -> None:
    with (
        open_store(address) as store,
        pytest.raises(gn.UsageError, match=r"^2013-01-01 00:00:00: a stored time needs a zone"),
        store.transaction() as tx,
    ):
        entities.events(tx, "flights", since=datetime(2013, 1, 1))  # noqa: DTZ001 - what is refused


def test_who_reads_sees_one_state_however_long_it_takes(address: str) -> None:
    with open_store(address) as store, store.reading() as reading:
        assert entities.names(reading) == []
        with open_store(address) as other, other.transaction() as tx:
            entities.put(tx, "flights", {})
        assert entities.names(reading) == []
        with store.reading() as later:
            assert entities.names(later) == ["flights"]


def test_two_who_open_an_empty_store_at_once_make_it_once(address: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(open_store, [address] * 4))
    for store in opened:
        with store, store.reading() as tx:
            assert entities.names(tx) == []


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gnomon.db").write_text("these are no bytes of SQLite" * 100, "utf-8")
    with pytest.raises(gn.GnomonError, match=r"gnomon\.db"):
        open_store(f"sqlite:///{tmp_path}/gnomon.db")
