"""How old the events of a window were when their targets came."""

from __future__ import annotations

import polars as pl


def arrivals(pairs: pl.DataFrame, rows: int) -> bytes:
    """A window's arrivals as bytes.

    Args:
        pairs: The time of each row that has a target, and of its target.
        rows: All rows of the window.
    """
    return b""
