"""The inbox made by its formats is the inbox that its tables say."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from gnomon.store import migrate
from gnomon.store.inbox_tables import metadata
from gnomon.store.open import open_inbox, open_store


def test_the_formats_make_the_tables(address: str) -> None:
    with open_inbox(address) as store, store.engine.connect() as connection:
        options = {
            "version_table": migrate.OF_INBOX.version_table,
            "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_an_inbox_and_its_store_do_not_disturb_each_other(address: str) -> None:
    for _ in range(2):
        with open_store(address) as store, open_inbox(address) as inbox:
            assert (store.notes, inbox.notes) == ((), ())
