"""`gnomon init`: a first configuration, from a look at the data."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from gnomon.cli import output
from gnomon.cli.configured import DEFAULT
from gnomon.config.init import written
from gnomon.config.read import settings_of
from gnomon.errors import UsageError
from gnomon.jobs import clock
from gnomon.profiles.look import look
from gnomon.profiles.whole_file import write_whole

PAST = timedelta(days=7)
"""Rows that end longer ago than this are history."""


def command(
    data: Annotated[str, typer.Argument(help="Rows with times: a file, a glob, a folder, or the address of a table.")],
    config: Annotated[Path, typer.Option("--output", "-o", help="Where to write it.")] = DEFAULT,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: output.Json = False,
) -> int:
    """Write a commented gnomon.yaml from a look at DATA. It runs as it is."""
    if config.exists() and not force:
        raise UsageError(f"{config}: the file is there already. Name another with -o, or write over it with --force.")
    if not config.parent.is_dir():
        raise UsageError(f"{config}: the folder {config.parent} does not exist. Make it first.")
    with output.notes():
        found = look(data)
    text = written(found, config)
    (entity,) = settings_of(text, str(config), config.parent).entities.values()
    write_whole(config, text.encode())
    if json:
        made = {"path": str(config), "entity": entity.name, "every": entity.every, "monitors": list(entity.monitors)}
        output.print_json(made)
        return 0
    output.say(f"{config}: {entity.name}, windows of {entity.every}, {len(entity.monitors)} monitors.")
    is_past = clock.wall() - (end := found.end) > PAST
    at = f" --until {end + timedelta(days=2):%Y-%m-%d}" if is_past else ""
    why = f" The rows end on {end.day} {end:%b %Y}: this runs as if it were then." if is_past else ""
    output.say(f"Next: gnomon run{at}, then gnomon status.{why}")
    return 0
