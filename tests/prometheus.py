"""Debian's Prometheus, really run: it scrapes a server every second, and answers queries."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

CONFIG = """
global: {{scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}}
scrape_configs:
- job_name: gnomon
  {authorization}
  static_configs: [{{targets: ["{target}"]}}]
"""
PATIENCE_S = 60


def program() -> str:
    """Where Prometheus is; a machine without one skips, CI does not."""
    found = shutil.which("prometheus")
    if found is None:
        if "CI" in os.environ:
            pytest.fail("no Prometheus, and CI skips nothing: apt-get install prometheus")
        pytest.skip("no Prometheus on this machine: apt-get install prometheus")
    return found


@dataclass(frozen=True)
class Prometheus:
    """One that runs.

    Attributes:
        url: Where it answers.
    """

    url: str

    def ask(self, query: str) -> dict[frozenset[tuple[str, str]], float]:
        """The newest answer to a query, by labels, once there is one."""
        deadline, again = time.monotonic() + PATIENCE_S, threading.Event()
        while time.monotonic() < deadline:
            try:
                answer = httpx.get(f"{self.url}/api/v1/query", params={"query": query}, timeout=5, trust_env=False)
            except httpx.TransportError:  # it is not up yet
                answer = None
            if answer is not None and answer.status_code == 200 and (found := answer.json()["data"]["result"]):
                return {frozenset(one["metric"].items()): float(one["value"][1]) for one in found}
            again.wait(0.2)
        raise TimeoutError(query)


@contextmanager
def scraping(folder: Path, target: str, *flags: str, token: str | None = None) -> Iterator[Prometheus]:
    """Run one that scrapes a target."""
    authorization = "" if token is None else f"authorization: {{credentials: {token}}}"
    config = folder / "prometheus.yml"
    config.write_text(CONFIG.format(target=target, authorization=authorization), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [f"--config.file={config}", f"--storage.tsdb.path={folder}/tsdb", f"--web.listen-address=127.0.0.1:{port}"]
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen([program(), *words, *flags], stdout=log, stderr=log)
        try:
            yield Prometheus(f"http://127.0.0.1:{port}")
        finally:
            process.kill()
            process.wait(30)
