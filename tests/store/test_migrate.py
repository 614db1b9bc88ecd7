"""From format to format: all of it or nothing, also when the process dies in the middle."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import inspect, text
from tests.postgres import Fresh

import gnomon as gn
from gnomon.store import engine as engines
from gnomon.store import entities, migrate
from gnomon.store.open import Store, open_store
from gnomon.store.tables import metadata

STEP = """
import os
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{revision}", "{before}", None, None


def upgrade() -> None:
    op.add_column("entity", sa.Column("{column}", sa.Text(), nullable=True))
    op.execute("DELETE FROM entity")
    {more}
"""
OPEN = """
import sys
from pathlib import Path
from gnomon.store.open import open_store
open_store(sys.argv[1], formats=Path(sys.argv[2]))
"""


HEAD = max(path.stem for path in migrate.FORMATS.glob("r*.py"))[:5]
"""The newest format there is."""


@pytest.fixture
def formats(tmp_path: Path) -> Path:
    """The formats, with two more than there are."""
    folder = tmp_path / "formats"
    copytree(migrate.FORMATS, folder)
    for revision, before, column in (("r9998", HEAD, "colour"), ("r9999", "r9998", "shape")):
        step = STEP.format(revision=revision, before=before, column=column, more="pass")
        (folder / f"{revision}.py").write_text(step, "utf-8")
    return folder


def _old(address: str) -> None:
    with open_store(address) as store, store.transaction() as tx:
        entities.put(tx, "flights", {})


def test_several_steps_are_one(address: str, formats: Path) -> None:
    _old(address)
    with open_store(address, formats=formats) as store:
        assert len(store.notes) == 1
        assert f"from format {HEAD} to r9999" in store.notes[0]
        columns = {column["name"] for column in inspect(store.engine).get_columns("entity")}
    assert columns >= {"colour", "shape"}


def test_a_process_that_dies_in_a_step_leaves_the_old_store(address: str, formats: Path) -> None:
    _old(address)
    dying = STEP.format(revision="r9999", before="r9998", column="shape", more="os._exit(9)")
    (formats / "r9999.py").write_text(dying, "utf-8")
    done = subprocess.run([sys.executable, "-c", OPEN, address, str(formats)], check=False, timeout=60)
    assert done.returncode == 9
    with open_store(address) as store, store.reading() as tx:
        assert entities.names(tx) == ["flights"]
        assert store.notes == ()


def test_a_store_is_brought_up_to_date_after_a_step_had_failed(address: str, formats: Path) -> None:
    test_a_process_that_dies_in_a_step_leaves_the_old_store(address, formats)
    good = STEP.format(revision="r9999", before="r9998", column="shape", more="pass")
    (formats / "r9999.py").write_text(good, "utf-8")
    with open_store(address, formats=formats) as store, store.reading() as tx:
        assert tx.run(text("SELECT count(shape) FROM entity")).scalar_one() == 0


def test_the_copy_of_a_file_is_a_store_that_the_older_gnomon_reads(tmp_path: Path, formats: Path) -> None:
    _old(f"sqlite:///{tmp_path}/gnomon.db")
    open_store(f"sqlite:///{tmp_path}/gnomon.db", formats=formats).close()
    with open_store(f"sqlite:///{tmp_path}/gnomon.before-r9999.db") as copy, copy.reading() as tx:
        assert entities.names(tx) == ["flights"]
    assert [path.name for path in tmp_path.glob(".*.part")] == []


def test_a_postgresql_may_hold_the_tables_of_others(postgres: Fresh) -> None:
    address = postgres()
    with open_store(address) as store:
        assert set(inspect(store.engine).get_table_names()) == {*metadata.tables, migrate.VERSION_TABLE}
        with store.transaction() as tx:
            tx.run(text("CREATE TABLE songs (title TEXT)"))
    open_store(address).close()


def test_a_database_where_somebody_else_has_a_table_of_our_names_is_refused(address: str) -> None:
    other = Store(engines.connected(engines.parsed(address), timedelta(seconds=1)))
    with other.transaction() as tx:
        tx.run(text("CREATE TABLE entity (title TEXT)"))
    with pytest.raises(gn.UsageError, match=r"holds other tables \(entity, …\)\. Name another (file|database)"):
        open_store(address)
    with other.reading() as tx:
        assert tx.run(text("SELECT title FROM entity")).all() == []
    other.close()


def test_a_newer_store_is_refused_untouched(tmp_path: Path, formats: Path) -> None:
    path = tmp_path / "gnomon.db"
    open_store(f"sqlite:///{path}", formats=formats).close()
    with pytest.raises(gn.UsageError, match=rf"format r9999; this one knows {HEAD}\)\. Upgrade gnomon"):
        open_store(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute(f"SELECT version_num FROM {migrate.VERSION_TABLE}").fetchall() == [("r9999",)]  # noqa: S608
