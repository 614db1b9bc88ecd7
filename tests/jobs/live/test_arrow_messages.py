"""What an Arrow stream claims is looked at before anything makes room for it."""

from __future__ import annotations

import io

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from tests.jobs.live.senders import arrow

from gnomon.errors import DataError
from gnomon.jobs.live import arrow_messages
from gnomon.jobs.live.arrow_body import frame

GOOD = pl.DataFrame(
    {"a": ["x", "y"], "x": [1.5, None], "c": pl.Series(["u", "v"], dtype=pl.Categorical), "l": [[1], []]}
)


@pytest.mark.parametrize("compression", ["lz4", "zstd"])
def test_compressed_buffers_are_refused(compression: str) -> None:
    out = io.BytesIO()
    GOOD.write_ipc_stream(out, compression=compression)  # type: ignore[arg-type]  # one of those that there are
    with pytest.raises(DataError, match="compressed buffers"):
        arrow_messages.check(out.getvalue())


def test_too_many_rows_are_refused_however_few_bytes_they_take() -> None:
    table = pa.table({"n": pa.nulls(arrow_messages.MOST_ROWS + 1)})
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    with pytest.raises(DataError, match="1,000,001 rows"):
        arrow_messages.check(out.getvalue().to_pybytes())


def test_streams_of_other_libraries_are_read() -> None:
    table = pa.table({"d": pa.array(["q", "r"]).dictionary_encode(), "x": [1, 2]})
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    assert frame(out.getvalue().to_pybytes())["d"].to_list() == ["q", "r"]


def test_a_file_is_told_from_a_stream() -> None:
    out = io.BytesIO()
    GOOD.write_ipc(out)
    with pytest.raises(DataError, match="Send an Arrow stream"):
        arrow_messages.check(out.getvalue())


def _damaged(rng: np.random.Generator, good: bytes) -> bytes:
    body = bytearray(good)
    for at in rng.integers(0, len(body), rng.integers(1, 5)):
        body[at] = rng.integers(0, 256)
    return bytes(body[: rng.integers(0, len(body))] if rng.random() < 0.3 else body)


def _check_damage(count: int, seed: int) -> None:
    rng, good, refused = np.random.default_rng(seed), arrow(GOOD), 0
    for _ in range(count):
        try:
            frame(_damaged(rng, good))
        except DataError:
            refused += 1
    assert refused


def test_damage_is_an_error_that_is_told_and_nothing_worse(capfd: pytest.CaptureFixture[str]) -> None:
    _check_damage(300, 1)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10))
def test_much_damage_is_nothing_worse(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    _check_damage(10_000, 100 + seed)
