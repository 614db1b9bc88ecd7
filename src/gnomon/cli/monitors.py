"""`gnomon monitors`: what each monitor's alerts turned out to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer

from gnomon.alerts import words
from gnomon.checks import numbers
from gnomon.cli import output, proposals
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import Since, moment
from gnomon.config.entity import Entity
from gnomon.jobs import clock
from gnomon.jobs.incidents.track_records import track_records
from gnomon.jobs.trials import suggestions
from gnomon.store.open import Store, open_store

HEADERS = ("monitor", "alerts", "incidents", "right", "wrong", "precision", "flaps", "detected", "resolved", "entity")


def command(
    entity: Annotated[str | None, typer.Argument(help="Only of this entity.")] = None,
    config: Config = None,
    since: Since = None,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="Say what their past suggests to change, and what that would have changed."),
    ] = False,
    json: output.Json = False,
) -> int:
    """What each monitor's alerts turned out to be: precision, flaps, and times."""
    settings = configured(config)
    entities = list(settings.entities.values()) if entity is None else [settings.entity(entity)]
    start = moment("--since", since)
    with open_store(settings.address) as store:
        if suggest:
            return _suggested(store, entities, json=json)
        found = track_records(store, entities, start)
    if json:
        output.print_json(found)
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (6, 7, 8)))
    return 0


def _suggested(store: Store, entities: Sequence[Entity], *, json: bool) -> int:
    found = [one for entity in entities for one in suggestions.suggest(store, entity, now=clock.wall())]
    if json:
        output.print_json([one.record() for one in found])
    elif not found:
        output.say("nothing to suggest: no monitor has a habit that a setting mends.")
    else:
        proposals.show(found)
    return 0


def _row(one: dict[str, Any]) -> list[Any]:
    cells = (
        one["monitor"],
        str(one["alerts"]),
        str(one["incidents"]),
        str(one["true_positives"]),
        str(one["false_positives"]),
        _precision(one["precision"]),
        str(one["flaps"]),
        _median(one["to_detect"]),
        _median(one["to_resolve"]),
        one["entity"],
    )
    return [output.text(cell) for cell in cells]


def _precision(known: dict[str, float] | None) -> str:
    if known is None:
        return ""
    return "{value:.2f} ({low:.3f}–{high:.3f})".format(**known)


def _median(span: dict[str, float] | None) -> str:
    return "" if span is None else numbers.plain(words.lasted(timedelta(seconds=span["median"])))
