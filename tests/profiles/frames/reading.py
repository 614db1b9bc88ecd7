"""Read rows to the end, and hold what every door promises while doing so."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.frames.rows import Rows

DATA = Path(__file__).parents[3] / "data"
DIRTY = DATA / "dirty"


def whole(rows: Rows) -> pl.DataFrame:
    """All rows as one frame; each batch has exactly the schema, and the height is right when it was told."""
    batches = list(rows.batches())
    for batch in batches:
        assert list(batch.schema.items()) == list(rows.schema.items())
        assert batch.height > 0
    frame = pl.concat(batches) if batches else pl.DataFrame(schema=dict(rows.schema))
    assert rows.height in {None, frame.height}
    return frame


def read(data: object) -> pl.DataFrame:
    """Open and read."""
    return whole(open_rows(data))
