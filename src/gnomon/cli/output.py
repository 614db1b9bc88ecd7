"""What the commands share: options, tables and JSON on stdout, progress and notes on stderr.

Names and values come from strangers: `clean` and `text` let none of them
command the terminal. A reader may leave early (`| head`): the rest is then
printed nowhere, and the exit code stays that of the answer.
"""

from __future__ import annotations

import json
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from gnomon.errors import DataWarning, UsageError

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

COLOURS = {"ok": "green", "violation": "red", "insufficient_data": "yellow", "no_data": "dim", "error": "magenta"}
"""Of each status."""

GAP = 2
"""Spaces between two columns of a table."""

LEAST_LAST = 24
"""Room that the last column of a table keeps before others are left out for it."""

_UNSEEN = "\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_COMMANDS = re.compile(f"[\x00-\x1f{_UNSEEN}]")
"""Characters that a terminal obeys or that turn the text around: escapes of both kinds, and directions."""

_RAW_IN_JSON = re.compile(f"[{_UNSEEN}]")


class Page(Console):
    """A console whose reader may leave."""

    def on_broken_pipe(self) -> None:
        """Print the rest nowhere."""
        unheard(self.file)


stderr = Page(stderr=True, highlight=False)


def console() -> Console:
    """The terminal on stdout, or a wide page where it is piped."""
    made = Page(highlight=False)
    if not made.is_terminal and not os.environ.get("COLUMNS", "").isdigit():
        made.width = PIPED_WIDTH
    return made


def unheard(stream: IO[str]) -> None:
    """Send what is still to be printed nowhere, since whoever read it has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def clean(words: str) -> str:
    r"""Words of strangers as a terminal may get them: on one line, what it would obey spelt out.

    Example:
        >>> print(clean("a\x1b[31m\n b"))
        a\x1b[31m b
    """
    line = " ".join(words.split())
    return _COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), line)


def text(words: str, style: str = "") -> Text:
    """Words of strangers for a table or a page."""
    return Text(clean(words), style)


def say(line: str) -> None:
    """One line on stderr."""
    try:
        print(clean(line), file=sys.stderr)
    except BrokenPipeError:
        unheard(sys.stderr)


def fitting(widths: Sequence[int], width: int, spare: Sequence[int] = ()) -> tuple[list[int], int]:
    """Which columns of a table to show, so that its last keeps some room.

    Args:
        widths: Of all columns but the last, in characters.
        width: Of the page.
        spare: Places of columns that may be left out, the least important first.

    Returns:
        Places of the columns to show, the last among them, and the room of the last.

    Example:
        >>> fitting([10, 20, 8], 60, spare=[1, 2])
        ([0, 2, 3], 38)
    """
    shown = list(range(len(widths)))
    for place in spare:
        if width - sum(widths[at] + GAP for at in shown) >= LEAST_LAST:
            break
        shown.remove(place)
    return [*shown, len(widths)], max(1, width - sum(widths[at] + GAP for at in shown))


def table(
    headers: Sequence[str], rows: Sequence[Sequence[Text]], width: int, spare: Sequence[int] = (), *, wrap: bool = True
) -> Table:
    """A table whose last column takes the room that is left; those between the first and the last are figures.

    Args:
        headers: Of all columns.
        rows: As many cells each.
        width: Of the page, in characters.
        spare: Places of columns that may be left out on a narrow page, the least important first.
        wrap: Whether the last column's cells may take several lines.
    """
    last = len(headers) - 1
    shown, _ = fitting(
        [widest(header, [row[at] for row in rows]) for at, header in enumerate(headers[:-1])], width, spare
    )
    made = Table(box=None, pad_edge=False, header_style="bold")
    for at in shown:
        made.add_column(
            headers[at],
            justify="right" if 0 < at < last else "left",
            no_wrap=at < last or not wrap,
            overflow="ellipsis",
        )
    for row in rows:
        made.add_row(*(row[at] for at in shown))
    return made


def widest(header: str, cells: Sequence[Text]) -> int:
    """Characters that a column needs."""
    return max(len(header), *(cell.cell_len for cell in cells), 0)


def print_json(document: Mapping[str, Any] | Sequence[Any]) -> None:
    """One JSON document on stdout; a NaN or infinity in it is a bug and raises."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    made = json.dumps(document, ensure_ascii=not unicode, allow_nan=False, indent=2)
    try:
        print(_RAW_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", made))
    except BrokenPipeError:
        unheard(sys.stdout)


def check_target(path: Path, *inputs: str) -> None:
    """Refuse, before any work is done, a file that cannot be written or that is read.

    Raises:
        UsageError: Its folder does not exist, it is a folder or a device, or it is one of the inputs.
    """
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} does not exist. Make it first.")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path}: is a folder or a device. Name a file.")
    if path.exists() and any(Path(each).exists() and path.samefile(each) for each in inputs):
        raise UsageError(f"{path}: is what is read. Name another file to write.")


@contextmanager
def notes(about: str = "") -> Iterator[None]:
    """Print what was mended in the data as lines on stderr.

    Args:
        about: The data's name and a colon, where there are several.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DataWarning)
        try:
            yield
        finally:
            for warning in caught:
                if issubclass(warning.category, DataWarning):
                    told = str(warning.message)
                    say(f"note: {'' if told.startswith(about) else about}{told}")


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Any]:
    """A bar on a terminal's stderr, silent elsewhere; yields a function to call with the rows of each batch."""
    if not stderr.is_terminal:
        yield None
        return
    told = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), told, BarColumn(), MofNCompleteColumn(), TextColumn("rows"))
    with Progress(*columns, TimeRemainingColumn(), console=stderr, transient=True) as bar:
        task = bar.add_task(clean(what), total=total)
        yield lambda rows: bar.advance(task, rows)


@contextmanager
def steps(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar of steps on a terminal's stderr, silent elsewhere; yields a function to call after each."""
    if not stderr.is_terminal:
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=stderr, transient=True) as bar:
        task = bar.add_task(clean(what), total=total)
        yield lambda: bar.advance(task)
