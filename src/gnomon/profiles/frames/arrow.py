"""Arrow IPC, also known as Feather: the file, and the stream."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from gnomon.profiles.frames.guard import reading
from gnomon.profiles.frames.parquet import MEND, open_scan
from gnomon.profiles.frames.polars_frame import open_frame
from gnomon.profiles.frames.rows import Rows


def open_arrow(source: str, name: str, columns: Sequence[str] | None = None) -> Rows:
    """Open an Arrow IPC file, slice by slice.

    Raises:
        DataError: It is damaged, or has no columns.
        SchemaError: A wanted column does not exist.
    """
    with reading(name, MEND):
        scan = pl.scan_ipc(source, glob=False)
    return open_scan(scan, name, columns)


def open_arrow_stream(source: str, name: str, columns: Sequence[str] | None = None) -> Rows:
    """Open an Arrow IPC stream. It has no index, so all of it is read at once.

    Raises:
        DataError: It is damaged, or has no columns.
        SchemaError: A wanted column does not exist.
    """
    with reading(name, MEND):
        frame = pl.read_ipc_stream(source)
    return open_frame(frame, columns, name)
