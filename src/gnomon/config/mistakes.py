"""What is wrong in a configuration, and where: pydantic's findings in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from gnomon.config.plain import flow, said

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
"""The keys that lead to a value, from the outermost."""

BOUNDS = {
    "greater_than": ("gt", "is not above {}"),
    "greater_than_equal": ("ge", "is below {}"),
    "less_than": ("lt", "is not below {}"),
    "less_than_equal": ("le", "is above {}"),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong.

    Attributes:
        place: The keys that lead to it.
        words: What is wrong and how to mend it.
        line: The line of the file, counted from 1; 0 when there is no file.

    Example:
        >>> print(Mistake(("entities", "churn", "every"), "'1x' is not a duration."))
        entities.churn.every: '1x' is not a duration.
    """

    place: Place
    words: str
    line: int = 0

    def __str__(self) -> str:
        """The keys and the words."""
        return f"{self.key}: {self.words}" if self.place else self.words

    @property
    def key(self) -> str:
        """The keys as people write them: `entities.churn.notify[0]`."""
        text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.place)
        return text.removeprefix(".")

    def below(self, place: Place) -> Mistake:
        """The same, seen from further out."""
        return replace(self, place=(*place, *self.place))


class MistakesError(ValueError):
    """Mistakes of one part; pydantic carries it outward."""

    def __init__(self, found: Iterable[Mistake]) -> None:
        self.found = tuple(dict.fromkeys(found))
        super().__init__("; ".join(map(str, self.found)))


def near(word: object, known: Iterable[str], otherwise: str = "") -> str:
    """How to mend a word that is not known.

    Example:
        >>> near("evry", ["every", "zone"]), near("x", ["every", "zone"])
        ("Did you mean 'every'?", 'Write one of every, zone.')
    """
    names = list(known)
    close = get_close_matches(str(word).lower(), names, 1)
    if close:
        return f"Did you mean {close[0]!r}?"
    return otherwise or (f"Write one of {', '.join(names)}." if len(names) > 1 else f"Write {''.join(names)}.")


def no_keys(value: object, example: str) -> str:
    """What is said where keys are due and something else stands.

    Example:
        >>> no_keys("a.csv", "{path: flights.parquet, timestamp: ts}")
        "'a.csv' is not a mapping. Write keys with their values, such as {path: flights.parquet, timestamp: ts}."
    """
    such_as = f", such as {example}" if example else ""
    if value is None:
        return f"is empty. Write keys with their values{such_as}, or leave the key out."
    return f"{said(value)} is not a mapping. Write keys with their values{such_as}."


def of(error: ValidationError, part: type[BaseModel]) -> Iterator[Mistake]:
    """The mistakes that pydantic found in one part.

    Args:
        error: What it raised.
        part: The part's class, which knows its keys.
    """
    keys = dict(_keys(part))
    for each in error.errors(include_url=False):
        place: Place = each["loc"]
        own = each.get("ctx", {}).get("error")
        if isinstance(own, MistakesError):
            yield from (inner.below(place) for inner in own.found)
        elif each["type"] == "value_error":
            yield Mistake(_without_mark(place), str(own))
        else:
            field = keys.get(str(place[0])) if place else None
            yield Mistake(_without_mark(place), _words(each, list(keys), field))


def _keys(part: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """The keys of a part as they are written, with their fields."""
    for name, field in part.model_fields.items():
        if name != "name":
            yield str(field.validation_alias or name), field


def _without_mark(place: Place) -> Place:
    """Undo the mark of pydantic: it marks a wrong key of a mapping as `[key]`."""
    return place[:-1] if place and place[-1] == "[key]" else place


def _words(each: ErrorDetails, keys: Sequence[str], field: FieldInfo | None) -> str:  # noqa: PLR0911 - a line for each kind
    value, kind, context = each["input"], each["type"], each.get("ctx", {})
    example = said(field.examples[0]) if field is not None and field.examples else ""
    key = each["loc"][-1] if each["loc"] else ""
    such_as = f", such as {example}" if example and len(each["loc"]) == 1 else ""
    match kind:
        case "missing":
            if not field or not field.examples:
                return "is missing."
            return (
                f"is missing. Write {example}."
                if isinstance(key, int)
                else f"is missing. Write {key}: {flow(field.examples[0])}."
            )
        case "extra_forbidden" | "unexpected_keyword_argument":
            listed = ", ".join(keys)
            return f"unknown key. {near(key, keys, f'The keys here are {listed}.')}"
        case "literal_error":
            return _choice(value, str(context.get("expected", "")))
        case _ if kind in BOUNDS:
            name, words = BOUNDS[kind]
            return f"{said(value)} {words.format(context[name])}. Write another number{such_as}."
        case _ if value is None:
            return f"is empty. Write a value{such_as}, or leave the key out."
        case _:
            return _type(value, kind, such_as)


def _choice(value: object, expected: str) -> str:
    choices = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
    listed = f"{', '.join(choices[:-1])} or {choices[-1]}"
    return f"{said(value)} is not {listed}. {near(value, choices, 'Write one of them.')}"


def _type(value: object, kind: str, such_as: str) -> str:  # noqa: PLR0911 - a line for each kind
    shown = said(value)
    match kind:
        case "string_type":
            quoted = (
                f'Put it in quotes: "{shown}".' if isinstance(value, int) else "Put it in quotes."
            )  # 1.10 reads as 1.1
            mend = quoted if isinstance(value, int | float) else f"Write text{such_as}."
            return f"{shown} is {_called(value)}, not text. {mend}"
        case "int_type" | "int_from_float":
            return f"{shown} is not a whole number. Write one{such_as}."
        case "float_type":
            return f"{shown} is not a number. Write one{such_as}."
        case "finite_number":
            return f"{shown} is not a finite number. Write one{such_as}."
        case "tuple_type" | "list_type":
            mend = f"Write [{shown[1:-1]}]." if isinstance(value, str) else f"Write one{such_as}."
            return f"{shown} is not a list. {mend}"
        case "dict_type" | "mapping_type" | "model_type" | "model_attributes_type":
            return f"{shown} is not a mapping. Write keys with their values{such_as}."
        case _:
            return f"{shown} does not fit here. Write something else{such_as}."


def _called(value: object) -> str:
    match value:
        case bool():
            return "a yes or no"
        case int() | float():
            return "a number"
        case Mapping():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case _:
            return f"a {type(value).__name__}"
