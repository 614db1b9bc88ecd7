"""The way into a store: open it, and read or write in transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError, StatementError

from gnomon.errors import GnomonError
from gnomon.store import engine as engines
from gnomon.store import failures, migrate
from gnomon.store.transaction import Transaction

PATIENCE = timedelta(seconds=30)

Fence = Callable[[Transaction], AbstractContextManager[object]]
"""What each transaction that writes begins and ends with; it raises where nothing may be written any more."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store.

    Attributes:
        engine: SQLAlchemy's.
        notes: What happened on opening that a person should know, a sentence each.
        fence: Around every transaction that writes.
    """

    engine: Engine
    notes: tuple[str, ...] = ()
    fence: Fence = nullcontext

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction that writes: all of it is kept when the block ends, none of it when it raises.

        On SQLite one process writes at a time; the others wait.

        Raises:
            UnavailableError: The store is locked, cannot be reached, or its disk is full.
            UsageError: The store can only be read.
        """
        options = {engines.BEGIN: "BEGIN IMMEDIATE"}
        with _explaining(self.engine), self.engine.connect() as connection:
            with connection.execution_options(**options).begin():
                tx = Transaction(connection)
                with self.fence(tx):
                    yield tx

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that only reads, and sees one state of the store however long it takes.

        Raises:
            UnavailableError: The store cannot be reached.
        """
        with _explaining(self.engine), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(  # noqa: PLW2901 - the same connection
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield Transaction(connection)

    def fenced(self, fence: Fence) -> Store:
        """The same store, with a fence."""
        return replace(self, fence=fence)

    @property
    def address(self) -> str:
        """The address by which it was opened, with its password."""
        return self.engine.url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        """The store."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()


def open_store(url: str, *, patience: timedelta = PATIENCE, formats: Path = migrate.FORMATS) -> Store:
    """Open a store, make it if it is not there, and bring it to this gnomon's format.

    An older store is copied first (`<name>.before-<format>.db`); one of a newer format is refused.

    Args:
        url: `sqlite:///gnomon.db` or `postgresql+psycopg://user@host/name`.
        patience: How long to wait for another process that writes.
        formats: Where the steps from format to format lie; another folder only in tests.

    Raises:
        UsageError: No such folder, no database, one that can only be read, or one of a newer format.
        UnavailableError: It cannot be reached or is locked.
    """
    return _opened(engines.parsed(url), patience, replace(migrate.OF_STORE, formats=formats))


def open_inbox(url: str, *, patience: timedelta = PATIENCE) -> Store:
    """Open the inbox beside a store, and make it if it is not there.

    On SQLite it is a file of its own (`gnomon-inbox.db`), so that what comes in
    and what is worked on do not wait for each other; PostgreSQL uses one database.

    Args:
        url: That of the store.
        patience: How long to wait for another process that writes.

    Raises:
        UsageError: As for the store.
        UnavailableError: It cannot be reached or is locked.
    """
    place = engines.parsed(url)
    if place.get_backend_name() == "sqlite":
        path = Path(place.database or "")
        place = place.set(database=str(path.with_name(f"{path.stem}-inbox{path.suffix}")))
    return _opened(place, patience, migrate.OF_INBOX)


def _opened(place: URL, patience: timedelta, tables: migrate.Tables) -> Store:
    engine = engines.connected(place, patience)
    try:
        with _explaining(engine):
            return Store(engine, migrate.to_newest(engine, tables))
    except BaseException:
        engine.dispose()
        raise


@contextmanager
def _explaining(engine: Engine) -> Iterator[None]:
    try:
        yield
    except StatementError as error:
        if isinstance(error.orig, GnomonError):  # a value that no column takes
            raise error.orig from None
        explained = failures.explained(error, engine.url) if isinstance(error, DBAPIError) else None
        if explained is None:
            raise
        raise explained from error
