"""Lone surrogates: halves of a letter that Python's text can hold and no encoding can write."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def mended(text: str) -> str:
    r"""The text with each lone surrogate as U+FFFD.

    >>> mended("a\ud800") == "a\N{REPLACEMENT CHARACTER}", mended("a")
    (True, 'a')
    """
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def note(texts: int) -> str:
    """What must be said of so many texts that were mended.

    >>> note(1).encode("ascii", "replace").decode()
    '1 text holds half of a letter (a lone surrogate): read as ?'
    """
    verb = "texts hold" if texts > 1 else "text holds"
    return f"{texts:,} {verb} half of a letter (a lone surrogate): read as \N{REPLACEMENT CHARACTER}"
