"""The configuration that a command works with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gnomon.config.read import read_settings
from gnomon.config.settings import Settings

DEFAULT = Path("gnomon.yaml")

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", envvar="GNOMON_CONFIG", help="The configuration; ./gnomon.yaml without it."),
]


def configured(path: Path | None) -> Settings:
    """The settings of a file.

    Raises:
        UsageError: There is no such file, or something in it is wrong; the message says everything that is.
    """
    return read_settings(path or DEFAULT)
