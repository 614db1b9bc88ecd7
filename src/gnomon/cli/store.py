"""`gnomon store`: what is kept, how large it is, whether it is whole, and all of it as one file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.errors import UsageError
from gnomon.store import archive
from gnomon.store import sizes as sizes_of
from gnomon.store.open import open_store
from gnomon.store.sizes import Size
from gnomon.store.verify import problems

app = typer.Typer(no_args_is_help=True, help="Look at what is kept, and take it elsewhere.")

WRONG = 1
MEND = (
    "What is derived (tally, measurement_block) is made anew once its rows change. "
    "For the rest, import a copy that is right."
)

HEADERS = ("table", "rows", "size", "share", "a column and window", "layer")

UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1, "B"))
TWO_DIGITS = 10


@app.callback()
def _root() -> None:
    """Look at what is kept, and take it elsewhere."""


@app.command("sizes")
def sizes(config: Config = None, json: output.Json = False) -> int:
    """Show how large each table is with its indexes, the largest first, and what a column takes in a window."""
    settings = configured(config)
    with open_store(settings.address) as store, store.reading() as tx:
        found, column_windows = sizes_of.of_tables(tx), sizes_of.column_windows(tx)
    if json:
        tables = [{"table": one.table, "layer": one.layer, "rows": one.rows, "bytes": one.bytes} for one in found]
        output.print_json({"tables": tables, "column_windows": column_windows})
    else:
        _show(found, column_windows, output.console())
    return 0


@app.command("verify")
def verify(config: Config = None, json: output.Json = False) -> int:
    """Read all that is kept, and say what cannot be read or does not fit. Leaves with 1 where something is wrong."""
    settings = configured(config)
    with open_store(settings.address) as store, store.reading() as tx:
        rows = sum(archive.rows_of(tx).values())
        with output.progress("reading", rows) as told:
            found = list(problems(tx, told or _nobody))
    if json:
        output.print_json({"rows": rows, "problems": [asdict(one) for one in found]})
    else:
        for one in found:
            sys.stdout.write(f"{one.table}{f' ({one.row})' if one.row else ''}: {one.what}\n")
        output.say(MEND if found else f"Nothing is wrong: {numbers.count(rows)} rows.")
    return WRONG if found else 0


@app.command("export")
def export(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: store.zip.")],
    config: Config = None,
) -> int:
    """Write all that is kept into one file, of which a store on another database can be made."""
    settings = configured(config)
    with open_store(settings.address) as store, store.reading() as tx:
        with output.progress("writing", sum(archive.rows_of(tx).values())) as told:
            try:
                rows = archive.export(tx, to, told or _nobody)
            except OSError as error:
                raise UsageError(f"{to}: cannot be written: {error.strerror}.") from error
    output.say(f"{to}: {numbers.count(rows)} rows.")
    return 0


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="What gnomon store export wrote.")],
    config: Config = None,
) -> int:
    """Fill the empty store of the configuration with what a file holds: all of it, or nothing."""
    settings = configured(config)
    with open_store(settings.address) as store, store.transaction() as tx:
        with output.progress("reading", archive.size_of(source)) as told:
            rows = archive.import_(tx, source, told or _nobody)
    output.say(f"{settings.store}: {numbers.count(rows)} rows.")
    return 0


def _nobody(_: int) -> None:
    """Where there is no terminal, nobody is told how far it is."""


def _show(found: Sequence[Size], column_windows: int, console: Console) -> None:
    total = Size("work", "all", sum(one.rows for one in found), sum(one.bytes for one in found))
    rows = [
        [
            output.text(one.table),
            output.text(numbers.count(one.rows)),
            output.text(_size(one.bytes)),
            output.text(numbers.share(one.bytes / total.bytes)),
            output.text(_size(one.bytes / column_windows) if column_windows else ""),
            output.text("" if one is total else one.layer),
        ]
        for one in (*sorted(found, key=lambda each: -each.bytes), total)
    ]
    console.print(output.table(HEADERS, rows, console.width, (3,)))
    console.print(output.text(f"{numbers.count(column_windows)} columns of windows are kept."))


def _size(amount: float) -> str:
    """Bytes as people read them.

    Example:
        >>> [_size(amount) for amount in (70, 2300, 17_000_000)]
        ['70 B', '2.3 kB', '17 MB']
    """
    unit, name = next((one for one in UNITS if amount >= one[0]), UNITS[-1])
    digits = 1 if unit > 1 and amount / unit < TWO_DIGITS else 0
    return f"{amount / unit:.{digits}f} {name}"
