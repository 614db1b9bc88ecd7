"""Bodies are small, by what is at hand."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.client.door import unpacked

from gnomon.client import compression


@pytest.fixture(params=["zstd", "gzip"])
def by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "gzip":
        monkeypatch.setitem(sys.modules, "zstandard", None)
        importlib.reload(compression)
    yield request.param
    monkeypatch.undo()
    importlib.reload(compression)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary())
def test_what_was_compressed_comes_out_as_it_was(by: str, body: bytes) -> None:
    small, encoding = compression.compressed(body)
    assert encoding == by
    assert unpacked(small, encoding) == body


def test_rows_become_much_smaller(by: str) -> None:
    body = b",".join(b'{"event_id":"%d","features":{"x":%d}}' % (number, number) for number in range(500))
    assert len(compression.compressed(body)[0]) < len(body) / 4
