"""`gnomon config`: what is wrong in a configuration, how it is understood, and the schema of all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from gnomon.checks import numbers
from gnomon.cli import output
from gnomon.cli.configured import DEFAULT, Config, configured
from gnomon.config import odcs
from gnomon.config import schema as schemas
from gnomon.config import show as shown
from gnomon.config.mistakes import Mistake
from gnomon.config.read import ConfigError, read_file
from gnomon.config.warnings import warnings
from gnomon.errors import UsageError
from gnomon.jobs import code_check

BAD = 2

app = typer.Typer(no_args_is_help=True, help="Check and show the configuration.")


@app.command("check")
def check(config: Config = None, json: output.Json = False) -> int:
    """Say everything that is wrong, with its line, and what is worth a word. Leaves with 2 on a mistake."""
    try:
        read = read_file(config or DEFAULT)
        own = [each for entity in read.settings.entities.values() for each in code_check.mistakes(entity)]
        if wrong := read.told(own):
            raise ConfigError("\n".join(f"{read.name}:{each.line}: {each}" for each in wrong), wrong)
    except ConfigError as error:
        if not json:
            raise
        output.print_json({"mistakes": _records(error.mistakes), "warnings": []})
        return BAD
    found = read.told(warnings(read.settings))
    if json:
        output.print_json({"mistakes": [], "warnings": _records(found)})
        return 0
    for each in found:
        output.say(f"{read.name}:{each.line}: warning: {each}")
    entities = read.settings.entities.values()
    monitors = sum(len(entity.monitors) for entity in entities)
    output.say(f"{read.name}: right. {_counted(len(entities), 'entity', 'entities')}, {_counted(monitors, 'monitor')}.")
    return 0


@app.command("show")
def show(config: Config = None, json: output.Json = False) -> int:
    """Show the configuration with its defaults filled in; of secrets where they are, never what they are."""
    settings = configured(config)
    if json:
        output.print_json(shown.record(settings))
    else:
        sys.stdout.write(shown.text(settings))
    return 0


@app.command("schema")
def schema(
    tests: Annotated[bool, typer.Option("--tests", help="That of a file of tests, for gnomon test.")] = False,
) -> int:
    """Print the JSON Schema of a configuration, by which editors complete and check it."""
    output.print_json(schemas.of_tests() if tests else schemas.schema())
    return 0


@app.command("contract")
def contract(
    file: Annotated[Path, typer.Argument(help="A data contract: ODCS 3, as YAML.")],
    named: Annotated[str | None, typer.Option("--object", help="Which object, where the contract has several.")] = None,
    json: output.Json = False,
) -> int:
    """Print what a data contract (ODCS) asks for, as monitors of an entity; say what no profile can tell."""
    try:
        found = odcs.read(file.read_text("utf-8"), named)
    except UsageError as error:
        raise UsageError(f"{file}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}.") from error
    if json:
        output.print_json({"monitors": found.monitors, "left_out": _records(found.left_out)})
        return 0
    for each in found.left_out:
        output.say(f"{file}:{each.line}: {each}")
    sys.stdout.write(f"# of {file.name}: {found.title}\n{shown.written({'monitors': found.monitors})}")
    return 0


def _records(found: Sequence[Mistake]) -> list[dict[str, Any]]:
    return [{"line": each.line or None, "key": each.key, "message": each.words} for each in found]


def _counted(n: int, one: str, many: str = "") -> str:
    return f"{numbers.count(n)} {one if n == 1 else many or f'{one}s'}"
