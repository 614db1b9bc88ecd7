"""The notation of samples in a test: `0.02x4 0.31x3 _ stale`, as that of promtool.

`a`, `axN` (a, N + 1 times), `a+bxN` and `a-bxN` (N + 1 samples that rise or
fall), `_`, `_xN` (N that are missing) and `stale` (the series ends).

Source: ALERTS R65; Prometheus, unit testing for rules.
"""

from __future__ import annotations

import re
from itertools import accumulate, repeat
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from gnomon.config.plain import said
from gnomon.config.values import reading
from gnomon.errors import UsageError

MOST = 10_000
"""Samples of a series."""

UNSIGNED = r"(?:\d{1,18}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,3})?"
NUMBER = re.compile(rf"([-+]?{UNSIGNED})(?:(?:([-+]{UNSIGNED}))?x(\d{{1,9}}))?")
MISSING = re.compile(r"_(?:x(\d{1,9}))?|stale")

Samples = tuple[float | None, ...]
"""One for each window; None where there is none."""


def samples(text: object) -> Samples:
    """Read samples.

    Raises:
        UsageError: Something is none.

    Example:
        >>> samples("0.5x1 _x2 1"), samples("-2+4x3"), samples("0+1x10")[-1]
        ((0.5, 0.5, None, None, 1.0), (-2.0, 2.0, 6.0, 10.0), 10.0)
    """
    if not isinstance(text, str):
        raise UsageError(f"{said(text)} is no text. Put it in quotes: '0.02x4 0.31x3'.")
    found: list[float | None] = []
    for word in text.split():
        found += _of_word(word, MOST - len(found))
    if not found:
        raise UsageError("there are no samples. Write some, such as '0.02x4 0.31x3'.")
    return tuple(found)


def _of_word(word: str, room: int) -> list[float | None]:
    number, missing = NUMBER.fullmatch(word), MISSING.fullmatch(word)
    if number is None and missing is None:
        raise UsageError(f"{word!r} is no sample. Write 5, 5x3, 0+1x10, 10-1x5, _, _x3 or stale.")
    times = int(number[3] or 0) + 1 if number is not None else int((missing and missing[1]) or 1)
    if times > room:
        raise UsageError(f"there are more than {MOST} samples. Write fewer.")
    if number is None:
        return [None] * times
    # Added up, not multiplied, as promtool does: the same numbers to the last bit.
    return list(accumulate(repeat(float(number[2] or 0), times - 1), initial=float(number[1])))


Values = Annotated[Samples, PlainValidator(reading(samples)), WithJsonSchema({"type": "string"})]
