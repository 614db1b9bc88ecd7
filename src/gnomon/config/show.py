"""A configuration as it is understood: with its defaults filled in, as YAML, and its JSON Schema.

Secrets are shown as where they are: `env:NAME`, `file:PATH`, or the host of an
address.
"""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from gnomon.config.monitor import KEYS
from gnomon.config.settings import Settings

Plain = dict[str, Any]  # Any: JSON
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record(settings: Settings) -> Plain:
    """The settings as JSON values, every key with its value; what is not set is left out."""
    plain: Plain = json.loads(settings.model_dump_json(by_alias=True, exclude_none=True))
    return _told(plain, settings)


def text(settings: Settings) -> str:
    """The settings as YAML, which reads as they are."""
    yaml, found = YAML(), StringIO()
    yaml.default_flow_style = False
    yaml.dump(record(settings), found)
    return found.getvalue()


def schema() -> Plain:
    """The JSON Schema of a configuration, by which editors complete and check it."""
    made = Settings.model_json_schema(by_alias=True, mode="validation")
    for part in made["$defs"].values():
        part["description"] = part.get("description", "").split("\n")[0]
        part["properties"].pop("name", None)
    monitors = made["$defs"]["Entity"]["properties"]["monitors"]
    for key in ("patternProperties", "additionalProperties"):
        if key in monitors:
            monitors[key] = _or_off(monitors[key])
    return {"$schema": DIALECT, "title": "gnomon.yaml"} | {key: made[key] for key in made if key != "title"}


def _or_off(monitor: Plain) -> Plain:
    """A monitor, or a word that removes it; by pattern where the keys are patterns."""
    if "$ref" in monitor:
        return {"anyOf": [monitor, {"enum": ["off", "no", False]}, {"type": "null"}]}
    return {pattern: _or_off(each) for pattern, each in monitor.items()}


def _told(plain: Plain, settings: Settings) -> Plain:
    """Without names, which stand as keys, and without what says nothing or does not belong there."""
    for name, entity in plain.get("entities", {}).items():
        monitors = settings.entities[name].monitors
        for key, monitor in entity.get("monitors", {}).items():
            foreign = set().union(*KEYS.values()) - set(KEYS[monitors[key].watched])
            entity["monitors"][key] = {k: v for k, v in monitor.items() if k not in foreign | {"off", "watches"}}
            if key != monitors[key].watched:
                entity["monitors"][key]["watches"] = monitors[key].watched
    found: Plain = _full(plain)
    return found


def _full(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        kept = {key: _full(each) for key, each in value.items() if key != "name"}
        return {key: each for key, each in kept.items() if each not in ({}, [], "", "0")}
    return value
