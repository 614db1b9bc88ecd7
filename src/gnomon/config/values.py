"""The small types of settings: text, numbers, yes or no, names, conditions, moments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Protocol, TypeVar, runtime_checkable

from pydantic import BeforeValidator, Field, PlainValidator, Strict, StringConstraints, WithJsonSchema

from gnomon.alerts import condition
from gnomon.config import variables
from gnomon.config.plain import said
from gnomon.config.variables import Filled
from gnomon.errors import UsageError
from gnomon.profiles import windows

T = TypeVar("T")

WORDS: Mapping[str, bool] = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
"""What people write for yes and no, in the YAML of any version."""

NUMBER = re.compile(r"[-+]?\d{1,18}(\.\d{1,18})?([eE][-+]?\d{1,3})?")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


def reading(read: Callable[[Any], T]) -> Callable[[Any], T]:
    """The same function for pydantic, which wants a `ValueError` where ours raise a `UsageError`."""

    def checked(value: Any) -> T:  # noqa: ANN401 - whatever a file holds
        words = ""
        try:
            return read(value)
        except UsageError as error:
            words = str(error)
        raise ValueError(words)

    return checked


def name(text: str) -> str:
    """A name of an entity, monitor or channel.

    Raises:
        UsageError: It has letters that a name may not have.

    Example:
        >>> name("flights-delay")
        'flights-delay'
    """
    if not isinstance(text, str) or NAME.fullmatch(text) is None:
        raise UsageError(
            f"{said(text)} is not a name. Write small letters, digits, '.', '_' and '-', at most 63, "
            "a letter or digit first."
        )
    return text


def flag(value: object) -> object:
    """Yes or no in any of the words that YAML has had for it.

    Example:
        >>> flag("off"), flag("No"), flag(True)
        (False, False, True)
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in WORDS:
        return WORDS[value.lower()]
    raise UsageError(f"{said(value)} is neither true nor false. Write one of them.")


def is_off(value: object) -> bool:
    """Whether a value says that something is not wanted: `off`, `no` or `false`."""
    return value is False or (isinstance(value, str) and WORDS.get(value.lower()) is False)


def moment(value: object) -> str:
    """A day or a moment, as ISO 8601 has it.

    Raises:
        UsageError: It is neither.

    Example:
        >>> moment("2013-03-01"), moment("2013-03-01T06:00:00Z")
        ('2013-03-01', '2013-03-01T06:00:00Z')
    """
    if isinstance(value, date):
        return value.isoformat()
    try:
        datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise UsageError(f"{said(value)} is no time. Write 2013-03-01 or 2013-03-01T06:00Z.") from None
    return str(value)


@runtime_checkable
class HasName(Protocol):
    """A part that was made before its name was known."""

    def as_named(self, key: str) -> object:
        """The same with a name."""
        ...


def named(raw: object) -> object:
    """Parts that take their names from their keys.

    Example:
        >>> named({"churn": {"every": "1d"}})
        {'churn': {'every': '1d', 'name': 'churn'}}
    """
    if not isinstance(raw, Mapping):
        return raw
    return {key: _named(each, key) for key, each in raw.items()}


def _named(part: object, key: object) -> object:
    if isinstance(part, Mapping):
        return {**part, "name": key}
    return part.as_named(str(key)) if isinstance(part, HasName) else part


def _label(value: object) -> object:
    """A label's text: a whole number stands for its digits."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _of_text(check: Callable[[str], str]) -> Callable[[Any], Any]:
    """A check of text alone: of what is none, its type is told."""
    return lambda value: check(value) if isinstance(value, str) else value


def _condition(text: str) -> str:
    try:
        condition.parse(text)
    except UsageError as error:
        raise UsageError(variables.hidden(text, "condition") or str(error).removeprefix("condition: ")) from None
    return text


Text = Annotated[str, Strict(), StringConstraints(min_length=1)]


def number(value: object) -> object:
    """The number that a variable holds; anything else as it is.

    Example:
        >>> number(Filled("0.5", "${LEAST}")), number("0.5")
        (0.5, '0.5')
    """
    if isinstance(value, Filled) and NUMBER.fullmatch(value.strip()):
        return float(value) if "." in value or "e" in value.lower() else int(value)
    return value


_OF_VARIABLE = BeforeValidator(number)

Number = Annotated[float, Strict(), Field(allow_inf_nan=False), _OF_VARIABLE]
Positive = Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False), _OF_VARIABLE]
Share = Annotated[float, Strict(), Field(gt=0, le=1, allow_inf_nan=False), _OF_VARIABLE]
Whole = Annotated[int, Strict(), _OF_VARIABLE]
Flag = Annotated[bool, BeforeValidator(reading(flag))]
Name = Annotated[str, PlainValidator(reading(name)), WithJsonSchema({"type": "string", "pattern": f"^{NAME.pattern}$"})]
Names = tuple[Text, ...]
Zone = Annotated[str, Strict(), BeforeValidator(reading(_of_text(windows.check_zone)))]
Moment = Annotated[str, PlainValidator(reading(moment)), WithJsonSchema({"type": "string"})]
Labels = dict[Text, Annotated[str, BeforeValidator(_label), Strict(), WithJsonSchema({"type": ["string", "integer"]})]]
When = Annotated[str, Strict(), BeforeValidator(reading(_of_text(_condition)))]
