"""A configuration as it is understood: with its defaults filled in, as YAML or JSON.

Secrets are shown as where they are: `env:NAME`, `file:PATH`, or the host of an
address; passwords in addresses are left out. What is shown can be read again,
and says the same.
"""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from gnomon.config.entity import Entity
from gnomon.config.monitor import KEYS, Monitor
from gnomon.config.settings import Settings

Plain = dict[str, Any]  # Any: JSON

NOT_SHOWN = frozenset({"name", "off"})
"""Fields that stand elsewhere: a name is the key, and what is off is a word in place of a monitor."""

LENGTHS = frozenset({"for", "keep_firing_for", "lag", "lateness", "repeat_interval", "revise_for"})
"""Lengths of time, of which no length is written as a number."""


def record(settings: Settings) -> Plain:
    """The settings as JSON values, every key with its value; what is not set is left out.

    Example:
        >>> record(Settings())["store"]
        'sqlite:///gnomon.db'
    """
    plain = settings.model_dump(mode="json", by_alias=True, exclude_none=True)
    for name, entity in settings.entities.items():
        shown = plain["entities"][name]
        shown["monitors"] = _monitors(entity)
        for rows in (shown["source"], shown.get("targets", {})):
            if not rows.get("live"):
                rows.pop("live", None)
        if entity.reference.form != "last":
            del shown["reference"]["lag"]
    made: Plain = _shown(plain)
    return made


def text(settings: Settings) -> str:
    """The settings as YAML.

    Example:
        >>> print(text(Settings(channels={"ml": {"kind": "slack", "url": "env:HOOK"}})).partition("channels:")[2])
        <BLANKLINE>
          ml:
            kind: slack
            url: env:HOOK
            send_resolved: true
            accept_drills: false
            repeat_interval: 7d
        <BLANKLINE>
    """
    return written(record(settings))


def written(plain: Plain) -> str:
    """Plain values as YAML.

    Example:
        >>> print(written({"monitors": {"rows": {"expect": "rows > 100"}}}), end="")
        monitors:
          rows:
            expect: rows > 100
    """
    yaml, found = YAML(), StringIO()
    yaml.default_flow_style = False
    yaml.width = 10_000
    yaml.dump(plain, found)
    return found.getvalue()


def chosen(monitor: Monitor) -> Plain:
    """What of a monitor is not as it is by default, as it stands under its name.

    Example:
        >>> chosen(Monitor(name="auc", metric="auc", worse_by=0.02))
        {'watches': 'performance', 'metric': 'auc', 'worse_by': 0.02}
    """
    plain = monitor.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)
    watches = {} if monitor.name == monitor.watched else {"watches": monitor.watched}
    return {**watches, **{key: each for key, each in plain.items() if key not in NOT_SHOWN | {"watches"}}}


def _monitors(entity: Entity) -> Plain:
    """Its monitors, and those that were removed."""
    return {name: _monitor(monitor) for name, monitor in entity.monitors.items()} | dict.fromkeys(entity.off, "off")


def _monitor(monitor: Monitor) -> Plain:
    """A monitor with the keys that belong to what it watches."""
    plain = monitor.model_dump(mode="json", by_alias=True, exclude_none=True)
    foreign = {key for keys in KEYS.values() for key in keys} - set(KEYS[monitor.watched])
    kept = {key: each for key, each in plain.items() if key not in foreign | {"watches", "severity"}}
    watches = {} if monitor.name == monitor.watched else {"watches": monitor.watched}
    return {**watches, **kept, "severity": monitor.severe}


def _shown(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        kept = {
            key: 0 if key in LENGTHS and each == "0" else _shown(each)
            for key, each in value.items()
            if key not in NOT_SHOWN
        }
        return {key: each for key, each in kept.items() if each not in ({}, [], "")}
    return value
