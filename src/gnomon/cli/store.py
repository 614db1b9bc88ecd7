"""`gnomon store`: what is kept, and how large it is."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich.console import Console

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.store import sizes as sizes_of
from gnomon.store.open import open_store
from gnomon.store.sizes import Size

app = typer.Typer(no_args_is_help=True, help="Look at what is kept.")

HEADERS = ("table", "rows", "size", "share", "a column and window", "layer")

UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1, "B"))
TWO_DIGITS = 10


@app.callback()
def _root() -> None:
    """Look at what is kept."""


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
