"""`gnomon incidents`: what people do about alerts, and what they turned out to be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, cast

import typer

from gnomon.alerts import words
from gnomon.alerts.incident import Judgement
from gnomon.alerts.policy import RANK
from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import moment
from gnomon.errors import UsageError
from gnomon.jobs.actor import me
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.store.open import open_store

app = typer.Typer(no_args_is_help=True, help="What people do about alerts, and what they turned out to be.")

HEADERS = ("incident", "entity", "severity", "status", "since", "assessment", "what changed")
STYLES = {"open": "red", "reopened": "red", "acknowledged": "yellow", "mitigated": "yellow", "resolved": "dim"}
SHOWN = ("status", "severity", "owner", "assignee", "started_at", "detected_at", "acked_at", "acked_by", "mitigated_at")
AFTER = ("resolved_at", "reopened_count", "assessment", "previous_assessment", "root_cause", "resolution")

Number = Annotated[int, typer.Argument(metavar="INCIDENT", help="Its number.")]


@contextmanager
def _opened(config: Config) -> Iterator[Incidents]:
    settings = configured(config)
    with open_store(settings.address) as store:
        yield Incidents(settings, store, me())


@app.command("list")
def list_(
    entity: Annotated[str | None, typer.Argument(help="Only of this entity.")] = None,
    config: Config = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only those that are not over.")] = False,
    json: output.Json = False,
) -> int:
    """List incidents, newest first."""
    with _opened(config) as incidents:
        found = incidents.list(entity, only_open=only_open)
    if json:
        output.print_json(found)
    elif not found:
        output.say("no incidents.")
    else:
        console = output.console()
        console.print(output.table(HEADERS, [_row(one) for one in found], console.width, (2, 5)))
    return 0


@app.command("show")
def show(incident: Number, config: Config = None, json: output.Json = False) -> int:
    """An incident with its timeline, and past ones that were like it."""
    with _opened(config) as incidents:
        found = incidents.show(incident)
    if json:
        output.print_json(found)
        return 0
    console = output.console()
    console.print(output.text(f"Incident {found['id']}, {found['entity']}: {found['title']}", "bold"))
    for name in (*SHOWN, *AFTER, "duplicate_of"):
        if found[name]:
            said = _moment(found[name]) if name.endswith("_at") else found[name]
            console.print(output.text(f"  {name.replace('_', ' ')}: {said}"))
    for line in found["timeline"]:
        said = " ".join(part for part in (_moment(line["at"]), line["actor"], line["kind"], line["text"]) if part)
        console.print(output.text(said))
    for past in found["similar"]:
        parts = (past["assessment"].replace("_", " "), past["root_cause"], past["resolution"])
        said = "; ".join(part for part in parts if part)
        line = f"similar: incident {past['id']}, {_moment(past['started_at'])}: {past['title']} ({said})"
        console.print(output.text(line))
    return 0


@app.command("open")
def open_(
    entity: Annotated[str, typer.Argument(help="Of which entity.")],
    title: Annotated[str, typer.Argument(help="What is wrong.")],
    config: Config = None,
    since: Annotated[str | None, typer.Option(help="When it began, in the time of the data; now without it.")] = None,
    severity: Annotated[str, typer.Option(help="critical, high, warning or info.")] = "high",
    json: output.Json = False,
) -> int:
    """Write down that something is wrong of which no alert told."""
    if severity not in RANK:
        raise UsageError(f"--severity {severity!r}: write {', '.join(reversed(RANK))}.")
    with _opened(config) as incidents:
        found = incidents.open(entity, title, since=moment("--since", since), severity=severity)
        return _said(found, json=json)


@app.command("ack")
def ack(incident: Number, config: Config = None, json: output.Json = False) -> int:
    """Say that you look at it."""
    with _opened(config) as incidents:
        return _said(incidents.acknowledge(incident), json=json)


@app.command("assign")
def assign(
    incident: Number,
    to: Annotated[str, typer.Argument(help="Who works on it.")],
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Say who works on it."""
    with _opened(config) as incidents:
        return _said(incidents.assign(incident, to), json=json)


@app.command("comment")
def comment(
    incident: Number,
    text: Annotated[str, typer.Argument(help="A line of its timeline.")],
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Write a line into its timeline."""
    with _opened(config) as incidents:
        return _said(incidents.comment(incident, text), json=json)


@app.command("mitigate")
def mitigate(
    incident: Number,
    text: Annotated[str, typer.Argument(help="What was done.")] = "",
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Say that the harm is over, though alerts may still fire."""
    with _opened(config) as incidents:
        return _said(incidents.mitigate(incident, text), json=json)


@app.command("close")
def close(
    incident: Number,
    assessment: Annotated[
        str,
        typer.Option("--as", help="true_positive, false_positive, expected_change or duplicate."),
    ],
    cause: Annotated[
        str,
        typer.Option(
            help="Why: data_source, pipeline, schema, upstream, deployment, population, season, targets or other, "
            "then a colon and words."
        ),
    ] = "",
    resolution: Annotated[str, typer.Option(help="What mended it.")] = "",
    of: Annotated[int | None, typer.Option("--of", help="Of which incident it is a duplicate.")] = None,
    promote_since: Annotated[
        str | None, typer.Option(help="Of an expected change: rows from this time on become the reference.")
    ] = None,
    promote_until: Annotated[
        str | None, typer.Option(help="Where they end; at the last window that was judged when not given.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Though its alerts fire.")] = False,
    config: Config = None,
    json: output.Json = False,
) -> int:
    """Say what it was, also of one that is over: its monitors' precision counts it."""
    since, until = moment("--promote-since", promote_since), moment("--promote-until", promote_until)
    with _opened(config) as incidents:
        done = incidents.close(
            incident, cast(Judgement, assessment), root_cause=cause, resolution=resolution, duplicate_of=of,
            promote_since=since, promote_until=until, force=force,
        )  # fmt: skip
    return _said(done, json=json)


def _said(one: dict[str, Any], *, json: bool) -> int:
    if json:
        output.print_json(one)
        return 0
    parts = (one["status"], one["assessment"], one["assignee"] and f"assigned to {one['assignee']}")
    output.say(f"incident {one['id']} of {one['entity']} is {', '.join(part for part in parts if part)}.")
    return 0


def _row(one: dict[str, Any]) -> list[Any]:
    style = STYLES[one["status"]]
    cells = (
        str(one["id"]), one["entity"], one["severity"], one["status"], _moment(one["started_at"]),
        one["assessment"] or "", one["title"],
    )  # fmt: skip
    return [output.text(cell, style) for cell in cells]


def _moment(text: str) -> str:
    return words.moment(datetime.fromisoformat(text), with_year=True)
