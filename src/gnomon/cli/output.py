"""What the commands share: options, progress and notes on stderr, JSON on stdout."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from gnomon.errors import DataWarning, UsageError
from gnomon.profiles.schema import Schema

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
Every = Annotated[
    str | None, typer.Option(help="Profile by windows: 15m, 1h, 1d, 1w, 1mo or a multiple. Needs --timestamp.")
]
Timestamp = Annotated[str | None, typer.Option(help="The column of the event time.")]
Zone = Annotated[str, typer.Option(help="The time zone in which windows begin.")]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="COLUMN=ROLE", help="score, prediction, target, id or segment. Repeatable."),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="COLUMN=KIND", help="Read a column as number, category, flag or time. Repeatable."),
]

PIPED_WIDTH = 160
"""Columns of text where no terminal says how many there are."""

stderr = Console(stderr=True, highlight=False)


def console() -> Console:
    """The terminal on stdout, or a wide page where it is piped."""
    made = Console(highlight=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = PIPED_WIDTH
    return made


def table(*headers: str) -> Table:
    """A table whose last column wraps; the second to the last but one are figures."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for place, header in enumerate(headers):
        last = place == len(headers) - 1
        made.add_column(header, justify="right" if 0 < place and not last else "left", no_wrap=not last)
    return made


def print_json(document: Mapping[str, Any] | Sequence[Any]) -> None:
    """One JSON document on stdout; a NaN or infinity in it is a bug and raises."""
    json.dump(document, sys.stdout, ensure_ascii=False, allow_nan=False, indent=2)
    print()


def schema_of(kinds: Sequence[str] | None, roles: Sequence[str] | None, timestamp: str | None) -> Schema:
    """The schema that `--kind`, `--role` and `--timestamp` give.

    Raises:
        UsageError: A word without `=`, or an unknown kind or role.
    """
    given: dict[str, dict[str, Any]] = {"--kind": {}, "--role": {}}
    for option, words in (("--kind", kinds), ("--role", roles)):
        for word in words or ():
            name, equals, value = word.rpartition("=")
            if not equals or not name:
                raise UsageError(f"{option} {word!r}: write COLUMN={'KIND' if option == '--kind' else 'ROLE'}.")
            given[option][name] = value
    if timestamp is not None:
        given["--role"][timestamp] = "timestamp"
    return Schema(given["--kind"], given["--role"])


@contextmanager
def notes() -> Iterator[None]:
    """Print what was mended in the data as lines on stderr."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DataWarning)
        try:
            yield
        finally:
            for warning in caught:
                if issubclass(warning.category, DataWarning):
                    print(f"note: {' '.join(str(warning.message).split())}", file=sys.stderr)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Any]:
    """A bar on a terminal's stderr, silent elsewhere; yields a function to call with the rows of each batch."""
    if not stderr.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("rows"))
    with Progress(*columns, TimeRemainingColumn(), console=stderr, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda rows: bar.advance(task, rows)
