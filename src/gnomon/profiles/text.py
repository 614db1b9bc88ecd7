"""From a column of strings to its summary: distinct values, lengths, words and shapes."""

from __future__ import annotations

from functools import reduce
from operator import add

import numpy as np
import polars as pl

from gnomon.profiles import text_by_numpy
from gnomon.profiles.category import CategorySummary
from gnomon.sketches import kernels
from gnomon.sketches.categories import Categories
from gnomon.sketches.distinct import KEPT, Distinct
from gnomon.sketches.histogram import Histogram
from gnomon.sketches.resolution import Int64s

SLICE = 1 << 17
"""Values whose forms are looked at together, since of free text each has a form of its own, which is kept meanwhile."""

Looks = tuple[Histogram, Histogram, Categories]
"""Lengths, words and shapes."""


def summarise_text(text: pl.Series, hashed: pl.Series) -> CategorySummary:
    """Summarise strings.

    Args:
        text: `(n,)` String.
        hashed: Their `hashes`.
    """
    if not kernels.compiled:
        return text_by_numpy.summarise_text(text, hashed)
    cells = kernels.cells(hashed)
    if not len(cells.hashes):
        return CategorySummary(cells.nulls)
    least = text.gather(cells.rows)
    cut = np.zeros(len(least), np.bool_)
    categories = Categories(cells.shift, cells.hashes, cells.counts, tuple(least.to_list()), cells.pure, cut)
    if categories.is_exact:
        lengths, words, shapes = _looks(least, cells.counts)
    else:
        parts = (text[start : start + SLICE] for start in range(0, len(text), SLICE))
        lengths, words, shapes = (reduce(add, each) for each in zip(*map(_looks, parts), strict=True))
    sample = Distinct.of(cells.hashes, cells.counts) if categories.is_exact else Distinct(*kernels.sample(hashed, KEPT))
    empties = int(lengths.counts[0]) if lengths.lows()[0] == 0 else 0
    return CategorySummary(cells.nulls, categories, sample, empties, lengths, words, shapes)


def _looks(values: pl.Series, counts: Int64s | None = None) -> Looks:
    forms = kernels.forms(values, counts)
    shapes = Categories.of(list(forms.shapes), list(forms.shapes.values()))
    return _histogram(forms.lengths, forms.counts), _histogram(forms.words, forms.counts), shapes


def _histogram(figures: Int64s, counts: Int64s) -> Histogram:
    return Histogram.of_counts(figures.astype(np.float64), counts)
