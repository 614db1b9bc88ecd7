"""The commands by name, each loaded when it is called: `gnomon --help` loads none of them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

COMMANDS: Mapping[str, str] = {
    "profile": "Profile DATA: what every column holds, as a value that adds and compares.",
    "compare": "Compare CURRENT with REFERENCE, column by column. Leaves with 1 on a violation.",
    "init": "Write a commented gnomon.yaml from a look at DATA. It runs as it is.",
    "run": "Do all work that is due, once: made for cron, Airflow and Kubernetes. Doing it twice changes nothing.",
    "status": "Show how every entity is, and how gnomon itself is.",
    "alerts": "List alerts, newest first.",
    "monitors": "What each monitor's alerts turned out to be: precision, flaps, and times.",
    "series": "Show what was measured of an entity, window by window, with the verdicts on it.",
    "report": "Show the state of an entity over its last windows: alerts, verdicts, performance, volume, what changed.",
    "explain": "Say why a monitor said what it said of a window, number by number.",
    "backtest": "Replay history through the monitors as they are configured now: which alerts, how many a month.",
    "tune": "Try material effects on history, and propose those that keep to the accepted false alarms.",
    "test": "Test monitors: feed them series, compare what is told with what should be. Leaves with 1 on a difference.",
    "drill": "Inject faults into copies of the newest rows, and see whether their alerts arrive, marked as a drill.",
    "serve": "Take events and targets over HTTP, and do all work that is due, until it is stopped.",
    "scheduler": "Do all work that is due, again and again, until it is stopped. Several may share a store.",
    "demo": "Watch a year of real flights, a run a day: what is told when, what changed, and how it stands in the end.",
    "incidents": "What people do about alerts, and what they turned out to be.",
    "config": "Check and show the configuration.",
    "reference": "Show and change what an entity is compared with.",
    "silences": "Hold back what is told of alerts, for a while.",
    "routes": "Look at who is told of which alerts.",
    "outbox": "Look at messages that were not delivered, and why.",
    "export": "Write files for Prometheus and Grafana.",
    "log": "Look at what is kept of live events.",
    "store": "Look at what is kept, and take it elsewhere.",
    "channels": "Try the channels by which alerts are told.",
}
"""Each is the module of its name, with what it says of itself."""


class Commands(TyperGroup):
    """The commands: in the list of all by what is said of them here, and loaded where one is asked for."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what Typer gives
        """Know the commands by name."""
        super().__init__(**given)
        self.commands = {name: TyperCommand(name, help=said) for name, said in COMMANDS.items()}
        self._is_listed = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's own
        """A command; while all are listed, only what is said of it."""
        if self._is_listed or cmd_name not in COMMANDS:
            return self.commands.get(cmd_name)
        return loaded(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own
        """List the commands."""
        self._is_listed = True
        super().format_help(ctx, formatter)


def loaded(name: str) -> Any:  # noqa: ANN401 - Typer's command
    """A command, or a group of some, from its module."""
    module = import_module(f"gnomon.cli.{name}")
    command: Any
    if hasattr(module, "app"):
        command = typer.main.get_group(module.app)  # a group, also where it has one command
    else:
        alone = typer.Typer(add_completion=False, rich_markup_mode="markdown")
        alone.command(name)(module.command)
        command = typer.main.get_command(alone)
    command.name = name
    return command
