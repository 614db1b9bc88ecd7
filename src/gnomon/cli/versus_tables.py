"""What became of the alerts of another configuration, as a table."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.backtest_tables import day, lasted, what
from gnomon.jobs.trials.versus import Versus
from gnomon.store.alerts import EpisodeRow

HEADERS = ("", "since", "monitor", "lasted", "what changed")
STYLES = {"gained": "yellow", "lost": "cyan", "moved": ""}


def show(found: Versus) -> None:
    """Print the difference: what is gained and lost by configuration `after` against `before`."""
    console = output.console()
    before, after = found.names
    rates = [
        f"{numbers.counted(side.rate.alerts, 'alert')}, {numbers.figure(side.rate.per_month)} a month"
        for side in (found.before, found.after)
    ]
    console.print()
    console.print(output.text(f"From {before} to {after}: {found.difference.sentence}", "bold"))
    console.print(output.text(f"{before}: {rates[0]}. {after}: {rates[1]}."))
    rows = list(_rows(found))
    if rows:
        console.print()
        console.print(output.table(HEADERS, rows, console.width, (3,)))


def _rows(found: Versus) -> Iterator[list[Text]]:
    made = found.difference
    for kind, rows in (("gained", made.gained), ("lost", made.lost)):
        side = found.after if kind == "gained" else found.before
        for row in rows:
            yield _row(kind, day(row.since), row, lasted(row, side.until), what(row))
    for pair in made.moved:
        was, now = pair.before, pair.after
        said = f"it was since {day(was.since)}, {lasted(was, found.before.until)}"
        yield _row("moved", day(now.since), now, lasted(now, found.after.until), said)


def _row(kind: str, since: str, row: EpisodeRow, long: str, said: str) -> list[Text]:
    return [output.text(cell, STYLES[kind]) for cell in (kind, since, row.monitor, long, said)]
