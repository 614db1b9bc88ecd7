"""What a database says when it fails becomes a sentence that says what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from tests.postgres import Fresh
from tests.store.made import ENTITY, START

import gnomon as gn
from gnomon.store import audit, batches, entities, failures
from gnomon.store.audit import AuditRow
from gnomon.store.batches import Batch
from gnomon.store.open import Store, open_store

SHORT = timedelta(milliseconds=50)
WRITE = """
import os, sys, tempfile
import gnomon as gn
from gnomon.store import entities
from gnomon.store.open import open_store
with tempfile.TemporaryDirectory() as folder:  # all that is imported late is imported before it may not be
    open_store(f"sqlite:///{folder}/other.db").close()
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
try:
    with open_store(sys.argv[1]) as store, store.transaction() as tx:
        entities.put(tx, "other", {})
except gn.UsageError as error:
    print(error)
"""


def _written_by_somebody(address: str) -> str:
    """What somebody who may not write here is told."""
    run = [sys.executable, "-c", WRITE, address]
    done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def shared_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that everybody may enter, with a store."""
    above = [folder for folder in tmp_path.parents if folder.stat().st_uid == os.geteuid()][:3]
    modes = {folder: folder.stat().st_mode for folder in above}
    for folder in above:
        folder.chmod(0o755)
    open_store(f"sqlite:///{tmp_path}/gnomon.db").close()
    tmp_path.chmod(0o777)
    yield tmp_path
    tmp_path.chmod(0o755)
    for folder, mode in modes.items():
        folder.chmod(mode)


def test_a_file_that_may_not_be_written_says_so(shared_folder: Path) -> None:
    (shared_folder / "gnomon.db").chmod(0o444)
    told = _written_by_somebody(f"sqlite:///{shared_folder}/gnomon.db")
    assert "can only be read" in told
    assert "the right to write the file and its folder" in told


def test_a_folder_that_may_not_be_written_says_so(shared_folder: Path) -> None:
    (shared_folder / "gnomon.db").chmod(0o666)
    shared_folder.chmod(0o555)
    told = _written_by_somebody(f"sqlite:///{shared_folder}/gnomon.db")
    assert str(shared_folder) in told
    assert "write" in told
    assert "new.db" in _written_by_somebody(f"sqlite:///{shared_folder}/new.db")


@contextmanager
def _locked(store: Store, address: str) -> Iterator[None]:
    """Somebody else writes for long."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()
    else:
        with store.engine.begin() as other:
            other.execute(text("LOCK TABLE entity IN EXCLUSIVE MODE"))
            yield


def test_a_store_that_somebody_else_writes_can_be_tried_again(store: Store, address: str) -> None:
    with open_store(address, patience=SHORT) as impatient:
        with (
            _locked(store, address),
            pytest.raises(gn.UnavailableError, match="is locked by another process"),
            impatient.transaction() as tx,
        ):
            entities.put(tx, "other", {})
        with impatient.transaction() as tx:
            entities.put(tx, "other", {})


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as store:
        with store.transaction() as tx:
            entities.put(tx, ENTITY, {})
        with pytest.raises(gn.UnavailableError, match="disk is full"), store.transaction() as tx:
            pages = tx.run(text("PRAGMA page_count")).scalar_one()
            tx.run(text(f"PRAGMA max_page_count = {pages + 3}"))
            for n in range(1000):
                audit.put(tx, AuditRow(START, "system", "tried", ENTITY, {"long": str(n) * 2000}))
        with store.reading() as tx:
            assert audit.all(tx) == []
            assert entities.names(tx) == [ENTITY]


def test_a_file_that_is_damaged_says_so(tmp_path: Path) -> None:
    path = tmp_path / "gnomon.db"
    open_store(f"sqlite:///{path}").close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(gn.UsageError, match=r"is damaged\. Restore it from a copy"), open_store(f"sqlite:///{path}"):
        pass


def test_a_postgresql_that_does_not_let_in_says_why(postgres: Fresh) -> None:
    url = make_url(postgres())
    for wrong, told in (
        (url.set(database="nowhere"), "nowhere: does not exist. Make it with createdb"),
        (url.set(username="nobody"), "does not let this user in"),
        (url.set(port=1), "cannot be reached"),
        (url.set(host="no.such.host.invalid"), "cannot be reached"),
    ):
        with pytest.raises(gn.GnomonError, match=told):
            open_store(wrong.render_as_string(hide_password=False))


def test_no_sentence_shows_a_password() -> None:
    with pytest.raises(gn.UnavailableError) as told:
        open_store("postgresql+psycopg://me:s3cret@127.0.0.1:1/gnomon?application_name=s3cret")
    assert "s3cret" not in str(told.value)


def test_a_postgresql_where_one_may_only_read_says_so(postgres: Fresh) -> None:
    address = postgres()
    open_store(address).close()
    readonly = f"{address}?options=-c%20default_transaction_read_only%3Don"
    with open_store(address) as store, store.reading() as tx:
        with pytest.raises(DBAPIError) as raised:
            entities.put(tx, ENTITY, {})
        told = failures.explained(raised.value, make_url(readonly))
    assert isinstance(told, gn.UsageError)
    assert "can only be read" in str(told)


def test_a_postgresql_that_was_stopped_is_reached_again(postgres: Fresh) -> None:
    address = postgres()
    with open_store(address) as store:
        with pytest.raises(gn.UnavailableError, match="stops or starts"), store.transaction() as tx:
            mine = tx.run(text("SELECT pg_backend_pid()")).scalar_one()
            plain = address.replace("+psycopg", "")
            with psycopg.connect(plain) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (mine,))
            entities.put(tx, ENTITY, {})
        with store.transaction() as tx:
            assert entities.names(tx) == []


def test_a_name_that_is_too_long_for_a_key_is_told_or_kept(store: Store) -> None:
    name = "".join(chr(ord("a") + n * n % 25) + str(n * 7919) for n in range(2000))
    try:
        with store.transaction() as tx:
            batches.put(tx, Batch(ENTITY, "source", name, "1"))
    except gn.UsageError as error:
        assert "Leave out the column" in str(error)
    else:
        with store.reading() as tx:
            assert batches.find(tx, ENTITY, "source", name) is not None


def test_a_mistake_of_ours_is_not_explained_away(store: Store) -> None:
    with pytest.raises(DBAPIError), store.transaction() as tx:
        tx.run(text("SELECT nothing FROM nowhere"))
