"""Bodies are small, by what is at hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.door import unpacked

from gnomon.client import compression
from gnomon.client.compression import compressed


@given(body=st.binary(), by_zstd=st.booleans())
def test_what_was_compressed_comes_out_as_it_was(body: bytes, by_zstd: bool) -> None:
    small, encoding = compressed(body, by_zstd=by_zstd)
    assert encoding == ("zstd" if by_zstd else "gzip")
    assert unpacked(small, encoding) == body


@pytest.mark.parametrize("by_zstd", [True, False])
def test_rows_become_much_smaller(by_zstd: bool) -> None:
    body = b",".join(b'{"event_id":"%d","features":{"x":%d}}' % (number, number) for number in range(500))
    assert len(compressed(body, by_zstd=by_zstd)[0]) < len(body) / 4


def test_zstd_is_used_where_it_is_installed() -> None:
    assert compression.HAS_ZSTD
    assert compressed(b"")[1] == "zstd"
