"""What a column promises to be: one column of a data contract, as `expect:` of a monitor has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError, WithJsonSchema

from gnomon.checks import contract
from gnomon.checks.contract_words import MEND
from gnomon.config import mistakes
from gnomon.config.mistakes import Mistake, MistakesError
from gnomon.config.part import Part
from gnomon.config.plain import said
from gnomon.config.values import Flag, Number, Text, number

LIMIT, COLUMNS = '"p95(duration) < 300ms"', "{age: {min: 0, max: 120, present: true}}"

Values = Annotated[
    tuple[Any, ...],
    WithJsonSchema({"type": "array", "minItems": 1, "items": {"type": ["string", "number", "boolean"]}}),
]
Least = Annotated[Any, WithJsonSchema({"anyOf": [{"const": True}, {"type": "number", "minimum": 0, "maximum": 1}]})]


class Promises(Part):
    """What every value of a column is; a promise that no profile can tell is refused.

    Example:
        >>> Promises(type="number", min=0, max=120).written
        {'type': 'number', 'min': 0.0, 'max': 120.0}
    """

    such: ClassVar[str] = "{type: number, min: 0, max: 120, present: true}"
    type: Literal["number", "flag", "category", "time", "vector"] | None = Field(
        default=None, description="Its kind.", examples=["number"]
    )
    min: Number | None = Field(default=None, description="The least number that is allowed.", examples=[0])
    max: Number | None = Field(default=None, description="The largest number that is allowed.", examples=[120])
    set: Values | None = Field(default=None, description="The values that are allowed.", examples=[["JFK", "LGA"]])
    pattern: Text | None = Field(
        default=None,
        description="The shape of its texts: A and a stand for runs of letters, 9 for a run of digits.",
        examples=["A9"],
    )
    unique: Flag | None = Field(default=None, description="Whether no value is there twice.", examples=[True])
    present: Least | None = Field(
        default=None,
        description="The least share of rows that have a value; true for all of them.",
        examples=[0.99],
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """What cannot be promised."""
        known = {key: number(each) for key, each in raw.items() if key in MEND}
        for word, words in contract.mistakes(known) if known or not raw else ():
            yield Mistake((word,) if word else (), words)

    @property
    def written(self) -> dict[str, Any]:
        """The promises by their words, those that are made."""
        return {key: each for key in type(self).model_fields if (each := getattr(self, key)) is not None}


def promised(raw: object) -> object:
    """What `expect:` holds: a limit as it is, or the promises of each column.

    Raises:
        MistakesError: A promise is none; every mistake is told.
    """
    if raw is None or isinstance(raw, str):
        return raw
    if not isinstance(raw, Mapping) or not raw:
        raise MistakesError(
            [Mistake((), f"{said(raw)} is neither a limit nor columns. Write one such as {LIMIT}, or {COLUMNS}.")]
        )
    try:
        return _COLUMNS.validate_python(raw)
    except ValidationError as error:
        found = tuple(mistakes.of(error, Promises))
    raise MistakesError(found)


_COLUMNS = TypeAdapter(dict[Text, Promises])
