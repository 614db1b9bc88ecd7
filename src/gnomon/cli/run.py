"""`gnomon run`: all work that is due, once."""

from __future__ import annotations

import json as jsons
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, TextIO

import typer

from gnomon.charts.micro.icon import CHARACTERS
from gnomon.checks import numbers, phrases
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import Until, moment
from gnomon.config.settings import Settings
from gnomon.jobs import clock
from gnomon.jobs import run as runs
from gnomon.jobs.run import EntityRun
from gnomon.jobs.steps import Listener, Step, nobody
from gnomon.jobs.telling import deliver
from gnomon.jobs.trials.suggestions import in_short
from gnomon.notify import mending
from gnomon.notify.deliver import Failure, Report
from gnomon.reports import names
from gnomon.store.open import Store, open_store

HEADERS = ("entity", "windows", "rows", "alerts", "")


def command(
    config: Config = None,
    until: Until = None,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="Leave with 1 while an alert fires, or something could not be done or told."),
    ] = False,
    json: output.Json = False,
) -> int:
    """Do all work that is due, once: made for cron, Airflow and Kubernetes. Doing it twice changes nothing."""
    settings = configured(config)
    at = moment("--until", until) or clock.wall()
    with open_store(settings.address) as store:
        for note in store.notes:
            output.say(note)
        done, report = once(settings, store, at, lines=sys.stderr if json else None)
    if json:
        undelivered = [
            {"channel": one.channel, "title": one.title, "answer": one.error, "status": one.status}
            for one in (*report.dead, *report.put_off.values())
        ]
        entities = [one.record() for one in done]
        told = {"delivered": len(report.delivered), "undelivered": undelivered, "held": report.held}
        output.print_json({"entities": entities, **told, "unheard": report.unheard or None})
    else:
        show(done)
    for one in done:
        for note in one.notes:
            output.say(f"{one.entity}: {note}")
    _tell_failures(report)
    is_wrong = any(one.status in ("violation", "error") for one in done)
    is_wrong |= bool(report.dead or report.put_off or report.held or report.unheard)
    return 1 if exit_code and is_wrong else 0


def once(
    settings: Settings, store: Store, at: datetime, *, lines: TextIO | None = None
) -> tuple[Sequence[EntityRun], Report]:
    """One run with its messages, with progress on a terminal and JSON lines elsewhere.

    Args:
        settings: The configuration.
        store: Its store.
        at: The moment as which it runs.
        lines: Where logs without a file go; standard output when not given.
    """
    with listening() as listener, output.notes(), output.progress("running") as progress:
        done = runs.run(settings, store, at, clock=clock.wall, listener=listener, progress=progress, suggest=in_short)
        report = deliver.deliver(settings, store, clock=clock.wall, wait=clock.pause, listener=listener, lines=lines)
    return done, report


@contextmanager
def listening() -> Iterator[Listener]:
    """What is told of the steps: nothing on a terminal, which shows progress; else a JSON line each."""
    yield nobody if sys.stderr.isatty() else line_of


def line_of(step: Step, entity: str, facts: dict[str, object]) -> None:
    """Say a step as a line of JSON."""
    at = clock.wall().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    output.say(jsons.dumps({"at": at, "step": step, "of": entity, **facts}, ensure_ascii=False))


def show(done: Sequence[EntityRun]) -> None:
    """Print what was done as a table."""
    console = output.console()
    rows = [
        [
            output.text(f"{CHARACTERS[one.status]} {one.entity}", output.COLOURS[one.status]),
            output.text(numbers.count(one.windows)),
            output.text(numbers.count(one.rows)),
            output.text(str(len(one.alerts)) if one.alerts else "", "red"),
            output.text(names.unstarred(one.reason, one.series)),
        ]
        for one in done
    ]
    console.print(output.table(HEADERS, rows, console.width, (2, 1)))


def _tell_failures(report: Report) -> None:
    """A line for each message that was refused, one for each channel whose messages wait, and one for the heartbeat."""
    if report.unheard:
        output.say(f"the heartbeat was not heard: {report.unheard}")
    for channel, held in report.held.items():
        some = "1 more message waits" if held == 1 else f"{numbers.count(held)} more messages wait"
        output.say(f"{some} for {channel}, which took as many as it may. The next runs send them.")
    for failure in report.dead:
        mend = mending.mend(failure.channel, "dead", failure.status)
        output.say(f"not delivered by {failure.channel}: {phrases.ended(failure.error)} {mend} ({failure.title})")
    waiting: dict[str, list[Failure]] = {}
    for failure in report.put_off.values():
        waiting.setdefault(failure.channel, []).append(failure)
    for channel, failures in waiting.items():
        last = failures[-1]
        said = phrases.ended(report.stopped.get(channel, last.error))
        count = f"{len(failures)} message{'s' * (len(failures) > 1)}"
        output.say(f"{count} not delivered yet by {channel}: {said} {mending.mend(channel, 'retrying', last.status)}")
