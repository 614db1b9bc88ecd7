"""The commands by name, each loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from gnomon.cli import commands


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_what_the_list_says_of_a_command_is_what_it_says_of_itself(name: str) -> None:
    help_of = commands.loaded(name).help
    assert " ".join(help_of.split()).startswith(commands.COMMANDS[name].split(":")[0].rstrip("."))


def test_every_module_with_a_command_is_in_the_list() -> None:
    folder = Path(commands.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "app"}
    with_command = {
        name
        for name in modules
        if any(hasattr(import_module(f"gnomon.cli.{name}"), attribute) for attribute in ("command", "app"))
    }
    assert with_command == set(commands.COMMANDS)
