"""Names of strangers on a page: escaped, short, set apart, and in their own direction."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from gnomon.checks import numbers
from gnomon.checks.numbers import LONGEST_NAME

_ASIDE = re.compile(r"\s\((?:material:[^()]*|n\s=\s[^()]*)\)")


def shown(name: str, most: int = LONGEST_NAME) -> Markup:
    """A name for HTML: cut in the middle past some characters, the whole in the title.

    Args:
        name: Any text.
        most: Characters to show.

    Example:
        >>> shown("<b>"), shown("abcdefghij", 5)
        (Markup('<bdi>&lt;b&gt;</bdi>'), Markup('<bdi title="abcdefghij">ab…ij</bdi>'))
    """
    short = said(name, most)
    if short == name or not numbers.short(name, most):
        return Markup("<bdi>{}</bdi>").format(short)
    return Markup('<bdi title="{}">{}</bdi>').format(name, short)


def said(name: str, most: int = LONGEST_NAME) -> str:
    """A name as plain text on one line; one of nothing in words.

    Example:
        >>> said("temp"), said(""), said("  ")
        ('temp', '(empty)', '(blank)')
    """
    return numbers.short(name, most) or ("(blank)" if name else "(empty)")


def emphasised(sentence: str, columns: Iterable[str]) -> Markup:
    """A sentence of `checks` for HTML: the names of columns, between stars there, as they are shown everywhere.

    Args:
        sentence: As `checks.words` says it.
        columns: The columns that it may name.

    Example:
        >>> emphasised("*temp* moved up.", ["temp"])
        Markup('<b><bdi>temp</bdi></b> moved up.')
    """
    parts = _parts(sentence, columns)
    return Markup("").join(Markup("<b>{}</b>").format(shown(p)) if i % 2 else escape(p) for i, p in enumerate(parts))


def unstarred(sentence: str, columns: Iterable[str]) -> str:
    """A sentence of `checks` as plain text on one line, without the stars about names.

    Example:
        >>> unstarred("1 of 2 columns changed: *a*.", ["a"])
        '1 of 2 columns changed: a.'
    """
    parts = _parts(sentence, columns)
    return " ".join("".join(said(p) if i % 2 else p for i, p in enumerate(parts)).split())


def brief(sentence: str, column: str) -> str:
    """A sentence for a row that begins with the column's name: without the name, what is material, and n.

    Example:
        >>> brief("*temp* moved up by 1.73 sd (material: 0.10) (n = 912): above 99 %.", "temp")
        'moved up by 1.73 sd: above 99 %.'
    """
    return _ASIDE.sub("", sentence.removeprefix(f"*{column}* "))


def _parts(sentence: str, columns: Iterable[str]) -> list[str]:
    """Text and names by turns, text first."""
    longest_first = sorted(set(columns), key=len, reverse=True)
    if not longest_first:
        return [sentence]
    known = "|".join(re.escape(name) for name in longest_first)
    return re.split(rf"\*({known})\*", sentence)
