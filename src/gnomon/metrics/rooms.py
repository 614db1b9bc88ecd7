"""What the files of a room hold, found by walking its folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator


def folders(package: str) -> list[str]:
    """The rooms inside a package: every folder. By name, since their files may import who asks.

    Example:
        >>> folders("gnomon.metrics")
        ['gnomon.metrics.drift', 'gnomon.metrics.estimation', 'gnomon.metrics.performance', 'gnomon.metrics.quality']
    """
    found = pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}.")
    return [module.name for module in found if module.ispkg]


def written_in(room: str) -> Iterator[object]:
    """Every function and class that a file of the room's folder defines, not what it imports.

    Example:
        >>> [thing.__name__ for thing in written_in("gnomon.metrics.drift")][:1]
        ['anderson_darling']
    """
    for found in pkgutil.iter_modules(importlib.import_module(room).__path__, f"{room}."):
        module = importlib.import_module(found.name)
        yield from (value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__)
