"""What is not wrong in a configuration, and yet worth a word."""

from __future__ import annotations

from collections.abc import Iterator
from glob import glob
from pathlib import Path

from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.config.source import Rows


def warnings(settings: Settings) -> list[str]:
    """Sentences about a configuration, a line each.

    Example:
        >>> warnings(Settings())
        ['there is nothing to watch: no entity stands beneath entities:.']
    """
    if not settings.entities:
        return ["there is nothing to watch: no entity stands beneath entities:."]
    return [f"entities.{name}: {words}" for name, entity in settings.entities.items() for words in _of(entity)]


def _of(entity: Entity) -> Iterator[str]:
    if entity.owner is None:
        yield "has no owner: nobody is named in its messages."
    if not entity.notify:
        yield "tells nobody: name a channel in notify:."
    for key, rows in (("source", entity.source), ("targets", entity.targets), ("reference", entity.reference)):
        if isinstance(rows, Rows) and not _is_there(rows):
            yield f"{key}: {rows.place} is not there yet."
    for name, monitor in entity.monitors.items():
        if monitor.severe in ("high", "critical") and monitor.runbook is None:
            yield f"monitors.{name}: is {monitor.severe} and has no runbook: nothing says what to do."


def _is_there(rows: Rows) -> bool:
    """Whether its files are; of tables and objects nothing is known without a look."""
    if rows.path is None or "://" in rows.path:
        return True
    return Path(rows.place).exists() or bool(glob(rows.place))
