"""`gnomon serve` in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

LISTENING = "gnomon: listening on "


@dataclass
class Serving:
    """A server that runs, and a client of it."""

    process: subprocess.Popen[str]
    client: httpx.Client

    def end(self, how: int = signal.SIGTERM) -> int:
        """Stop it; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(30)


@contextmanager
def serving(folder: Path, *words: str, **environment: str) -> Iterator[Serving]:
    """Start a server in the folder of a `gnomon.yaml`, and end it with the block."""
    call = [sys.executable, "-m", "gnomon", "serve", "--port", "0", *words]
    process = subprocess.Popen(
        call, cwd=folder, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline().strip()
        assert line.startswith(LISTENING), line
        with httpx.Client(base_url=line.removeprefix(LISTENING), trust_env=False, timeout=30) as client:
            yield Serving(process, client)
    finally:
        process.kill()
        process.wait(30)
        process.stderr.close()


def event(name: str, ts: str = "2013-01-01T00:00:00Z", **features: Any) -> dict[str, Any]:
    """An event as it is sent."""
    return {"event_id": name, "ts": ts, "features": features, "score": 0.5, "prediction": 1}
