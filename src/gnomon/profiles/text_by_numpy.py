"""From a column of strings to its summary where there is no compiled kernel: numpy, Polars, regular expressions."""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import add

import numpy as np
import numpy.typing as npt
import polars as pl

from gnomon.profiles.category import CategorySummary
from gnomon.profiles.text_hash import hashes
from gnomon.sketches.categories import Categories
from gnomon.sketches.distinct import KEPT, Distinct
from gnomon.sketches.histogram import Histogram

Words = npt.NDArray[np.uint64]
Int64s = npt.NDArray[np.int64]

FEW = 256
"""Values that Python joins sooner than a frame does."""

REPEATED = 8
"""Times a value must occur on average for looking at values to cost less than looking at rows."""

PREFIX = 2048
"""First rows in which most values of most columns stand."""

SLICE = 1 << 16
"""Rows of a column of mostly different values that are looked at together."""

BETWEEN = "\x1e"
"""Stands between values when many are looked at as one text (ASCII's record separator)."""

CLASSES = bytes(
    ord("A") if chr(i).isupper() and i < 128 else ord("a") if chr(i).isalpha() or i >= 128 else i  # noqa: PLR2004 - ASCII
    for i in range(256)
).translate(bytes.maketrans(b"0123456789", b"9" * 10))
"""The shape class of each byte: upper case `A`, lower case and everything past ASCII `a`, digits `9`."""

SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
WORD = re.compile(f"[^{SPACE}]+")
"""A word: a stretch without Unicode's white space."""

SPACES = (b" ", b"\t", b"\n", b"\v", b"\f", b"\r")
"""White space within ASCII."""

REPEATS = re.compile(rb"(.)\1+", re.DOTALL)


def summarise_text(text: pl.Series, hashed: pl.Series) -> CategorySummary:
    """Summarise strings.

    Args:
        text: `(n,)` String.
        hashed: Their `hashes`.
    """
    if len(text) > SLICE and len(np.unique(hashed[:PREFIX].to_numpy())) > 0.95 * PREFIX:
        # Ids and the like: in slices, the texts that are made of them stay in a fast cache.
        slices = (slice(start, start + SLICE) for start in range(0, len(text), SLICE))
        return reduce(add, (_summarise(text[part], hashed[part]) for part in slices))
    return _summarise(text, hashed)


def _summarise(text: pl.Series, hashed: pl.Series) -> CategorySummary:
    nulls = text.null_count()
    if nulls:
        text, hashed = text.drop_nulls(), hashed.drop_nulls()
    if not len(text):
        return CategorySummary(nulls)
    every = hashed.to_numpy()
    distinct, counts = _distinct(every)
    if len(distinct) * REPEATED < len(text):
        values, weights = text[_places(distinct, every)], counts
        categories = Categories.of_distinct(distinct, counts, lambda at: values[at].to_list())
    else:
        values, weights = text, None
        categories = Categories.of_distinct(distinct, counts, lambda at: text[_places(distinct[at], every)].to_list())
    lengths, words, shapes = _facets(values, weights)
    empties = int(lengths.counts[0]) if lengths.total and lengths.lows()[0] == 0 else 0
    sample = Distinct.of(distinct[: KEPT + 1], counts[: KEPT + 1])  # the least hashes alone decide it
    return CategorySummary(nulls, categories, sample, empties, lengths, words, shapes)


