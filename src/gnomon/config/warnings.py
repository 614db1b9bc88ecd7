"""What is not wrong in a configuration, and yet worth a word."""

from __future__ import annotations

from collections.abc import Iterator
from glob import glob
from pathlib import Path

from gnomon.alerts import matchers
from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.mistakes import Mistake
from gnomon.config.monitor import SELF, Monitor
from gnomon.config.never import never
from gnomon.config.settings import Settings
from gnomon.config.source import Rows
from gnomon.config.unmatched import unmatched
from gnomon.config.wrong_secrets import wrong_secrets

SEVERE = ("high", "critical")
SURE = ("log", "alertmanager")
"""Kinds of channel that need none in their place."""


def warnings(settings: Settings) -> list[Mistake]:
    """What is worth a word, each with its place.

    Example:
        >>> [str(each) for each in warnings(Settings())]
        ['entities: there is nothing to watch. Write one with gnomon init DATA.']
    """
    if not settings.entities:
        return [Mistake(("entities",), "there is nothing to watch. Write one with gnomon init DATA.")]
    return [*_of_all(settings), *_of_channels(settings), *wrong_secrets(settings.channels), *unmatched(settings)]


def _of_all(settings: Settings) -> Iterator[Mistake]:
    is_routed = bool(settings.routes) or settings.deliver_via is not None
    has_channels = not is_routed and any(one.kind != "log" for one in settings.channels.values())
    for name, entity in settings.entities.items():
        for each in _of(entity, has_channels=has_channels):
            yield each.below(("entities", name))


def _of(entity: Entity, *, has_channels: bool) -> Iterator[Mistake]:
    if entity.owner is None:
        yield Mistake((), "has no owner: its messages name nobody. Write owner: TEAM.")
    if not entity.notify and has_channels:
        yield Mistake((), "tells nobody: its alerts are seen by who looks. Write notify: with a channel.")
    for key, rows in (("source", entity.source), ("targets", entity.targets), ("reference", entity.reference)):
        if isinstance(rows, Rows) and not _is_there(rows):
            yield Mistake((key,), f"{rows.path!r} is not there yet. It is looked for again at every run.")
    for name, monitor in entity.monitors.items():
        place = ("monitors", name)
        if monitor.severe in SEVERE and monitor.runbook is None:
            yield Mistake(place, f"is {monitor.severe} and has no runbook. Write runbook: with what to do.")
        if words := never(monitor):
            yield Mistake(place, f"can never fire: {words}")
        if monitor.runbook is not None and not _is_written(entity, monitor.runbook):
            yield Mistake((*place, "runbook"), f"{monitor.runbook!r} is not there.")


def _of_channels(settings: Settings) -> Iterator[Mistake]:
    others = [name for name, channel in settings.channels.items() if channel.kind != "log"]
    own = {"alertname": SELF, "kind": "self", "severity": "warning"}
    is_led = settings.deliver_via is not None or any(matchers.match(one.matchers, own) for one in settings.routes)
    if others and not is_led:
        route = f"- {{match: ['kind=\"self\"'], notify: [{others[0]}]}}"
        yield Mistake(("channels",), f"what gnomon itself could not do is told nobody. Write beneath routes: {route}.")
    told = {name for entity in settings.entities.values() for name in entity.notify}
    told |= {
        name
        for entity in settings.entities.values()
        for monitor in entity.monitors.values()
        for name in monitor.notify or ()
    }
    told |= {name for route in settings.routes for name in route.notify}
    told |= set() if settings.deliver_via is None else {settings.deliver_via}
    told |= {name for each in _parts(settings) if each.remind is not None for name in each.remind.notify}
    told |= {each.fallback for each in settings.channels.values() if each.fallback is not None}
    if settings.heartbeat is not None and settings.heartbeat.via is not None:
        told.add(settings.heartbeat.via)
    critical = _told_of_critical(settings)
    for name, channel in settings.channels.items():
        if name not in told:
            yield Mistake(("channels", name), "is told nothing. Name it in a notify:.")
        elif name in critical and channel.fallback is None and channel.kind not in SURE:
            words = "is told what is critical, and nobody is if it fails. Write fallback: with another channel."
            yield Mistake(("channels", name), words)


def _parts(settings: Settings) -> Iterator[Channel | Monitor]:
    """What may say who is reminded."""
    yield from settings.channels.values()
    for entity in settings.entities.values():
        yield from entity.monitors.values()


def _told_of_critical(settings: Settings) -> set[str]:
    """The channels to which critical alerts are led by name; of routes those that ask for the severity."""
    found = {
        name
        for entity in settings.entities.values()
        for monitor in entity.monitors.values()
        if monitor.severe == "critical"
        for name in (entity.notify if monitor.notify is None else monitor.notify)
    }
    for route in settings.routes:
        asked = [each for each in route.matchers if each.name == "severity"]
        if asked and matchers.match(asked, {"severity": "critical"}):
            found |= set(route.notify)
    return found


def _is_there(rows: Rows) -> bool:
    """Whether its files are; of tables and objects nothing is known without a look."""
    if rows.path is None or "://" in rows.path:
        return True
    return _exists(rows.place) or bool(glob(rows.place, recursive=True))


def _is_written(entity: Entity, runbook: str) -> bool:
    """Whether a runbook is an address, or a file that is there."""
    return "://" in runbook or _exists(entity.placed(runbook.partition("#")[0]))


def _exists(path: str) -> bool:
    """Whether a file is there; what cannot be the name of one is not."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False
