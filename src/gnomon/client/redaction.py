"""What never leaves the process: columns, and parts of texts, that rules name."""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from gnomon.errors import UsageError

MASK = "[redacted]"
MOST_NAMES = 10_000
"""Names of columns whose rules are remembered; past it they are looked up each time."""


@dataclass(frozen=True, slots=True)
class Redact:
    r"""A rule.

    Attributes:
        columns: Names of columns, as `email` or `user_*`: features, labels, `prediction`, `target`, and `event_id`,
            which only `hash` may change.
        by: `drop` leaves them out, `mask` writes `[redacted]` (null in place of a number), `hash` writes a word that
            is the same for the same value and key, so that categories can still be counted.
        matching: A regular expression; only the parts of texts and whole numbers that it finds are masked or hashed.
        key: The secret of `hash`: without it a guess at a value could be tried.

    Raises:
        UsageError: The rule cannot work.

    Example:
        >>> rules = redaction([Redact("ssn"), Redact("*", by="mask", matching=r"\S+@\S+")])
        >>> rules({"ssn": "078-05-1120", "note": "write to ann@example.org", "age": 33})
        {'note': 'write to [redacted]', 'age': 33}
    """

    columns: str
    by: Literal["drop", "mask", "hash"] = "drop"
    matching: str | None = None
    key: str = ""

    def __post_init__(self) -> None:
        if self.by not in ("drop", "mask", "hash"):
            raise UsageError(f"Redact({self.columns!r}): by={self.by!r} is none of 'drop', 'mask' and 'hash'.")
        if self.by == "hash" and not self.key:
            raise UsageError(f"Redact({self.columns!r}, by='hash') needs key=: a secret of yours.")
        if self.by == "drop" and self.matching is not None:
            raise UsageError(f"Redact({self.columns!r}): a column is dropped whole. Write by='mask' beside matching=.")
        if self.columns == "event_id" and self.by != "hash":
            raise UsageError("Redact('event_id'): targets find events by it. Write by='hash'.")
        try:
            re.compile(self.matching or "")
        except re.error as error:
            raise UsageError(
                f"Redact({self.columns!r}): {self.matching!r} is no regular expression: {error}."
            ) from None


Redaction = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Columns without what is redacted."""


def redaction(rules: Iterable[Redact]) -> Redaction:
    """Rules as one function.

    Args:
        rules: The rules, in their order.
    """
    compiled = [(re.compile(fnmatch.translate(rule.columns)), rule, _changed(rule)) for rule in rules]
    known: dict[str, list[Callable[[Any], Any]]] = {}

    def of(name: str) -> list[Callable[[Any], Any]]:
        found = known.get(name)
        if found is None:
            found = [
                change
                for columns, rule, change in compiled
                if columns.match(name) and (name != "event_id" or rule.by == "hash")
            ]
            if len(known) < MOST_NAMES:
                known[name] = found
        return found

    def redacted(columns: Mapping[str, Any]) -> dict[str, Any]:
        kept = {}
        for name, value in columns.items():
            for change in of(str(name)):
                value = change(value)  # noqa: PLW2901 - one rule after the other
            if value is not DROPPED:
                kept[name] = value
        return kept

    return redacted


DROPPED = object()


def _changed(rule: Redact) -> Callable[[Any], Any]:
    """What a rule makes of a value."""
    if rule.by == "drop":
        return lambda value: DROPPED
    pattern = re.compile(rule.matching or "(?s:.+)")
    replaced = _hashed(rule.key) if rule.by == "hash" else lambda text: MASK

    def change(value: Any) -> Any:  # noqa: ANN401 - any value of a row
        match value:
            case dict():
                return {name: change(inner) for name, inner in value.items()}
            case list() | tuple():
                return [change(inner) for inner in value]
            case str():
                return pattern.sub(lambda found: replaced(found[0]), value)
            case _ if value is None or value is DROPPED or not pattern.search(str(value)):
                return value
            case _:
                return None if rule.by == "mask" else replaced(str(value))

    return change


def _hashed(key: str) -> Callable[[str], str]:
    secret = hashlib.blake2b(key.encode()).digest()
    return lambda text: hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8, key=secret).hexdigest()
