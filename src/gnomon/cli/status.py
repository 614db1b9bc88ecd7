"""`gnomon status`: how every entity is, in a line each, and how gnomon itself is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from gnomon.alerts import words
from gnomon.charts.micro.icon import CHARACTERS
from gnomon.checks import phrases
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.jobs import clock, listing
from gnomon.jobs.reporting.status import status
from gnomon.reports import names
from gnomon.store.open import open_store

SAID = {
    "not_run": "is not run",
    "behind": "lags behind",
    "noisy": "is noisy",
    "never_fires": "can never fire",
}
"""What is said of a concern."""

HEADERS = ("entity", "alerts", "since", "judged until", "")


def command(config: Config = None, json: output.Json = False) -> int:
    """Show how every entity is, and how gnomon itself is."""
    settings = configured(config)
    with open_store(settings.address) as store:
        found = status(settings, store, clock.wall())
    if json:
        output.print_json(found)
        return 0
    console = output.console()
    show(found["entities"], console, found["channels"])
    _show_concerns(found, console)
    return 0


def show(found: list[dict[str, Any]], console: Console, channels: Sequence[dict[str, Any]] = ()) -> None:
    """Print the entities as a table, and beneath what fires, and channels that do not deliver."""
    console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (3,)))
    for one in found:
        for alert in one["alerts"]:
            since = words.moment(datetime.fromisoformat(alert["since"]), with_year=True)
            console.print(Text(output.clean(f"\n{alert['monitor']} ({alert['severity']}) since {since}"), "bold red"))
            console.print(output.text(names.unstarred(alert["summary"], alert["series"])))
    for one in channels:
        counts = [f"{one[name]} {name}" for name in ("refused", "waiting") if one[name]]
        since = words.moment(datetime.fromisoformat(one["since"]), with_year=True)
        console.print(
            Text(output.clean(f"\n{one['channel']} does not deliver since {since}: {', '.join(counts)}"), "bold red")
        )
        console.print(output.text(f"{phrases.ended(one['answer'])} {one['mend']}"))


def _show_concerns(found: dict[str, Any], console: Console) -> None:
    """Print what is wrong with the watching itself, and when the last run was."""
    for one in found["concerns"]:
        of = one["entity"] if one["monitor"] is None else f"{one['monitor']} of {one['entity']}"
        console.print(Text(output.clean(f"\n{of} {SAID[one['kind']]}"), "bold yellow"))
        console.print(output.text(f"{one['reason']} {one['mend']}"))
    if found["last_run"] is not None:
        at = words.moment(datetime.fromisoformat(found["last_run"]), with_year=True)
        console.print(output.text(f"\nLast run {at}."))


def _row(one: dict[str, Any]) -> list[Any]:
    since, until = listing.since(one), one["judged_until"]
    monitors = ", ".join(dict.fromkeys(alert["monitor"] for alert in one["alerts"]))
    return [
        output.text(f"{CHARACTERS[one['status']]} {one['entity']}", output.COLOURS[one["status"]]),
        output.text(str(len(one["alerts"])) if one["alerts"] else "", "red"),
        output.text("" if since is None else words.moment(since, with_year=True)),
        output.text("" if until is None else words.moment(datetime.fromisoformat(until), with_year=True)),
        output.text(monitors if one["status"] == "violation" else one["reason"]),
    ]
