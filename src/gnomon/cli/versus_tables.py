"""What became of the alerts of another configuration, as a table and as a page."""

from __future__ import annotations

from collections.abc import Iterator

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.backtest_tables import day, lasted, what
from gnomon.jobs.trials.against import Against
from gnomon.jobs.trials.backtest import Backtest
from gnomon.jobs.trials.known_incidents import Known
from gnomon.jobs.trials.versus import Versus
from gnomon.reports.versus_html import ChangeShown, SideShown, VersusReport

HEADERS = ("", "since", "monitor", "lasted", "what changed")
STYLES = {"gained": "yellow", "lost": "cyan", "moved": ""}


def show(found: Versus) -> None:
    """Print the difference: what is gained and lost by configuration `after` against `before`."""
    console = output.console()
    before, after = _sides(found)
    console.print()
    console.print(output.text(f"From {before.name} to {after.name}: {found.difference.sentence}", "bold"))
    console.print(output.text(" ".join(f"{one.name}: {one.alerts}, {one.rate}." for one in (before, after))))
    rows = [
        [output.text(cell, STYLES[one.kind]) for cell in (one.kind, one.since, one.monitor, one.lasted, one.said)]
        for one in _changes(found)
    ]
    if rows:
        console.print()
        console.print(output.table(HEADERS, rows, console.width, (3,)))


def report(found: Versus, zone: str, known: tuple[Known, ...], met: Against | None) -> VersusReport:
    """The difference as a page shows it.

    Args:
        found: Both backtests.
        zone: The time zone in which people read it.
        known: Incidents that are known.
        met: What became of them under `after`; None where none are given.
    """
    incidents = ""
    if met is not None:
        false = numbers.counted(len(met.false), "false alarm")
        counted = numbers.counted(len(met.incidents), "incident")
        incidents = f"{found.names[1]}: {met.found} of {counted} found, {false}"
    return VersusReport(
        found.after.entity,
        found.difference.sentence,
        _sides(found),
        found.chart(zone, known),
        tuple(_changes(found)),
        incidents,
    )


def _sides(found: Versus) -> tuple[SideShown, SideShown]:
    return _side(found.names[0], found.before), _side(found.names[1], found.after)


def _side(name: str, one: Backtest) -> SideShown:
    rate = f"{numbers.figure(one.rate.per_month)} a month"
    return SideShown(name, numbers.counted(one.rate.alerts, "alert"), rate)


def _changes(found: Versus) -> Iterator[ChangeShown]:
    made = found.difference
    for kind, rows in (("gained", made.gained), ("lost", made.lost)):
        side = found.after if kind == "gained" else found.before
        for row in rows:
            yield ChangeShown(kind, day(row.since), row.monitor, lasted(row, side.until), what(row))
    for pair in made.moved:
        was, now = pair.before, pair.after
        said = f"it was since {day(was.since)}, {lasted(was, found.before.until)}"
        yield ChangeShown("moved", day(now.since), now.monitor, lasted(now, found.after.until), said)
