"""Values as text that does not depend on the type they came in: `7`, `7.0` and `"7"` are one id."""

from __future__ import annotations

import polars as pl

from gnomon.profiles.kinds import as_text
from gnomon.profiles.text_hash import hashes


def plain_text(column: pl.Series) -> pl.Series:
    """Each value as text, whole numbers alike whatever their type: `(n,)` String, null where there is none.

    Example:
        >>> plain_text(pl.Series([7.0, 7.5, None, float("nan")])).to_list()
        ['7', '7.5', None, None]
    """
    text = as_text(column)
    if not column.dtype.is_float():
        return text
    column = column.fill_nan(None)
    whole = column.cast(pl.Int64, strict=False)
    is_whole = (whole.cast(pl.Float64) == column).fill_null(False)
    written = pl.when(is_whole).then(whole.cast(pl.String)).when(column.is_not_null()).then(text)
    return pl.select(written.alias(column.name)).to_series()


def plain_hash(column: pl.Series) -> pl.Series:
    """The stable hash of each value's text: `(n,)` UInt64, null where there is none."""
    return hashes(plain_text(column)).alias(column.name)
