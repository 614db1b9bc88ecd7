"""Phrases: the parts that sentences share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from gnomon.checks import numbers
from gnomon.checks.numbers import EN_DASH, NO_BREAK
from gnomon.profiles.windows import Window

ARROW = "\N{RIGHTWARDS ARROW}"
OPEN_BOX = "\N{OPEN BOX}"
ASTERISK = "\N{ASTERISK OPERATOR}"
MOST_NAMES = 3
LONGEST = 100  # characters of a name in a sentence that is sent
RARITY = ("reference windows never", "earlier windows never", "such a change by chance", "not by chance")
"""How clauses begin that say how rare a change is."""

OFTEN, NEVER = 0.2, 1e-9  # chances of a change that are not worth a clause, or beyond words

_CONTROL = re.compile(r"[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]")
_RUN = re.compile(r"\s{2,}")
_ODD_SPACE = re.compile(rf"{_CONTROL.pattern}|{_RUN.pattern}")


def named(column: str) -> str:
    """A column's name, set apart."""
    return f"*{column}*"


def tidied(sentence: str, columns: Iterable[str]) -> str:
    r"""A sentence in which each name stands on one line, not too long, and without stars of its own.

    Args:
        sentence: As `checks` says it.
        columns: The columns that it may name.

    Example:
        >>> tidied("*a\n*b** moved up. Also changed: *c*.", ["a\n*b*", "c"])
        '*a ∗b∗* moved up. Also changed: *c*.'
    """
    for column in columns:
        name = numbers.short(column, LONGEST).replace("*", ASTERISK)
        if name != column:
            sentence = sentence.replace(named(column), named(name))
    return sentence


def when(window: Window | None, *, with_year: bool = False) -> str:
    """The stretch of time that a sentence speaks of, with its preposition; nothing without one.

    Example:
        >>> from datetime import UTC, datetime
        >>> when(Window(datetime(2013, 5, 23, tzinfo=UTC), datetime(2013, 5, 24, tzinfo=UTC)))
        ' on 23 May'
        >>> when(Window(datetime(2013, 7, 1, tzinfo=UTC), datetime(2013, 7, 8, tzinfo=UTC)))
        ' in week of 1 Jul'
    """
    if window is None:
        return ""
    name = window.full_name if with_year else window.name
    is_moment = name[0].isdigit() and f" {EN_DASH} " not in name
    return f" {'on' if is_moment else 'in'} {name}"


def basis(rows: float) -> str:
    """How many rows a sentence stands on."""
    return f"(n{NO_BREAK}={NO_BREAK}{numbers.count(rows)})"


def value(text: str) -> str:
    r"""A stranger's value, cut in the middle; in quotes where its white space tells it from others.

    Example:
        >>> print(value("DE"), value("DE "), value("a\tb"), value("a  b"), value(""))
        DE "DE " "a\tb" "a␣␣b" (empty)
    """
    if not text:
        return "(empty)"
    if text == text.strip() and not _ODD_SPACE.search(text):
        return numbers.short(text)
    tabs_told = _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return numbers.short(f'"{_RUN.sub(lambda found: OPEN_BOX * len(found[0]), tabs_told)}"')


def change(name: str, before: float, now: float) -> str:
    """One value's share, before and now."""
    return f"{value(name)} {numbers.share(before)} {ARROW} {numbers.share(now)}"


def listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """The first names of a list."""
    shown = [value(name) for name in names[:most]]
    return ", ".join(shown + (["…"] if len(names) > most else []))


def after_names(names: Sequence[str]) -> str:
    """The first names of a list at a sentence's end; nothing without any."""
    return f": {listed(names)}" if names else ""


def ended(text: str) -> str:
    """A sentence with its full stop; after an ellipsis there is none.

    Example:
        >>> ended("2 new values: ABQ, BGR"), ended("4 new values: ABQ, BGR, ILM, …")
        ('2 new values: ABQ, BGR.', '4 new values: ABQ, BGR, ILM, …')
    """
    return text if text.endswith((".", "…")) else f"{text}."


def above(share: float) -> str:
    """A share that something ranks above, its bounds in words.

    Example:
        >>> [numbers.plain(above(x)) for x in (0.00001, 0.44, 0.99999, 1)]
        ['above less than 0.1 %', 'above 44 %', 'above more than 99.9 %', 'above 100 %']
    """
    said = numbers.share(share)
    for sign, words in (("<", "less than"), (">", "more than")):
        said = said.replace(sign + NO_BREAK, f"{words} ")
    return f"above {said}"


def sd(effect: float) -> str:
    """The size of an effect in standard deviations."""
    return f"{numbers.effect(effect)}{NO_BREAK}sd"


def size(effect: float, *, is_mix: bool) -> str:
    """The size of an effect with its unit."""
    return f"w{NO_BREAK}={NO_BREAK}{numbers.effect(effect)}" if is_mix else sd(effect)


def of_material(material: float) -> str:
    """The least effect that matters."""
    return f"(material: {numbers.effect(material)})"


def never_beyond(test: str, reach: float, *, is_mix: bool = False, is_live: bool = False) -> str:
    """How far the windows that were learned from ever went.

    Example:
        >>> print(numbers.plain(never_beyond("location", 0.08)))
        reference windows never moved more than 0.08 sd
        >>> print(numbers.plain(never_beyond("missing", 0.004, is_live=True)))
        earlier windows never differed by more than 0.4 points
    """
    whose = "earlier windows" if is_live else "reference windows"
    if test == "missing":
        return f"{whose} never differed by more than {numbers.points(reach).lstrip('+')}"
    if test == "novelty":
        return f"{whose} never had more than {numbers.share(reach)}"
    return f"{whose} never moved more than {size(reach, is_mix=is_mix or test == 'shape')}"


def by_chance(p: float) -> str:
    """How often such a change comes by chance; nothing where that is no rare thing.

    Example:
        >>> [numbers.plain(by_chance(p)) for p in (1 / 9000, 0.0, 0.7)]
        ['such a change by chance: once in 9 000 windows of this entity', 'not by chance', '']
    """
    if p > OFTEN:
        return ""
    if p < NEVER:
        return "not by chance"
    digits = 10.0 ** max(math.floor(-math.log10(p)) - 1, 0)
    return f"such a change by chance: once in {numbers.count(round(1 / p / digits) * digits)} windows of this entity"


def without_rarity(sentence: str) -> str:
    """A sentence about a column without the clauses that say how rare the change is.

    Example:
        >>> without_rarity("*temp* is missing in 13 % of rows; usually 1 %; such a change by chance: once in 9.")
        '*temp* is missing in 13 % of rows; usually 1 %.'
    """
    kept = [part for part in sentence.split("; ") if not part.startswith(RARITY)]
    return ended("; ".join(kept))


def in_rows(rows: float) -> str:
    """So many rows."""
    return f"{numbers.count(rows)} {'row' if rows == 1 else 'rows'}"


def in_columns(columns: int) -> str:
    """So many columns."""
    return f"{numbers.count(columns)} {'column' if columns == 1 else 'columns'}"


def after_colon(parts: Sequence[str]) -> str:
    """What a sentence lists at its end."""
    return f": {', '.join(parts)}" if parts else ""
