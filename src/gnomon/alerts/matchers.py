r"""Matchers: which alerts a route leads on, and which a silence or a maintenance holds back.

`name="v"`, `!=`, `=~` and `!~`; an expression matches the whole value, and a
label that is not there is an empty text. The words are Alertmanager's.

Source: ALERTS R29.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from gnomon.errors import UsageError

Sign = Literal["=", "!=", "=~", "!~"]

WRITTEN = re.compile(r'\s*([^\s=!~"{},]+)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"=~\s][^"\s]*)?)\s*')
BEYOND = re.compile(r"\(\?(?!:|P<|[imsU-]+[:)])|\\[1-9]")
"""What Python's expressions have and RE2's have not: looking around, and back."""

ESCAPED = {'"': '"', "\\": "\\", "n": "\n"}
"""What stands for itself after a backslash in quotes; any other backslash is the expression's."""


@dataclass(frozen=True)
class Matcher:
    """One condition on a label.

    Attributes:
        name: The label's name.
        sign: How it is compared.
        value: With what.

    Raises:
        UsageError: The value is no expression where it should be one.

    Example:
        >>> one = parse('severity=~"high|critical"')
        >>> one.matches({"severity": "high"}), one.matches({"severity": "highest"}), str(one)
        (True, False, 'severity=~"high|critical"')
    """

    name: str
    sign: Sign
    value: str

    def __post_init__(self) -> None:
        """Refuse what is no expression."""
        if self.sign.endswith("~"):
            try:
                re.compile(self.value)
            except (re.error, OverflowError, RecursionError) as error:
                raise UsageError(f"{self}: {self.value!r} is no regular expression: {error}.") from None
            if BEYOND.search(self.value):
                raise UsageError(f"{self}: expressions neither look around nor back (RE2). Write it without.")

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(self.value if self.sign.endswith("~") else re.escape(self.value))

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether the labels of an alert fit."""
        fits = self._expression.fullmatch(labels.get(self.name, "")) is not None
        return fits != self.sign.startswith("!")

    def __str__(self) -> str:
        """As it is written."""
        escaped = self.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'{self.name}{self.sign}"{escaped}"'


def parse(text: str) -> Matcher:
    """Read a matcher.

    Args:
        text: Such as `team="risk"`; the quotes may be left out.

    Raises:
        UsageError: It is none.

    Example:
        >>> parse("team!=risk")
        Matcher(name='team', sign='!=', value='risk')
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise UsageError(
            f"{text!r} is no matcher. Write one such as team=\"risk\", severity!=info or env=~'prod|live'."
        )
    quoted, bare = found[3], found[4] or ""
    value = bare if quoted is None else re.sub(r'\\(["\\n])', lambda one: ESCAPED[one[1]], quoted)
    return Matcher(found[1], cast(Sign, found[2]), value)


def match(matchers: Iterable[Matcher], labels: Mapping[str, str]) -> bool:
    """Whether all of them match; none at all do.

    Example:
        >>> match([], {"team": "risk"}), match([parse("team=risk"), parse("env=prod")], {"team": "risk"})
        (True, False)
    """
    return all(one.matches(labels) for one in matchers)


def written(matchers: Iterable[Matcher]) -> str:
    """Matchers as Alertmanager writes them.

    Example:
        >>> written([parse("team=risk")])
        '{team="risk"}'
    """
    return "{" + ",".join(map(str, matchers)) + "}"