def _distinct(hashed: Words, counts: Int64s | None = None) -> tuple[Words, Int64s]:
    """Distinct hashes in order, and how often each occurs: two `(C,)`."""
    if counts is None:
        ordered = np.sort(hashed)
    else:
        order = np.argsort(hashed)
        ordered, counts = hashed[order], counts[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return ordered[starts], np.diff(starts, append=len(ordered)) if counts is None else np.add.reduceat(counts, starts)


def _places(wanted: Words, hashed: Words) -> Int64s:
    """A row where each wanted hash stands: `(C,)`.

    Wanted hashes are laid in a table by 16 of their bits, through which rows are passed until all in it
    are found: mostly soon. Those that share a place in it wait for the next 16 bits.

    Args:
        wanted: `(C,)` different ones in order, each of which occurs.
        hashed: `(n,)` of all rows.
    """
    if len(hashed) <= PREFIX:
        order = np.argsort(hashed)
        return order[np.searchsorted(hashed, wanted, sorter=order)]
    places = np.full(len(wanted), -1)
    for shift in (48, 32, 16, 0):
        left = np.flatnonzero(places < 0)
        if not len(left):
            return places
        table, owner = np.zeros(1 << 16, np.uint64), np.full(1 << 16, -1)
        slots = _slots(wanted[left], shift)
        table[slots], owner[slots] = wanted[left], left
        _find(hashed, shift, table, owner, places)
    left = np.flatnonzero(places < 0)
    if len(left):  # more hashes than the tables have places for
        order = np.argsort(hashed)
        places[left] = order[np.searchsorted(hashed, wanted[left], sorter=order)]
    return places


def _find(hashed: Words, shift: int, table: Words, owner: Int64s, places: Int64s) -> None:
    """Fill `places` of the table's owners, from as few rows as that takes."""
    owners = owner[owner >= 0]
    start, size = 0, PREFIX
    while start < len(hashed) and (places[owners] < 0).any():
        rows = hashed[start : start + size]
        slots = _slots(rows, shift)
        hits = np.flatnonzero(table.take(slots) == rows)
        found = owner[slots[hits]]
        places[found[found >= 0]] = hits[found >= 0] + start
        start, size = start + size, 4 * size


def _slots(hashed: Words, shift: int) -> Int64s:
    slots = hashed >> np.uint64(shift)
    if shift < 48:  # noqa: PLR2004 - the highest 16 bits stand alone by then
        slots &= np.uint64(0xFFFF)
    return slots.view(np.int64)


def _facets(values: pl.Series, counts: Int64s | None) -> tuple[Histogram, Histogram, Categories]:
    """Lengths, words and shapes of values, each as often as `counts` says (once where it is None)."""
    if len(values) < FEW:
        looks = [_looks(text) for text in values.to_list()]
        sizes, words = np.array([look[0] for look in looks]), np.array([look[1] for look in looks])
        return _tally(sizes, counts), _tally(words, counts), Categories.of([look[2] for look in looks], counts)
    raw: bytes = values.str.join(BETWEEN).cast(pl.Binary)[0]
    classes = raw.translate(CLASSES)
    if raw.isascii() and _is_of_one_form(classes, len(values)):
        total = np.array([len(values) if counts is None else int(counts.sum())])
        size, number, form = _looks(values[0])
        each = (Histogram.of_counts(np.array([float(figure)]), total) for figure in (size, number))
        return next(each), next(each), Categories.of([form], total)
    lengths = _tally(values.str.len_chars().to_numpy(), counts)
    if raw.isascii() and not any(space in raw for space in SPACES):
        return lengths, _no_or_one_word(lengths), _shapes(values, classes, counts)
    return lengths, _tally(values.str.count_matches(WORD.pattern).to_numpy(), counts), _shapes(values, classes, counts)


def _is_of_one_form(classes: bytes, n: int) -> bool:
    """Whether `n` joined values have the same class in every place, as ids and codes have."""
    period = classes.find(BETWEEN.encode()) + 1
    letters = np.frombuffer(classes, np.uint8)
    return period * n == len(classes) + 1 and np.array_equal(letters[period:], letters[:-period])


def _no_or_one_word(lengths: Histogram) -> Histogram:
    """Words of values without white space: none in the empty ones, one in each other."""
    empties = int(lengths.counts[0]) if lengths.lows()[0] == 0 else 0
    words = np.array([empties, lengths.total - empties])
    return Histogram.of_counts(np.flatnonzero(words).astype(np.float64), words[words > 0])


@lru_cache(maxsize=1 << 14)
def _looks(text: str) -> tuple[int, int, str]:
    """Length, words and shape of one value; remembered, since the values of a column come again and again."""
    return len(text), len(WORD.findall(text)), shape(text)


def shape(text: str) -> str:
    """The text with its characters as their classes, runs of one class as one.

    Example:
        >>> shape("N14228"), shape("New York, 2013"), shape("Zürich")
        ('A9', 'Aa Aa, 9', 'Aa')
    """
    return REPEATS.sub(rb"\1", text.encode().translate(CLASSES)).decode()


def _tally(values: npt.NDArray[np.integer], counts: Int64s | None) -> Histogram:
    times = np.bincount(values, counts).astype(np.int64)
    found = np.flatnonzero(times)
    return Histogram.of_counts(found.astype(np.float64), times[found])


def _shapes(values: pl.Series, classes: bytes, counts: Int64s | None) -> Categories:
    """The shapes of many values.

    Classes come first and runs last: in most columns few different rows of classes are left to be run together.

    Args:
        values: `(n,)` strings.
        classes: Of all of them, joined.
        counts: `(n,)` how often each occurs; once where it is None.
    """
    if classes.count(BETWEEN.encode()) == len(values) - 1:
        rows = _split(classes)
    else:  # the separator stands in a value too: rare, so one value at a time
        rows = pl.Series(list(map(shape, values.to_list())))
    every = hashes(rows).to_numpy()
    distinct, times = _distinct(every, counts)
    found = rows[_places(distinct, every)]
    if len(found) < FEW:
        return Categories.of([shape(text) for text in found.to_list()], times)
    letters = np.frombuffer(found.str.join(BETWEEN)[0].encode(), np.uint8)
    found = _split(letters[np.concatenate(([True], letters[1:] != letters[:-1])) | (letters == ord(BETWEEN))].tobytes())
    every = hashes(found).to_numpy()
    distinct, times = _distinct(every, times)
    return Categories.of_distinct(distinct, times, lambda at: found[_places(distinct[at], every)].to_list())


def _split(joined: bytes) -> pl.Series:
    return pl.Series([joined.decode()]).str.split(BETWEEN).explode()
