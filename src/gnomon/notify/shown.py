"""How what is told is shown: the lines of one name together, and no sign that changes what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that are not seen and turn round what stands beside them, and those that terminals obey."""

DIGEST = "digest"
"""The event whose lines say nothing without their names."""

Record = Mapping[str, Any]  # Any: JSON


def shown(text: str) -> str:
    r"""A text without signs that are not seen.

    Example:
        >>> shown("to \u202egpj.exe")
        'to gpj.exe'
    """
    return UNSEEN.sub("", text)


def sections(alert: Record) -> list[tuple[str, list[str]]]:
    """The lines of an alert or digest, those of one name together, in their order.

    Args:
        alert: Of a payload.

    Example:
        >>> sections({"lines": [{"name": "over", "text": "a"}, {"name": "over", "text": "b"}]})
        [('over', ['a', 'b'])]
    """
    found = groupby(alert["lines"], key=lambda line: line["name"])
    return [(str(name), [str(line["text"]) for line in some]) for name, some in found]


def is_digest(alert: Record) -> bool:
    """Whether it is a digest: its sections stand beneath their names wherever it is told."""
    return bool(alert["event"] == DIGEST)


def paragraphs(alert: Record) -> list[str]:
    """What plain text says: a line each; of a digest each section with its name above it.

    Args:
        alert: Of a payload.
    """
    if not is_digest(alert):
        return [str(line["text"]) for line in alert["lines"]]
    (_, since), *rest = sections(alert)
    said = [*since]
    for name, texts in rest:
        said += ["", f"{capital(name)}:", *(f"- {text}" for text in texts)]
    return said


def points(texts: Sequence[str]) -> list[str]:
    """Texts that stand beneath each other: where there are several, each where a new one begins.

    Example:
        >>> points(["a"]), points(["a", "b"])
        (['a'], ['• a', '• b'])
    """
    return [f"• {text}" for text in texts] if len(texts) > 1 else list(texts)


def capital(text: str) -> str:
    """A name as it begins a line."""
    return text[:1].upper() + text[1:]
