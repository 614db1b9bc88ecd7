"""Arrow IPC files and streams."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.profiles.frames.reading import whole

from gnomon.errors import DataError, SchemaError
from gnomon.profiles.frames import parquet
from gnomon.profiles.frames.arrow import open_arrow, open_arrow_stream
from gnomon.profiles.frames.rows import Rows

FRAME = pl.DataFrame({"x": [1, 2, 3], "y": ["a", None, "c"], "z": [{"a": 1.5}] * 3})


def opened(folder: Path, kind: str, columns: list[str] | None = None) -> Rows:
    path = folder / "a.arrow"
    if kind == "file":
        FRAME.write_ipc(path)
        return open_arrow(str(path), "a.arrow", columns)
    FRAME.write_ipc_stream(path)
    return open_arrow_stream(str(path), "a.arrow", columns)


@pytest.mark.parametrize("kind", ["file", "stream"])
def test_it_is_read_as_it_was_written_and_structs_are_unnested(tmp_path: Path, kind: str) -> None:
    rows = opened(tmp_path, kind)
    assert whole(rows).equals(FRAME.unnest("z", separator="."))
    assert (rows.name, rows.height, rows.notes) == ("a.arrow", 3, ())
    assert whole(rows).height == 3  # a second time as well


@pytest.mark.parametrize("kind", ["file", "stream"])
def test_some_columns_in_their_order(tmp_path: Path, kind: str) -> None:
    assert whole(opened(tmp_path, kind, ["z.a", "x"])).columns == ["z.a", "x"]
    with pytest.raises(SchemaError, match="xx"):
        opened(tmp_path, kind, ["xx"])


def test_a_file_is_read_a_slice_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "READ_CELLS", 6)
    assert [batch.height for batch in opened(tmp_path, "file").batches()] == [2, 1]


@pytest.mark.parametrize("opens", [open_arrow, open_arrow_stream], ids=["file", "stream"])
def test_what_is_damaged_is_one_line(tmp_path: Path, opens: object) -> None:
    path = tmp_path / "a.arrow"
    path.write_bytes(b"ARROW1\0\0 and nothing of that kind")
    with pytest.raises(DataError, match=r"^a\.arrow: ") as raised:
        whole(opens(str(path), "a.arrow"))  # type: ignore[operator]
    assert "\n" not in str(raised.value)


def test_a_file_that_is_cut_off_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.arrow"
    FRAME.write_ipc(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match=r"^a\.arrow: "):
        whole(open_arrow(str(path), "a.arrow"))
