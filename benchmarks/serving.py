"""What the client costs the code that serves: how long a call takes, and how many rows a process logs."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figure import Figure
from benchmarks.peers import WHYLOGS, run
from gnomon.client import Client, Counts

ROWS = 300_000
BURST, BETWEEN_S = 20, 0.002  # rows at once, and the rest until the next ones: some thousand rows a second
MEDIAN_US, TAIL_US = 20, 200
LEAST_ROWS = 50_000
_chance = np.random.default_rng(7)
SERVED: list[dict[str, Any]] = [
    {f"x{at}": float(_chance.normal()) if at % 3 else f"category {_chance.integers(50)}" for at in range(20)}
    for _ in range(1000)
]
"""Rows of 20 features, a third of them categories."""

SERVER = """
import socketserver, sys

class Sink(socketserver.StreamRequestHandler):
    def handle(self):
        while self.rfile.readline():
            length = 0
            while (line := self.rfile.readline()) != b"\\r\\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.rfile.read(length)
            self.wfile.write(b"HTTP/1.1 202 Accepted\\r\\nContent-Length: 2\\r\\n\\r\\n{}")

class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

with Server(("127.0.0.1", int(sys.argv[1])), Sink) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
"""
"""Takes everything, and looks at nothing."""

WHYLOGS_ROWS = """
import json, os, sys, tempfile, time
import whylogs as why
with open(sys.argv[1]) as rows:
    served = json.load(rows)
os.chdir(tempfile.mkdtemp())
with why.logger(mode="rolling", interval=1, when="H", base_name="rows") as rolling:
    log, served = {"why.log": (why.log, served[:100]), "rolling": (rolling.log, served)}[LOGGER]
    log(row=served[0])
    start = time.process_time()
    for features in served:
        log(row=features)
    spent = time.process_time() - start
print(spent / len(served))
"""


@contextmanager
def server(port: int = 0) -> Iterator[int]:
    """A server in a process of its own; gives its port."""
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def serving(folder: Path, away_s: float) -> Iterator[Figure]:
    """How long a call of `Client.log` takes, and how many rows a process logs.

    Args:
        folder: For the spool.
        away_s: How long the server is away.
    """
    with server() as port:
        client = Client(f"http://127.0.0.1:{port}", "model")
        yield _figure("the server takes them", *_latencies(client, away_s / 2))
        client.close()
    client = Client(f"http://127.0.0.1:{port}", "model", spool=folder / "spool")
    found = _latencies(client, away_s)
    with server(port):
        is_all = client.flush(120)
    counts = client.counts()
    client.close()
    assert is_all
    assert counts.dropped == 0
    yield _figure(f"the server is away for {away_s:.0f} s, {counts.sent:,} rows on disk, none lost", *found)
    wall_s, cpu_s = _seconds_for(ROWS)
    yield Figure(
        "Client.log: rows a second and process",
        f"{ROWS / wall_s:,.0f}",
        f"≥ {LEAST_ROWS:,}",
        f"{ROWS:,} rows of 20 features until the server has them all; {ROWS / cpu_s:,.0f} a second of CPU, with the "
        "threads behind",
    )


def beside_whylogs(folder: Path) -> Iterator[Figure]:
    """Rows a second of CPU beside whylogs' two ways to log a row.

    Args:
        folder: For its environment.
    """
    rows = folder / "served.json"
    rows.write_text(json.dumps(SERVED))
    ours_s = min(_seconds_for(ROWS)[1] for _ in range(3)) / ROWS
    for logger, called, bound in (("why.log", "why.log(row=…)", "≥ 100 ×"), ("rolling", "rolling logger", "")):
        theirs_s = run(folder / "whylogs-rows", WHYLOGS, f"LOGGER = {logger!r}\n{WHYLOGS_ROWS}", rows)
        yield Figure(
            f"rows logged a second of CPU ÷ those of whylogs' {called}",
            f"{theirs_s / ours_s:,.0f} ×",
            bound,
            f"20 features: {1 / ours_s:,.0f} with sending and the threads behind, against {1 / theirs_s:,.0f}, "
            "profiled in the caller's thread",
        )


def _figure(when: str, ours_us: np.ndarray, nothing_us: np.ndarray) -> Figure:
    median, tail, worst = np.percentile(ours_us, [50, 99.9, 100])
    empty = np.percentile(nothing_us, 99.9)
    return Figure(
        f"Client.log, µs at the median and at the 99.9th percentile: {when.partition(',')[0]}",
        f"{median:.1f} and {tail:.0f}",
        f"≤ {MEDIAN_US} and ≤ {TAIL_US}",
        f"{len(ours_us):,} rows of 20 features: {when}; longest {worst / 1000:.1f} ms; "
        f"an empty call beside it: {empty:.1f} µs at the 99.9th",
    )


def _latencies(client: Client, seconds: float) -> tuple[np.ndarray, np.ndarray]:
    """Microseconds of each call, and of as many calls of nothing between them."""
    ours: list[int] = []
    nothing: list[int] = []
    served = itertools.cycle(SERVED)
    pause, until = threading.Event(), time.monotonic() + seconds
    while time.monotonic() < until:
        ours += _timed(lambda: client.log(next(served), score=0.5, prediction=1))
        nothing += _timed(lambda: None)
        pause.wait(BETWEEN_S)
    return np.array(ours) / 1e3, np.array(nothing) / 1e3


def _timed(call: Callable[[], object]) -> list[int]:
    found = []
    for _ in range(BURST):
        start = time.perf_counter_ns()
        call()
        found.append(time.perf_counter_ns() - start)
    return found


def _seconds_for(rows: int) -> tuple[float, float]:
    """Seconds on the wall and of CPU until a server has so many rows."""
    with server() as port:
        client = Client(f"http://127.0.0.1:{port}", "model", memory_bytes=2**30)
        wall, cpu = time.perf_counter(), time.process_time()
        for features in itertools.islice(itertools.cycle(SERVED), rows):
            client.log(features, score=0.5, prediction=1)
        assert client.flush(120)
        spent = time.perf_counter() - wall, time.process_time() - cpu
        assert client.counts() == Counts(logged=rows, sent=rows)
        client.close()
    return spent
