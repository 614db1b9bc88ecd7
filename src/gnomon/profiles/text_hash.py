"""The hashes that strings of a frame are known by."""

from __future__ import annotations

import polars as pl
import polars_hash as plh


def hashes(text: pl.Series) -> pl.Series:
    """XXH3-64 (seed 0) of each value's UTF-8: `(n,)` UInt64, null where the value is.

    Example:
        >>> hashes(pl.Series(["a", None])).to_list()
        [16629034431890738719, None]
    """
    return text.to_frame("x").select(plh.col("x").nchash.xxh3_64(seed=0)).to_series()
