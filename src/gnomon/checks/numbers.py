"""How numbers are written for people: one rule for pages, reports, messages and the command line."""

from __future__ import annotations

import math
import re

THIN = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"
NOTHING = "\N{EM DASH}"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

MOST_WHOLE = 99_999  # past this a count is rounded: 123 k, 1.2 M
LEAST_PLAIN = 1e-6
LEAST_OF_DECIMALS = 5e-4  # below, three decimals would say 0.000
LONGEST_NAME = 32
ODD = "\N{REPLACEMENT CHARACTER}"
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys, and what turns the direction of the text that follows."""

SUFFIXES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def count(n: float) -> str:
    """A number of things: whole to 99,999, then rounded.

    Example:
        >>> [plain(count(n)) for n in (26385, 336_776, 1_234_567)]
        ['26 385', '337 k', '1.2 M']
    """
    if not math.isfinite(n):
        return NOTHING
    if abs(n) <= MOST_WHOLE:
        return _grouped(f"{n:,.0f}")
    scale, suffix = next(s for s in SUFFIXES if abs(n) >= s[0] * (1 - 5e-7))
    digits = 0 if suffix == "k" else 1
    return _grouped(f"{n / scale:,.{digits}f}") + NO_BREAK + suffix


def counted(n: int, noun: str) -> str:
    """A count of things.

    Example:
        >>> counted(1, "alert"), counted(2, "alert")
        ('1 alert', '2 alerts')
    """
    return f"{count(n)} {noun}{'' if n == 1 else 's'}"


def share(x: float) -> str:
    """A share in per cent: one decimal below 10 and next to 100, none between; never 0 or 100 when it is not.

    Example:
        >>> [share(x).replace(NO_BREAK, " ") for x in (0, 0.0004, 0.033, 0.56, 0.9988, 0.99999, 1)]
        ['0 %', '< 0.1 %', '3.3 %', '56 %', '99.9 %', '> 99.9 %', '100 %']
    """
    if not math.isfinite(x):
        return NOTHING
    return _per_cent(100 * x) + NO_BREAK + "%"


def points(difference: float) -> str:
    """A difference of two shares, in percentage points, with its sign.

    Example:
        >>> plain(points(0.009)), plain(points(-0.25))
        ('+0.9 points', '−25 points')
    """
    if not math.isfinite(difference):
        return NOTHING
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return sign + _per_cent(abs(100 * difference)) + NO_BREAK + "points"


def effect(x: float) -> str:
    """The size of an effect: two decimals.

    Example:
        >>> effect(1.7341), effect(-0.2)
        ('1.73', '0.20')
    """
    return f"{abs(x):.2f}" if math.isfinite(x) else NOTHING


def signed(x: float) -> str:
    """An effect with its sign: two decimals.

    Example:
        >>> signed(0.412), signed(-0.412), signed(0.001)
        ('+0.41', '−0.41', '0.00')
    """
    text = effect(x)
    if text in (NOTHING, "0.00"):
        return text
    return ("+" if x > 0 else MINUS) + text


def figure(x: float) -> str:
    """A measured number without an interval: three decimals between 0 and 1, else three significant digits.

    Example:
        >>> [figure(x) for x in (0.8671, 0.00012, 13.94, -2.5, 0)]
        ['0.867', '0.00012', '13.9', '−2.5', '0']
        >>> [plain(figure(x)) for x in (26385.2, 1.5e-9, 4.2e13)]
        ['26 385', '1.5·10⁻⁹', '42 T']
    """
    if not math.isfinite(x):
        return NOTHING
    size = abs(x)
    if size >= SUFFIXES[0][0] * 1000 or 0 < size < LEAST_PLAIN:
        mantissa, _, exponent = f"{x:.2g}".partition("e") if size < 1 else f"{x:.2e}".partition("e")
        return _grouped(mantissa) + "·10" + str(int(exponent)).translate(RAISED)
    if size > MOST_WHOLE:
        scale, suffix = next(s for s in SUFFIXES if size >= s[0])
        return _grouped(_plain(f"{x / scale:.3g}")) + NO_BREAK + suffix
    if size >= 1000:  # noqa: PLR2004 - three digits and a group
        return _grouped(f"{x:,.0f}")
    if LEAST_OF_DECIMALS <= size < 1:
        return _grouped(f"{x:.3f}")
    return _grouped(_plain(f"{x:.2g}" if size < 1 else f"{x:.3g}"))


def interval(x: float, half_width: float) -> str:
    """A measured number with its half width: cut at the half width's first significant digit.

    Example:
        >>> [plain(interval(*pair)) for pair in ((88.21, 7.3), (13.94, 0.21), (0.8671, 0.0153))]
        ['88 ± 7', '13.9 ± 0.2', '0.867 ± 0.015']
    """
    if not (math.isfinite(x) and math.isfinite(half_width) and half_width > 0):
        return figure(x)
    if abs(x) <= 1:
        digits = 4 if half_width < LEAST_OF_DECIMALS else 3
    else:
        digits = max(0, -math.floor(math.log10(half_width)))
    return _grouped(f"{x:,.{digits}f}") + NO_BREAK + "±" + NO_BREAK + _grouped(f"{half_width:,.{digits}f}")


def short(name: str, most: int = LONGEST_NAME) -> str:
    r"""A stranger's string on one line, cut in the middle, without what a terminal obeys.

    Example:
        >>> short("wind_speed_at_departure", 11), short(" a   b "), short("\x1b[2J")
        ('wind_…rture', 'a b', '�[2J')
    """
    line = " ".join(UNSEEN.sub(ODD, name).split())
    if len(line) <= most:
        return line
    tail = (most - 1) // 2
    return f"{line[: most - 1 - tail]}…{line[len(line) - tail :]}"


def plain(text: str) -> str:
    """A text with ordinary spaces for those that do not break.

    Example:
        >>> plain(share(0.5))
        '50 %'
    """
    return text.replace(NO_BREAK, " ").replace(THIN, " ")


def _per_cent(percent: float) -> str:
    """Digits of a percentage that is not negative."""
    if 0 < percent < 0.1:  # noqa: PLR2004 - the least that one decimal shows
        return "<" + NO_BREAK + "0.1"
    if 99.95 <= percent < 100:  # noqa: PLR2004 - would round to all
        return ">" + NO_BREAK + "99.9"
    if percent in (0, 100):
        return f"{percent:.0f}"
    one_decimal = percent < 9.95 or 99 < percent < 100  # noqa: PLR2004 - where a tenth tells something
    return f"{percent:.1f}" if one_decimal else f"{percent:,.0f}"


def _plain(digits: str) -> str:
    """Digits without an exponent."""
    if "e" not in digits:
        return digits
    x = float(digits)
    return f"{x:,.0f}" if abs(x) >= 1 else f"{x:.7f}".rstrip("0")


def _grouped(digits: str) -> str:
    return digits.replace(",", THIN).replace("-", MINUS)
