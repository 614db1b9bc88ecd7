"""From a column of strings to its summary: distinct values, lengths, words and shapes."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl
import polars_hash as plh

from gnomon.profiles.category import CategorySummary
from gnomon.sketches.categories import Categories
from gnomon.sketches.distinct import KEPT, Distinct
from gnomon.sketches.histogram import Histogram

Words = npt.NDArray[np.uint64]
Int64s = npt.NDArray[np.int64]

PREFIX = 8192
"""Rows looked through for the names of the values before all are sorted."""

FEW = 256
"""Values that Python joins sooner than a frame does."""

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

REPEATS = re.compile(rb"(.)\1+", re.DOTALL)


def hashes(text: pl.Series) -> pl.Series:
    """XXH3-64 (seed 0) of each value's UTF-8: `(n,)` UInt64, null where the value is."""
    return text.to_frame("x").select(plh.col("x").nchash.xxh3_64(seed=0)).to_series()


def summarise_text(text: pl.Series, hashed: pl.Series) -> CategorySummary:
    """Summarise strings.

    Args:
        text: `(n,)` String.
        hashed: Their `hashes`.
    """
    nulls = text.null_count()
    if nulls:
        text, hashed = text.drop_nulls(), hashed.drop_nulls()
    if not len(text):
        return CategorySummary(nulls)
    distinct, counts, places = _distinct(hashed.to_numpy())
    categories = Categories.of_distinct(distinct, counts, lambda at: text[places[at]].to_list())
    values, weights = (text[places], counts) if 2 * len(distinct) < len(text) else (text, None)
    lengths, words, shapes = _facets(values, weights)
    empties = int(lengths.counts[0]) if lengths.total and lengths.lows()[0] == 0 else 0
    sample = Distinct.of(distinct[: KEPT + 1], counts[: KEPT + 1])  # the least hashes alone decide it
    return CategorySummary(nulls, categories, sample, empties, lengths, words, shapes)


def _distinct(hashed: Words) -> tuple[Words, Int64s, Int64s]:
    """Distinct hashes in order, how often each occurs, and a row where it stands: three `(C,)`."""
    order = None
    ordered = np.sort(hashed)
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    distinct, counts = ordered[starts], np.diff(starts, append=len(ordered))
    places = np.full(len(distinct), -1)
    if len(distinct) < PREFIX:
        # Most columns show all their values soon: their rows are found without sorting them too.
        places[np.searchsorted(distinct, hashed[:PREFIX])] = np.arange(min(PREFIX, len(hashed)))
    if (places < 0).any():
        order = np.argsort(hashed)
        places = order[starts]
    return distinct, counts, places


def _facets(values: pl.Series, counts: Int64s | None) -> tuple[Histogram, Histogram, Categories]:
    """Lengths, words and shapes of values, each as often as `counts` says (once where it is None)."""
    if len(values) < FEW:
        lengths, words, shapes = zip(*map(_looks, values.to_list()), strict=True)
        return _tally(np.array(lengths), counts), _tally(np.array(words), counts), Categories.of(shapes, counts)
    lengths = values.str.len_chars().to_numpy()
    raw = values.str.join(BETWEEN)[0].encode()
    one_word = raw.isascii() and not any(space in raw for space in (b" ", b"\t", b"\n", b"\v", b"\f", b"\r"))
    words = np.minimum(lengths, 1) if one_word else values.str.count_matches(WORD.pattern).to_numpy()
    return _tally(lengths, counts), _tally(words, counts), _shapes(values, raw, counts)


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


def _shapes(values: pl.Series, raw: bytes, counts: Int64s | None) -> Categories:
    """The shapes of many values, seen as one text."""
    if raw.count(BETWEEN.encode()) != len(values) - 1:  # the separator stands in a value too: rare, one at a time
        return Categories.of([shape(text) for text in values.to_list()], counts)
    classes = np.frombuffer(raw.translate(CLASSES), np.uint8)
    kept = np.concatenate(([True], classes[1:] != classes[:-1])) | (classes == ord(BETWEEN))
    shapes = pl.Series("shape", [classes[kept].tobytes().decode()]).str.split(BETWEEN).explode()
    if counts is None:
        found, times = shapes.value_counts(name="n").get_columns()
    else:
        table = pl.DataFrame({"shape": shapes, "n": counts})
        found, times = table.group_by("shape").agg(pl.col("n").sum()).get_columns()
    return Categories.of(found.to_list(), times.to_list())
