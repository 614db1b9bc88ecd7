"""The JSON Schema of a configuration, by which editors complete and check it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from gnomon.config import durations
from gnomon.config.budget import Budget
from gnomon.config.monitor_tests import MonitorTests
from gnomon.config.part import Part
from gnomon.config.read import APART
from gnomon.config.settings import Settings

Plain = dict[str, Any]  # Any: JSON
DIALECT = "https://json-schema.org/draft/2020-12/schema"
OFF = ("off", "no", "false", False)
"""What removes a monitor."""


class _Written(GenerateJsonSchema):
    """Writes defaults as a file has them."""

    def encode_default(self, dft: Any) -> Any:  # noqa: ANN401 - JSON
        """A default as it is written."""
        if isinstance(dft, timedelta):
            return durations.written(dft) if dft else 0
        return str(dft) if isinstance(dft, Budget) else super().encode_default(dft)


def schema() -> Plain:
    """The JSON Schema, draft 2020-12, made from the settings themselves.

    It knows every key, type and word. What several keys say together only
    `gnomon config check` knows.

    Example:
        >>> schema()["properties"]["store"]["default"]
        'sqlite:///gnomon.db'
    """
    made = _made(Settings)
    parts = made["$defs"]
    for part in (*parts.values(), made):
        part["properties"].pop("name", None)
    parts["Monitor"]["properties"].pop("off")
    monitors = parts["Entity"]["properties"]["monitors"]
    monitors["patternProperties"] = _or_off(monitors["patternProperties"])
    for named in (monitors, *(made["properties"][key] for key in ("entities", "channels", "hours"))):
        named["additionalProperties"] = False
    made["patternProperties"] = {f"^{APART}": {"description": "Passed over: a place for what &name is to repeat."}}
    return _titled("gnomon.yaml", made)


def of_tests() -> Plain:
    """The JSON Schema of a file of tests of monitors.

    Example:
        >>> of_tests()["properties"]["config"]["default"]
        'gnomon.yaml'
    """
    return _titled("tests.yaml", _made(MonitorTests))


def _made(part: type[Part]) -> Plain:
    """The schema of a part and of all in it, in few words."""
    made = part.model_json_schema(schema_generator=_Written)
    for each in (*made["$defs"].values(), made):
        each["description"] = each.get("description", "").split("\n")[0]
        each["properties"] = {key: _plain(field) for key, field in each["properties"].items()}
    return made


def _titled(title: str, made: Plain) -> Plain:
    return {"$schema": DIALECT, "title": title} | {key: made[key] for key in made if key != "title"}


def _plain(field: Plain) -> Plain:
    """A key's schema without what only repeats it: its title, and that nothing may be written in its place."""
    kept = {key: each for key, each in field.items() if key != "title" and not (key == "default" and each is None)}
    forms = [each for each in kept.pop("anyOf", []) if each != {"type": "null"}]
    if len(forms) == 1:
        return {**forms[0], **kept}
    return kept | ({"anyOf": forms} if forms else {})


def _or_off(monitor: Any) -> Any:  # noqa: ANN401 - JSON
    """A monitor, or a word that removes it; by pattern where the keys are patterns."""
    if not isinstance(monitor, dict):
        return monitor
    if "$ref" in monitor:
        return {"anyOf": [monitor, {"enum": list(OFF)}, {"type": "null"}]}
    return {pattern: _or_off(each) for pattern, each in monitor.items()}
