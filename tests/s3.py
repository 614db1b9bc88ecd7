"""An S3 of our own on loopback: moto's server in a process of its own, a fresh bucket for each test."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import httpx
import pytest

NUMBERS = count(1)

HUSH = "a-key-that-nobody-may-see"


class ObjectStorage:
    """A server that can be ended and begun again at the same address; what it held is lost then."""

    def __init__(self) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = int(one.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        call = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                httpx.get(self.url, trust_env=False)
                return
            except httpx.TransportError:
                assert self.process.poll() is None
        raise AssertionError("moto does not begin")

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)

    def bucket(self) -> str:
        """A new bucket; its address."""
        name = f"bucket{next(NUMBERS)}"
        httpx.put(f"{self.url}/{name}", trust_env=False).raise_for_status()
        return f"s3://{name}"

    @property
    def environment(self) -> dict[str, str]:
        """How a program finds it, and who it says it is."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "AKIAGNOMON",
            "AWS_SECRET_ACCESS_KEY": HUSH,
        }


@pytest.fixture(scope="session")
def object_storage() -> Iterator[ObjectStorage]:
    """A server; skipped where moto is not installed, but never in CI."""
    if importlib.util.find_spec("moto") is None:
        if os.environ.get("CI"):
            pytest.fail("moto is not installed: make setup.")
        pytest.skip("moto is not installed")
    storage = ObjectStorage()
    storage.begin()
    yield storage
    storage.end()


@pytest.fixture
def bucket(object_storage: ObjectStorage) -> Iterator[str]:
    """The address of an empty bucket, which this process and those that it starts may write to."""
    with pytest.MonkeyPatch.context() as changed:
        for name, value in object_storage.environment.items():
            changed.setenv(name, value)
        yield object_storage.bucket()


@pytest.fixture(params=["folder", "s3"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a log may be kept: a folder, and object storage."""
    return f"{tmp_path}/log" if request.param == "folder" else str(request.getfixturevalue("bucket"))


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """Makes a block in which nobody answers where the object storage is."""

    @contextmanager
    def gone() -> Iterator[None]:
        with socket.socket() as silent, monkeypatch.context() as changed:
            silent.bind(("127.0.0.1", 0))  # and does not listen
            changed.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
            yield

    return gone
