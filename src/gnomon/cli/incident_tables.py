"""Alerts held against incidents that are known, as tables."""

from __future__ import annotations

from rich.text import Text

from gnomon.alerts import words
from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.backtest_tables import day
from gnomon.jobs.trials.against import Against, Met
from gnomon.jobs.trials.backtest import Backtest

MONITORS = ("monitor", "found", "median delay", "false", "a month", "95 %")
INCIDENTS = ("since", "found by", "after", "incident")


def show(met: Against, found: Backtest) -> None:
    """Print what was found, what was missed, and what was false."""
    console = output.console()
    console.print()
    rate, low, high = met.false_per_month
    before = sum(one.is_told_before for one in met.incidents)
    late = f", {before} of them only by an alert that was open before" if before else ""
    console.print(output.text(f"{met.found} of {numbers.counted(len(met.incidents), 'incident')} found{late}", "bold"))
    aside = (
        f" {numbers.counted(len(met.aside), 'alert')} met what nobody has called right or wrong." if met.aside else ""
    )
    console.print(
        f"{numbers.counted(len(met.false), 'false alarm')}, {numbers.figure(rate)} a month "
        f"({numbers.figure(low)}{numbers.EN_DASH}{numbers.figure(high)}).{aside}\n"
    )
    rows = [_monitor(one.monitor, met.of_monitor(one.monitor)) for one in found.monitors]
    console.print(output.table(MONITORS, rows, console.width, (2,)))
    if met.incidents:
        console.print()
        console.print(output.table(INCIDENTS, [_incident(one) for one in met.incidents], console.width))


def _monitor(name: str, mine: Against) -> list[Text]:
    rate, low, high = mine.false_per_month
    cells = (
        name,
        f"{mine.found} of {len(mine.incidents)}",
        "" if mine.delay is None else words.about(mine.delay.median),
        numbers.count(len(mine.false)),
        numbers.figure(rate),
        f"{numbers.figure(low)}{numbers.EN_DASH}{numbers.figure(high)}",
    )
    return [output.text(cell, "" if mine.found or mine.false else "dim") for cell in cells]


def _incident(one: Met) -> list[Text]:
    first, delay = one.first, one.delay
    told = "missed" if first is None else first.monitor
    long = "open before" if one.is_told_before else "" if delay is None else words.about(delay)
    cells = (day(one.incident.start), told, long, one.incident.what)
    return [output.text(cell, "yellow" if first is None or one.is_told_before else "") for cell in cells]
