"""A backtest as tables: the monitors, their alerts, and what became of each fault."""

from __future__ import annotations

import math
from datetime import datetime

from rich.console import Console
from rich.text import Text

from gnomon.alerts import words
from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.jobs.trials.backtest import Backtest, Rate
from gnomon.jobs.trials.fault_results import HORIZON, FaultResult
from gnomon.reports import names
from gnomon.store.alerts import EpisodeRow

MONITORS = ("monitor", "severity", "alerts", "a month", "95 %", "windows in violation")
ALERTS = ("since", "monitor", "lasted", "what changed")
FAULTS = ("fault", "size", "found", "delay", "9 of 10", "cause named", "told by")
FRIENDS = ("nothing is wrong", "silent", "told by")
MONTH = 30


def show(found: Backtest, *, is_first: bool = True) -> None:
    """Print a backtest."""
    console = output.console()
    if not is_first:
        console.print()
    stretch = f"{day(found.since)} to {day(found.until)}"
    console.print(output.text(f"{found.entity}: {numbers.count(found.windows)} windows, {stretch}", "bold"))
    accepted = found.accepted.alarms * MONTH / (found.accepted.period.total_seconds() / 86_400)
    console.print(
        f"{numbers.counted(found.rate.alerts, 'alert')}, "
        f"{numbers.figure(found.rate.per_month)} a month ({_limits(found.rate)}). "
        f"Accepted are {numbers.figure(accepted)} false ones a month.\n"
    )
    _monitors(console, found)
    if found.alerts:
        console.print()
        rows = [_alert(row, found.until) for row in found.alerts]
        console.print(output.table(ALERTS, rows, console.width, (2,)))
    if found.faults:
        console.print()
        _faults(console, found.faults)


def _monitors(console: Console, found: Backtest) -> None:
    rows = [
        [
            output.text(one.monitor, "" if one.rate.alerts else "dim"),
            output.text(one.severity, "" if one.rate.alerts else "dim"),
            output.text(numbers.count(one.rate.alerts)),
            output.text(numbers.figure(one.rate.per_month)),
            output.text(_limits(one.rate)),
            output.text(numbers.count(one.violations)),
        ]
        for one in found.monitors
    ]
    console.print(output.table(MONITORS, rows, console.width, (4, 1)))


def _alert(row: EpisodeRow, until: datetime) -> list[Text]:
    cells = (day(row.since), row.monitor, lasted(row, until), what(row))
    return [output.text(cell, "" if row.ended_at is None else "dim") for cell in cells]


def lasted(row: EpisodeRow, until: datetime) -> str:
    """How long an alert was open, until the end of the history at least."""
    if row.ended_at is None:
        return f"over {words.about(until - row.since)}"
    return words.about(row.ended_at - row.since)


def what(row: EpisodeRow) -> str:
    """What changed, without how sure that is."""
    return names.unstarred(row.summary.split(";")[0].split(". ")[0], row.series)


def _faults(console: Console, faults: tuple[FaultResult, ...]) -> None:
    wrong = [one for one in faults if not one.is_friend]
    friends = [one for one in faults if one.is_friend]
    if wrong:
        places = max(len(one.trials) for one in wrong)
        console.print(
            f"Each fault begins in {places} places, and is found where an alert tells of it within {HORIZON} windows. "
            "Delay: in half of the places (9 of 10) an alert came within so many windows, 1 is at once. "
            "Cause named: the column that was named first is the faulty one.\n"
        )
        console.print(output.table(FAULTS, [_fault(one) for one in wrong], console.width, (4, 5)))
    if friends:
        console.print()
        console.print(output.table(FRIENDS, [_friend(one) for one in friends], console.width))


def _fault(one: FaultResult) -> list[Text]:
    cells = (
        one.fault,
        one.size,
        f"{one.found} of {len(one.trials)}",
        _delay(one.delay),
        _delay(one.late_delay),
        numbers.NOTHING if one.right is None else numbers.share(one.right),
        _by(one),
    )
    return [output.text(cell, "" if one.is_good else "yellow") for cell in cells]


def _friend(one: FaultResult) -> list[Text]:
    cells = (one.fault, f"{len(one.trials) - one.found} of {len(one.trials)}", _by(one))
    return [output.text(cell, "" if one.is_good else "yellow") for cell in cells]


def _by(one: FaultResult) -> str:
    return ", ".join(name if len(one.by) == 1 else f"{name} {n}" for name, n in one.by.items())


def _delay(windows: float) -> str:
    return numbers.figure(windows) if math.isfinite(windows) else numbers.NOTHING


def _limits(rate: Rate) -> str:
    low, high = rate.interval
    return f"{numbers.figure(low)}{numbers.EN_DASH}{numbers.figure(high)}"


def day(at: datetime) -> str:
    """A moment; only the day where it is midnight."""
    said = words.moment(at, with_year=True)
    return said.removesuffix(" 00:00 UTC")
