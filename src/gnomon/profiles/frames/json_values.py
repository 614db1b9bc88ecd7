"""The values of one JSON key: what type they have together, and making a column of them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # what JSON holds

import polars as pl

from gnomon.profiles.frames import parse
from gnomon.profiles.frames import text as typing_of
from gnomon.profiles.frames.guard import column, quoted
from gnomon.profiles.frames.text import Findings, Reading

INT64 = 2**63
NONE = Findings()


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which types the values of a key have had.

    Args:
        types: Python's types of the values, null apart.
        inner: The types inside lists.
        big: Whether a whole number needs more than 64 bits.
        huge: Whole numbers that no float holds.
        text: Of values that are text: how many, and what hides in them.
        values: How many are not null.
        example: The first text that is not empty.
    """

    types: frozenset[type] = frozenset()
    inner: frozenset[type] = frozenset()
    big: bool = False
    huge: int = 0
    text: Findings = NONE
    values: int = 0
    example: str = ""


def look(values: Sequence[Any], so_far: Kinds) -> Kinds:
    """Add the types of some values.

    >>> sorted(each.__name__ for each in look([1, "a", None], Kinds()).types)
    ['int', 'str']
    """
    present = [value for value in values if value is not None]
    types = frozenset(map(type, present))
    inner: frozenset[type] = frozenset()
    if list in types:
        inner = frozenset(type(item) for value in present if isinstance(value, list) for item in value)
    integers = [value for value in present if type(value) is int] if int in types else []
    big = bool(integers) and not (-INT64 <= min(integers) and max(integers) < INT64)
    words = [value for value in present if isinstance(value, str)] if str in types else []
    text = typing_of.look(pl.Series(words, dtype=pl.String), so_far.text, times_only=True) if words else so_far.text
    return Kinds(
        so_far.types | types,
        so_far.inner | inner,
        so_far.big or big,
        so_far.huge + (sum(math.isinf(_float(value)) for value in integers) if big else 0),
        text,
        so_far.values + len(present),
        so_far.example or next(filter(None, words), ""),
    )


def decide(name: str, kinds: Kinds) -> Reading:
    """What a key's column is, given the types of all its values.

    >>> decide("x", look([1, 2.5], Kinds())).dtype
    Float64
    >>> decide("x", look([1, "a"], Kinds())).notes
    ("column *x*: numbers and text (such as 'a') are mixed, read as text",)
    """
    if len(kinds.types) > 1 and not kinds.types <= {int, float}:
        return Reading(pl.String(), parse.same, (_mixed(name, kinds),))
    if kinds.types and kinds.types <= {int, float}:
        whole = kinds.types == {int} and not kinds.big
        notes = typing_of.infinite_note(name, kinds.huge)
        return Reading(pl.Int64() if whole else pl.Float64(), parse.same, notes)
    if kinds.types == {list}:
        inner = _inner(kinds.inner - {type(None)})
        if inner is None:
            return Reading(pl.String(), parse.same, (f"{column(name)}: holds lists of objects, read as text",))
        return Reading(pl.List(inner), parse.same)
    if kinds.types == {str} and kinds.text.times:
        return typing_of.decide(name, kinds.text)
    plain: dict[type, pl.DataType] = {bool: pl.Boolean(), str: pl.String(), bytes: pl.Binary()}
    dtype = next((plain[each] for each in kinds.types), pl.Null())
    return Reading(dtype, parse.same)


def _mixed(name: str, kinds: Kinds) -> str:
    words = {int: "numbers", float: "numbers", bool: "flags", str: "text", list: "lists", bytes: "bytes"}
    mixed = sorted({words[each] for each in kinds.types})
    such = f" (such as {quoted(kinds.example)})" if kinds.example else ""
    return f"{column(name)}: {', '.join(mixed[:-1])} and {mixed[-1]}{such} are mixed, read as text"


def series(values: Sequence[Any], reading: Reading) -> pl.Series:
    """Make the column that `decide` chose.

    >>> series([1, "a", None], Reading(pl.String(), parse.same)).to_list()
    ['1', 'a', None]
    """
    if reading.dtype == pl.String or reading.read is not parse.same:
        return reading.read(pl.Series([_word(value) for value in values], dtype=pl.String))
    if reading.dtype == pl.Float64:
        return pl.Series([None if value is None else _float(value) for value in values], dtype=pl.Float64)
    return pl.Series(values, dtype=reading.dtype, strict=False)


def _inner(types: frozenset[type]) -> pl.DataType | None:
    if not types:
        return pl.Null()
    if types == {bool}:
        return pl.Boolean()
    if types <= {int, float}:
        return pl.Float64()
    return pl.String() if types == {str} else None


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _word(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.hex() if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False)
