"""`gnomon config`: what is wrong in a configuration, and how it is understood."""

from __future__ import annotations

import sys

import typer

from gnomon.cli import output
from gnomon.cli.configured import DEFAULT, Config, configured
from gnomon.config import show as shown
from gnomon.config.warnings import warnings

app = typer.Typer(no_args_is_help=True, help="Check and show the configuration.")


@app.command("check")
def check(config: Config = None, json: output.Json = False) -> int:
    """Say everything that is wrong, with its line; leaves with 2 when something is."""
    settings = configured(config)
    found = warnings(settings)
    if json:
        output.print_json({"warnings": found})
        return 0
    for words in found:
        output.say(words)
    monitors = sum(len(entity.monitors) for entity in settings.entities.values())
    output.say(f"{config or DEFAULT}: {len(settings.entities)} entities, {monitors} monitors: nothing is wrong.")
    return 0


@app.command("show")
def show(config: Config = None, json: output.Json = False) -> int:
    """Show the configuration with its defaults filled in; secrets as where they are."""
    settings = configured(config)
    if json:
        output.print_json(shown.record(settings))
    else:
        sys.stdout.write(shown.text(settings))
    return 0


@app.command("schema")
def schema() -> int:
    """Print the JSON Schema of a configuration, for editors."""
    output.print_json(shown.schema())
    return 0
