"""Debian's Alertmanager, really run: it is told when alerts fire and are over, and what it sends is kept."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

CONFIG = """
route:
  {{receiver: hook, group_by: [g], group_wait: {wait}ms, group_interval: {interval}ms, repeat_interval: {repeat}ms}}
receivers: [{{name: hook, webhook_configs: [{{url: "{url}", send_resolved: true}}]}}]
"""


def program() -> str:
    """Where Alertmanager is; a machine without one skips, CI does not."""
    found = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
    if found is None:
        if "CI" in os.environ:
            pytest.fail("no Alertmanager, and CI skips nothing: apt-get install prometheus-alertmanager")
        pytest.skip("no Alertmanager on this machine: apt-get install prometheus-alertmanager")
    return found


@dataclass(frozen=True)
class Sent:
    """One notification of a group.

    Attributes:
        at: When, by the monotonic clock.
        firing: Its alerts that fire.
        resolved: Its alerts that are over.
    """

    at: float
    firing: frozenset[str]
    resolved: frozenset[str]


@dataclass
class Alertmanager:
    """One that runs, and what it has sent, by group."""

    url: str
    sent: dict[str, list[Sent]] = field(default_factory=dict)
    _since: dict[tuple[str, str], str] = field(default_factory=dict)

    def post(self, changes: Sequence[tuple[str, str, bool]]) -> None:
        """Tell it at once which alerts of which groups fire from now on, and which are over."""
        now = datetime.now(UTC)  # noqa: TID251 - its clock is that of the wall
        alerts = []
        for group, name, is_firing in changes:
            if is_firing:
                self._since[group, name] = now.isoformat()
            ends = now + timedelta(hours=1) if is_firing else now
            labels = {"alertname": "a", "g": group, "name": name}
            alerts.append({"labels": labels, "startsAt": self._since[group, name], "endsAt": ends.isoformat()})
        httpx.post(f"{self.url}/api/v2/alerts", json=alerts, timeout=5).raise_for_status()

    def told(self, name: str, *, is_firing: bool) -> bool:
        """Whether it sends, within some seconds, that an alert without a group fires, or is over."""
        deadline, again = time.monotonic() + 15, threading.Event()
        while time.monotonic() < deadline:
            if any(name in (one.firing if is_firing else one.resolved) for one in self.sent.get("", [])):
                return True
            again.wait(0.05)
        return False

    def heard(self, body: Mapping[str, object], at: float) -> None:
        """Keep a notification."""
        states: dict[str, set[str]] = {"firing": set(), "resolved": set()}
        for alert in body["alerts"]:  # type: ignore[attr-defined]
            states[alert["status"]].add(alert["labels"].get("name") or alert["labels"]["alertname"])
        group = body["groupLabels"].get("g", "")  # type: ignore[attr-defined]
        one = Sent(at, frozenset(states["firing"]), frozenset(states["resolved"]))
        self.sent.setdefault(group, []).append(one)


@contextmanager
def running(folder: Path, wait: timedelta, interval: timedelta, repeat: timedelta) -> Iterator[Alertmanager]:
    """An Alertmanager with one route.

    Args:
        folder: Where it keeps its files.
        wait: Its `group_wait`.
        interval: Its `group_interval`.
        repeat: Its `repeat_interval`.
    """
    port = _free()
    made = Alertmanager(f"http://127.0.0.1:{port}")

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            at = time.monotonic()
            made.heard(json.loads(self.rfile.read(int(self.headers["Content-Length"]))), at)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        lengths = {"wait": wait, "interval": interval, "repeat": repeat}
        text = CONFIG.format(
            url=f"http://127.0.0.1:{server.server_port}/",
            **{name: each // timedelta(milliseconds=1) for name, each in lengths.items()},
        )
        (folder / "alertmanager.yml").write_text(text, encoding="utf-8")
        words = (f"--config.file={folder}/alertmanager.yml", f"--storage.path={folder}", "--cluster.listen-address=")
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [program(), *words, f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log
            )
            try:
                _ready(made.url, folder / "log")
                yield made
            finally:
                process.terminate()
                process.wait(10)
                server.shutdown()


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _ready(url: str, log: Path) -> None:
    deadline, again = time.monotonic() + 20, threading.Event()
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/-/ready", timeout=1).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            again.wait(0.05)
    pytest.fail(f"Alertmanager is not up: {log.read_text('utf-8')[-2000:]}")
