"""Objects behind URLs, from a server in this process."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.profiles.frames.reading import DIRTY, read, whole

from gnomon.errors import DataError, UnavailableError
from gnomon.profiles.frames.open import open_rows


class Files(BaseHTTPRequestHandler):
    """Serves the dirty files, and ranges of them as an object store does."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, *_: Any) -> None:
        """Say nothing on stderr."""

    def _answer(self, *, with_body: bool) -> None:
        path = DIRTY / self.path.rpartition("/")[2]
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        size, asked = len(data), self.headers.get("Range")
        found = re.fullmatch(r"bytes=(\d*)-(\d*)", asked) if asked else None
        if found:
            first, last = found.groups()
            start = int(first) if first else max(0, size - int(last))
            stop = min(size, int(last) + 1) if first and last else size
            data = data[start:stop]
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{size}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Last-Modified", "Wed, 01 Jan 2020 00:00:00 GMT")
        self.end_headers()
        if with_body:
            self.wfile.write(data)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


@pytest.mark.parametrize("name", ["ok_small.parquet", "tabs.csv", "nested.jsonl"])
def test_an_object_gives_the_same_rows_as_the_file(server: str, name: str) -> None:
    rows = open_rows(f"{server}/{name}")
    assert rows.name == f"{server}/{name}"
    assert_frame_equal(whole(rows), read(DIRTY / name))


def test_a_missing_or_damaged_object_is_refused(server: str) -> None:
    with pytest.raises(DataError, match=r"^http://.*nothing.parquet: "):
        open_rows(f"{server}/nothing.parquet")
    with pytest.raises(DataError, match=r"^http://.*corrupt_page.parquet: "):
        list(open_rows(f"{server}/corrupt_page.parquet").batches())


def test_a_store_that_cannot_be_reached_is_unavailable(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "y")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    with pytest.raises(UnavailableError, match=r"^s3://nowhere/a.parquet: cannot be reached"):
        open_rows("s3://nowhere/a.parquet")
    assert capfd.readouterr() == ("", "")


def test_an_arrow_object_is_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pl, "scan_ipc", lambda *_, **__: pl.LazyFrame({"x": [1, 2]}))
    assert whole(open_rows("s3://bucket/a.arrow"))["x"].to_list() == [1, 2]
