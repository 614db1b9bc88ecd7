"""What a database says when it fails, in words that a person can act on."""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from gnomon.errors import GnomonError, UnavailableError, UsageError

SQLITE: dict[int, tuple[type[GnomonError], str]] = {
    5: (UnavailableError, "is locked by another process that writes for long. Try again, or use PostgreSQL."),
    6: (UnavailableError, "is locked within this process. Try again."),
    8: (UsageError, "can only be read. Give this user the right to write the file and its folder."),
    10: (UnavailableError, "cannot be read or written: the disk fails. Look at the disk, then try again."),
    11: (UsageError, "is damaged. Restore it from a copy."),
    13: (UnavailableError, "cannot grow: the disk is full. Make room, then try again; nothing was half written."),
    14: (UsageError, "cannot be opened. Check that the folder is there and that this user may write to it."),
    26: (UsageError, "is no SQLite database. Name another file."),
}
"""By SQLite's primary result code (https://sqlite.org/rescode.html)."""

POSTGRES: dict[str, tuple[type[GnomonError], str]] = {
    "08": (UnavailableError, "cannot be reached. Check that the server runs, then try again."),
    "25006": (UsageError, "can only be read. Name the primary server, not a replica."),
    "28": (UsageError, "does not let this user in. Check user and password in the URL."),
    "3D": (UsageError, "does not exist. Make it with createdb."),
    "40": (UnavailableError, "was written by another process at the same time. Try again."),
    "42501": (UsageError, "does not allow this user to do it. Grant the user all rights on the schema."),
    "53100": (UnavailableError, "cannot grow: the server's disk is full. Make room, then try again."),
    "53": (UnavailableError, "has no room for more connections or memory. Try again later."),
    "54": (UsageError, "cannot keep a name or label as long as one of these. Leave out the column that it is of."),
    "55P03": (UnavailableError, "is locked by another process that writes for long. Try again."),
    "57": (UnavailableError, "stops or starts. Try again in a minute."),
    "58": (UnavailableError, "cannot be read or written: the server's disk fails. Look at it, then try again."),
}
"""By SQLSTATE, the longest beginning first (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""

REFUSED = {
    "password authentication failed": "28",
    "no pg_hba.conf entry": "28",
    'role "': "28",
    '" does not exist': "3D",
}
"""What a refused connection says instead of a SQLSTATE, by words looked for in this order."""


def shown(url: URL) -> str:
    """The store's name without user, password or options.

    Example:
        >>> from sqlalchemy import make_url
        >>> shown(make_url("postgresql+psycopg://me:secret@db:5432/gnomon?password=secret"))
        'postgresql://db:5432/gnomon'
    """
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{url.host or ''}{port}/{url.database or ''}"


def explained(error: DBAPIError, url: URL) -> GnomonError | None:
    """What a person can do about an error; None when it is a bug of gnomon's.

    Args:
        error: As SQLAlchemy raised it.
        url: The store's.
    """
    code = getattr(error.orig, "sqlite_errorcode", None)
    found = _postgres(error) if code is None else SQLITE.get(code & 0xFF)
    if found is None:
        return None
    kind, words = found
    return kind(f"store {shown(url)}: {words}")


def _postgres(error: DBAPIError) -> tuple[type[GnomonError], str] | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        said = str(error.orig)
        refused = next((code for words, code in REFUSED.items() if words in said), "08")
        state = refused if type(error.orig).__name__ == "OperationalError" else ""
    return next((POSTGRES[state[:n]] for n in (5, 2) if state[:n] in POSTGRES), None)
