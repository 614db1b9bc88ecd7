"""Objects behind a URL (`s3://`, `gs://`, `az://`, `https://`), read through Polars."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import polars as pl

from gnomon.errors import DataError, UnavailableError
from gnomon.profiles.frames import content, csv, json_lines
from gnomon.profiles.frames.guard import first_line
from gnomon.profiles.frames.parquet import open_scan
from gnomon.profiles.frames.rows import Rows
from gnomon.profiles.frames.stream import TextFile

SCHEMES = frozenset({"s3", "s3a", "gs", "gcs", "az", "azure", "adl", "abfs", "abfss", "http", "https", "hf", "file"})
RETRIES = {"max_retries": 2}  # Polars' ten take minutes before a wrong address is told
_UNREACHABLE = ("error sending request", "dns error", "timed out", "Connection refused", "connect error")


def is_object(path: str) -> bool:
    """Whether a path is a URL of an object store or a web server.

    >>> is_object("s3://bucket/a.parquet"), is_object("data/a.parquet")
    (True, False)
    """
    return "://" in path and urlsplit(path).scheme.lower() in SCHEMES


def open_object(url: str, columns: Sequence[str] | None = None) -> Rows:
    """Open one object, or all that a glob of Parquet or Arrow objects matches.

    Its format follows from its name, since its bytes are far away; what has
    no known suffix is taken to be Parquet.

    Raises:
        UnavailableError: The store cannot be reached.
        DataError: The object does not exist, may not be read, or is damaged.
        SchemaError: A wanted column does not exist.
    """
    name = without_secrets(url)
    form = content.named_format(PurePosixPath(urlsplit(url).path)) or "parquet"
    with _reaching(name):
        if form == "parquet":
            rows = open_scan(pl.scan_parquet(url, storage_options=dict(RETRIES)), name, columns)
        elif form in {"arrow", "arrow stream"}:
            rows = open_scan(pl.scan_ipc(url, storage_options=dict(RETRIES)), name, columns)
        else:
            opener = csv.open_csv if form == "csv" else json_lines.open_json_lines
            rows = opener(TextFile(PurePosixPath(urlsplit(url).path), name, "plain", url=url), columns)
    return replace(rows, batches=lambda: _reached(rows, name))


def without_secrets(url: str) -> str:
    """A URL without the user, the password and the query, which may hold a key.

    >>> without_secrets("https://me:secret@host/a.csv?sig=abc")
    'https://host/a.csv'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _reached(rows: Rows, name: str) -> Iterator[pl.DataFrame]:
    with _reaching(name):
        yield from rows.batches()


@contextmanager
def _reaching(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Polars about a region that it will find out itself
            yield
    except DataError as error:
        cause = error.__context__ or error
        if any(sign in str(cause) for sign in _UNREACHABLE):
            raise UnavailableError(
                f"{name}: cannot be reached ({first_line(cause)}). Check the address, the network and the endpoint."
            ) from None
        raise
