"""Templates of a monitor's `summary`: `{{ name | filter }}`, and nothing else.

There is no call, attribute, loop or include: a name is looked up in a fixed
context, and each filter is a function here. So a template ends, and cannot see
more than it is given. A template that fails yields a text that says so; the
alert is told all the same.

Source: ALERTS R5, 8.3.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from gnomon.alerts import words
from gnomon.checks import numbers

Value = str | float | int | bool | datetime | timedelta | Sequence[str] | None
Filter = Callable[..., Value]

LONGEST = 20_000  # bytes of output
MOST_DIGITS = 17  # more are none of a float's
NAMES = (
    "entity", "monitor", "severity", "kind", "state", "reason", "since", "started_at", "ended_at", "seen_at", "columns",
    "worst", "owner", "runbook", "value", "limit", "material", "effect", "low", "high", "p", "n",
)  # fmt: skip
"""The names that a template may use; those that begin with `labels.` are the alert's own."""

ONLY = "only {{ name | filter }} is known"
SLOT = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
NAME = re.compile(r"[a-z_][a-z0-9_]*(\.[A-Za-z0-9_-]+)?")
ARGUMENT = r"""\s*(?:"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?)\s*"""
FILTER = re.compile(rf"([a-z]+)(?:\(({ARGUMENT}(?:,{ARGUMENT})*)?\))?")
PIPE = re.compile(r"""\|(?=(?:[^"']|"[^"]*"|'[^']*')*$)""")
SIZES = ("B", "kB", "MB", "GB", "TB")


class _Wrong(Exception):
    """The template cannot be expanded; the message says why."""


def expand(text: str, context: Mapping[str, Value]) -> str:
    """The text with its names replaced.

    Args:
        text: The template.
        context: What a name stands for.

    Returns:
        At most 20 KB; for a template that fails, a text that says why.

    Example:
        >>> expand("{{ entity }}: AUC {{ value | round(3) }}", {"entity": "churn", "value": 0.71234})
        'churn: AUC 0.712'
        >>> expand("{{ entity.__class__ }}", {"entity": "churn"})
        "<error expanding template: there is no name 'entity.__class__'>"
    """
    try:
        made = SLOT.sub(lambda found: _shown(_value(found[1], context)), text)
        if _is_more(text):
            raise _Wrong(ONLY)
    except _Wrong as wrong:
        return f"<error expanding template: {wrong}>"
    return _cut(made)


def mistakes(text: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """What is wrong with a template, without expanding it; nothing when all is right.

    Args:
        text: The template.
        names: The names that there are; none given: names are not looked at.

    Example:
        >>> mistakes("{{ value | rond(3) }}")
        ("there is no filter 'rond'; there are bytes, date, default, duration, join, json, percent, round, truncate, upper",)
    """  # noqa: E501
    found = [ONLY] if _is_more(text) else []
    for slot in SLOT.findall(text):
        name, *filters = (part.strip() for part in PIPE.split(slot))
        try:
            if names and not name.startswith("labels.") and name not in names:
                raise _Wrong(f"there is no name {name!r}")
            for each in filters:
                _parsed(each)
        except _Wrong as wrong:
            found.append(str(wrong))
    return tuple(found)


def _is_more(text: str) -> bool:
    """Whether a template has braces that are no slot."""
    return "{{" in SLOT.sub("", text) or "{%" in text


def _value(slot: str, context: Mapping[str, Value]) -> Value:
    name, *filters = (part.strip() for part in PIPE.split(slot))
    calls = [_parsed(each) for each in filters]
    has_default = bool(calls) and calls[0][0] == "default"
    if not NAME.fullmatch(name) or (name not in context and not has_default):
        raise _Wrong(f"there is no name {name[:40]!r}")
    value = context.get(name)
    for called, arguments in calls:
        try:
            value = FILTERS[called](value, *arguments)
        except (TypeError, ValueError, OverflowError, AttributeError, LookupError, OSError) as error:
            raise _Wrong(f"{called} cannot take {numbers.short(str(value))!r}") from error
    return value


def _parsed(text: str) -> tuple[str, tuple[str | float | int, ...]]:
    match = FILTER.fullmatch(text)
    if match is None:
        raise _Wrong(f"{text[:40]!r} is no filter")
    if match[1] not in FILTERS:
        raise _Wrong(f"there is no filter {match[1]!r}; there are {', '.join(sorted(FILTERS))}")
    found = re.findall(ARGUMENT, match[2]) if match[2] else []
    return match[1], tuple(_literal(each.strip()) for each in found)


def _literal(text: str) -> str | float | int:
    if text[0] in "\"'":
        return text[1:-1]
    return float(text) if "." in text else int(text)


def _shown(value: Value) -> str:  # noqa: PLR0911 - a line for each type
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float():
            return numbers.figure(float(value))
        case datetime():
            return words.moment(value)
        case timedelta():
            return words.lasted(value)
        case _:
            return ", ".join(str(each) for each in value)


def _cut(text: str) -> str:
    raw = text.encode()
    return text if len(raw) <= LONGEST else raw[: LONGEST - 3].decode(errors="ignore") + "…"


def _number(value: Value) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    return float(value)


def _round(value: Value, digits: int = 0) -> str:
    return f"{_number(value):.{min(int(digits), MOST_DIGITS)}f}"


def _percent(value: Value, digits: int | None = None) -> str:
    share = _number(value)
    return (
        numbers.share(share)
        if digits is None
        else f"{100 * share:.{min(int(digits), MOST_DIGITS)}f}{numbers.NO_BREAK}%"
    )


def _bytes(value: Value) -> str:
    size, unit = _number(value), SIZES[0]
    for unit in SIZES:
        if abs(size) < 1000 or unit == SIZES[-1]:  # noqa: PLR2004 - SI
            break
        size /= 1000
    return f"{size:.3g}{numbers.NO_BREAK}{unit}"


def _duration(value: Value) -> str:
    return words.lasted(value if isinstance(value, timedelta) else timedelta(seconds=_number(value)))


def _date(value: Value, zone: str = "UTC") -> str:
    if not isinstance(value, datetime):
        raise TypeError
    return words.moment(value, str(zone), with_year=True)


def _truncate(value: Value, most: int = 40) -> str:
    text, most = _shown(value), int(most)
    return text if len(text) <= most else text[: max(0, most - 1)] + "…"


def _join(value: Value, separator: str = ", ") -> str:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError
    return str(separator).join(value)


def _json(value: Value) -> str:
    given = str(value) if isinstance(value, datetime | timedelta) else value
    return json.dumps(list(given) if isinstance(given, tuple) else given, ensure_ascii=False, allow_nan=False)


FILTERS: Mapping[str, Filter] = {
    "round": _round,
    "percent": _percent,
    "bytes": _bytes,
    "duration": _duration,
    "date": _date,
    "upper": lambda value: _shown(value).upper(),
    "truncate": _truncate,
    "join": _join,
    "json": _json,
    "default": lambda value, other="": other if value is None or value == "" else value,
}
