"""Who is told of an alert: its monitor's channels, else its entity's, else those to which the routes lead.

With `deliver_via` Alertmanager is told of all, and decides the rest.

Source: ALERTS R29–R31, R35.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gnomon.alerts import matchers
from gnomon.config import durations
from gnomon.config.entity import Entity
from gnomon.config.monitor import Monitor
from gnomon.config.route import Route
from gnomon.config.settings import Settings
from gnomon.notify import key
from gnomon.store import silences
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import Store

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Way:
    """A channel to which an alert is led.

    Attributes:
        channel: Its name.
        route: By which route; None where the monitor or the entity names it.
        note: Why it is told although nothing of these leads there; it is told once then.
    """

    channel: str
    route: Route | None = None
    note: str = ""


def ways(settings: Settings, labels: Labels, named: Sequence[str] | None = None) -> list[Way]:
    """The channels that are told of an alert, each once, in the order in which they are named.

    Args:
        settings: The configuration.
        labels: The alert's labels.
        named: The channels that its monitor or entity names; None when they name none.
    """
    if settings.deliver_via is not None:
        return [Way(settings.deliver_via)]
    if named is not None:
        return [Way(name) for name in dict.fromkeys(named)]
    found: dict[str, Way] = {}
    for route in settings.routes:
        if matchers.match(route.matchers, labels):
            for name in route.notify:
                found.setdefault(name, Way(name, route))
            if not route.continue_:
                break
    return list(found.values())


def of_row(settings: Settings, entity: Entity, monitor: Monitor, row: EpisodeRow) -> list[Way]:
    """The channels that are told of an episode.

    Args:
        settings: The configuration.
        entity: Whose.
        monitor: Of which monitor.
        row: The episode.
    """
    return ways(settings, row.matched_labels, named(entity, monitor))


def named(entity: Entity, monitor: Monitor | None = None) -> Sequence[str] | None:
    """The channels that a monitor names, else its entity; None when neither does, or it is gnomon's own."""
    if monitor is not None and monitor.kind == "self":
        return None
    if monitor is not None and monitor.notify is not None:
        return monitor.notify
    return entity.notify or None


def tested(settings: Settings, store: Store, labels: Labels, now: datetime) -> list[dict[str, str | None]]:
    """Who would be told of an alert, as `gnomon routes test --json` prints it.

    Args:
        settings: The configuration.
        store: Its store, for the silences.
        labels: The alert's labels; with `entity` and `alertname` the channels that those name are known.
        now: The time on the wall.
    """
    entity = settings.entities.get(labels.get("entity", ""))
    monitor = None if entity is None else entity.monitors.get(labels.get("alertname", ""))
    with store.reading() as tx:
        muting = silences.unexpired(tx, now) if settings.deliver_via is None else []
    silenced = next((one.reason for one in muting if one.mutes(labels, now)), "")
    found: list[dict[str, str | None]] = []
    for way in ways(settings, labels, None if entity is None else named(entity, monitor)):
        usual = settings.channels[way.channel].repeat_interval
        by = {"entity": labels.get("entity", "")} if way.route is None else way.route.group(labels)
        found.append(
            {
                "channel": way.channel,
                "route": _named_by(settings) if way.route is None else way.route.path,
                "group": key.group(by),
                "repeat_interval": durations.written(usual if way.route is None else way.route.repeat(usual)),
                "held_back": quiet(settings, labels, way.route, now) or silenced or _gathered(settings, way) or None,
            }
        )
    return found


def _named_by(settings: Settings) -> str:
    return "notify" if settings.deliver_via is None else "deliver_via"


def _gathered(settings: Settings, way: Way) -> str:
    digest = settings.channels[way.channel].digest
    return "" if digest is None else f"it is told in a digest at {digest.at} {digest.tz}"


def quiet(settings: Settings, labels: Labels, route: Route | None, now: datetime) -> str:
    """Why nothing is told at a time: the hours of the route, or a maintenance; empty when it is.

    Args:
        settings: The configuration.
        labels: The alert's labels.
        route: The route.
        now: The time on the wall.
    """
    if route is not None and route.hours is not None and not settings.hours[route.hours].cover(now):
        return f"its route tells in the hours {route.hours}"
    if route is not None and route.mute is not None and settings.hours[route.mute].cover(now):
        return f"its route tells nothing in the hours {route.mute}"
    for one in settings.maintenance:
        if settings.hours[one.hours].cover(now) and matchers.match(one.matchers, labels):
            return f"{one.comment} in the hours {one.hours}"
    return ""
