"""Bodies are read up to a bound, within a time, and decompressed up to a bound."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from typing import Any

import pytest
import zstandard
from fastapi import HTTPException, Request
from tests import coroutines

from gnomon.server import body
from gnomon.server.body import Room, decompressed


def _request(*parts: bytes, delay: float = 0.0, is_cut: bool = False, **headers: str) -> Request:
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    end: dict[str, Any] = {"type": "http.disconnect"} if is_cut else {"type": "http.request", "body": b""}
    stream = _stream([*messages, end], delay)

    async def receive() -> dict[str, Any]:
        return await anext(stream)

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "headers": given}, receive)


async def _stream(messages: list[dict[str, Any]], delay: float) -> AsyncIterator[dict[str, Any]]:
    for message in messages:
        await asyncio.sleep(delay)
        yield message


def _read(request: Request, room: Room | None = None) -> bytes:
    return coroutines.run(body.read(request, room or Room()))


def _refused(request: Request, room: Room | None = None) -> int:
    with pytest.raises(HTTPException) as refused:
        _read(request, room)
    return refused.value.status_code


def test_parts_are_put_together_and_their_room_is_taken() -> None:
    room = Room()
    assert _read(_request(b"ab", b"c"), room) == b"abc"
    assert room.held == 3


def test_a_body_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MOST_BYTES", 3)
    room = Room()
    assert _refused(_request(b"ab", b"cd"), room) == 413
    assert _refused(_request(content_length="4"), room) == 413
    assert room.held == 0


def test_a_slow_body_and_half_a_body_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "PATIENCE_S", 0.01)
    room = Room()
    assert _refused(_request(b"ab", delay=0.1), room) == 408
    assert _refused(_request(b"ab", is_cut=True), room) == 400
    assert room.held == 0


def test_all_bodies_together_have_a_bound() -> None:
    room = Room(most=3)
    assert _refused(_request(b"ab", b"cd"), room) == 429
    assert room.held == 2 - 2
    packed = gzip.compress(b"x" * 100)
    room = Room(most=len(packed) + 10)
    assert _refused(_request(packed, content_encoding="gzip"), room) == 429
    assert room.held == 0


@pytest.mark.parametrize(("encoding", "packed"), [("gzip", gzip.compress), ("zstd", zstandard.compress)])
def test_little_that_becomes_much_is_refused(encoding: str, packed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MOST_READ", 10**6)
    assert decompressed(packed(b"\0" * 10**6), encoding) == b"\0" * 10**6
    with pytest.raises(HTTPException) as refused:
        decompressed(packed(b"\0" * (10**6 + 1)), encoding)
    assert refused.value.status_code == 413


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_what_is_cut_off_or_damaged_is_refused(encoding: str) -> None:
    packed = gzip.compress(bytes(range(256)) * 9) if encoding == "gzip" else zstandard.compress(bytes(range(256)) * 9)
    for bad in (packed[:-9], b"nonsense" * 3, b""):
        with pytest.raises(HTTPException) as refused:
            decompressed(bad, encoding)
        assert refused.value.status_code == 400


def test_what_is_not_compressed_stays() -> None:
    assert decompressed(b"a", "identity") == decompressed(b"a", "") == b"a"
    with pytest.raises(HTTPException) as refused:
        decompressed(b"a", "br")
    assert refused.value.status_code == 415
