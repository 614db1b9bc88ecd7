"""Names of strangers on a page: escaped, short, and in their own direction."""

from __future__ import annotations

from markupsafe import Markup, escape

MOST = 32


def shown(name: str, most: int = MOST) -> Markup:
    """A name for HTML: cut in the middle past some characters, the whole in the title.

    Args:
        name: Any text.
        most: Characters to show.

    Example:
        >>> shown("<b>"), shown("abcdefghij", 5)
        (Markup('<bdi>&lt;b&gt;</bdi>'), Markup('<bdi title="abcdefghij">ab…ij</bdi>'))
    """
    if not name.strip():
        return Markup("<bdi>{}</bdi>").format("(blank)" if name else "(empty)")
    if len(name) <= most:
        return Markup("<bdi>{}</bdi>").format(name)
    return Markup('<bdi title="{}">{}</bdi>').format(name, cut(name, most))


def cut(name: str, most: int = MOST) -> str:
    """The name's first and last characters, on one line, at most so many.

    Example:
        >>> cut("wind_speed_at_departure", 11)
        'wind_…rture'
    """
    line = " ".join(name.split())
    if len(line) <= most:
        return line
    tail = (most - 1) // 2
    return f"{line[: most - 1 - tail]}…{line[len(line) - tail :]}"


def emphasised(sentence: str, name: str) -> Markup:
    """A sentence of `checks` for HTML: the column's name, between stars there, as it is shown everywhere.

    Example:
        >>> emphasised("*temp* moved up.", "temp")
        Markup('<b><bdi>temp</bdi></b> moved up.')
    """
    before, star, after = sentence.partition(f"*{name}*")
    if not star:
        return escape(sentence)
    return escape(before) + Markup("<b>{}</b>").format(shown(name)) + escape(after)
