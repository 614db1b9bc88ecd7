"""Settings as plain values: what YAML and JSON hold, and how a message quotes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gnomon.config.variables import Filled

LONGEST = 60  # characters of a value that a message quotes


def said(value: object) -> str:
    """A raw value as a message quotes it: text in quotes, the rest as YAML has it.

    Example:
        >>> said("1x"), said(True), said([1, "a"]), said({"first": "28d"}), said(None)
        ("'1x'", 'true', '[1, a]', '{first: 28d}', 'nothing')
    """
    text = repr(value) if isinstance(value, str) else flow(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def flow(value: object) -> str:
    """A raw value on one line, as YAML's flow style has it; of a text with variables what was written."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(each) for each in value) + "]"
        case Filled():
            return value.written
        case _:
            return str(value)


def mapping(value: object) -> Mapping[str, Any]:
    """A raw value's keys; none when it is no mapping."""
    return value if isinstance(value, Mapping) else {}
