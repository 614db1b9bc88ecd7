"""The live door: how many predictions a second are committed and answered, and how long one of them waits.

The generator is on the same machine. Run alone with `python -m benchmarks.live [STORE]`, the address of a PostgreSQL
in place of SQLite.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import numpy as np
import polars as pl
from rich.console import Console

from benchmarks.figure import Figure
from benchmarks.store import shown

FEATURES = 20
CALLERS = 16
START = datetime(2024, 1, 1, tzinfo=UTC)
ARROW_BATCHES, ARROW_ROWS = 400, 1000
JSON_BATCHES, JSON_ROWS = 600, 100
SINGLES, SINGLES_A_SECOND = 3000, 200
EVENTS = "/api/v1/entities/flights/events"
YAML = """
store: {store}
entities:
  flights:
    source: {{live: true}}
    score: score
    prediction: prediction
    every: 1h
"""


def taking(store: str = "sqlite:///gnomon.db") -> Iterator[Figure]:
    """All figures of the live door.

    Args:
        store: The address of the store, empty or not there yet.
    """
    name = store.partition(":")[0].partition("+")[0]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "gnomon.yaml").write_text(YAML.format(store=store), "utf-8")
        with _serving(folder, "--no-scheduler") as url:
            arrow = [_arrow(n) for n in range(8)]
            rate = _rate(url, lambda n: (arrow[n % 8], "application/vnd.apache.arrow.stream"), ARROW_BATCHES, "a")
            what = f"predictions a second, Arrow batches of {ARROW_ROWS:,}, {name}"
            how = f"{FEATURES} features, committed before the answer, {CALLERS} callers on the same machine"
            yield Figure(what, f"{rate * ARROW_ROWS:,.0f}", "≥ 50,000", how)
            body = [_json(n) for n in range(8)]
            rate = _rate(url, lambda n: (body[n % 8], "application/json"), JSON_BATCHES, "j")
            yield Figure(
                f"… JSON batches of {JSON_ROWS}, {name}", f"{rate * JSON_ROWS:,.0f}", "≥ 15,000", "the same way"
            )
        with _serving(folder) as url:
            waited = _singles(url)
            p50, p99 = np.quantile(waited, [0.5, 0.99])
            what = f"one prediction a post, {SINGLES_A_SECOND} a second: p99, {name}"
            how = f"{SINGLES:,} posts while the scheduler works through the rows above; median {p50 * 1e3:.0f} ms"
            yield Figure(what, f"{p99 * 1e3:.0f} ms", "< 50 ms", how)


@contextmanager
def _serving(folder: Path, *words: str) -> Iterator[str]:
    call = [sys.executable, "-m", "gnomon", "serve", "--port", "0", "--json", *words]
    with subprocess.Popen(call, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        while not said.rstrip().endswith("}"):
            said += process.stdout.readline()
        yield json.loads(said)["url"]
        process.terminate()


def _rate(url: str, body: Callable[[int], tuple[bytes, str]], batches: int, prefix: str) -> float:
    """Batches a second, sent by several callers at once."""

    def send(caller: int) -> None:
        with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
            for n in range(caller, batches, CALLERS):
                content, form = body(n)
                headers = {"content-type": form, "idempotency-key": f"{prefix}{n}"}
                answer = client.post(EVENTS, content=content, headers=headers)
                assert answer.status_code == 202, answer.text
                assert not answer.json()["repeated"]

    with ThreadPoolExecutor(CALLERS) as callers:
        began = time.perf_counter()
        list(callers.map(send, range(CALLERS)))
        return batches / (time.perf_counter() - began)


def _singles(url: str) -> Sequence[float]:
    """Seconds from when a post was due to its answer, at a steady rate."""
    posts = [json.dumps({"events": [row]}).encode() for row in _rows(SINGLES, SINGLES)]
    headers = {"content-type": "application/json"}
    began = time.perf_counter() + 0.5

    def send(caller: int) -> list[float]:
        waited = list[float]()
        with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
            for n in range(caller, SINGLES, CALLERS):
                due = began + n / SINGLES_A_SECOND
                time.sleep(max(0.0, due - time.perf_counter()))  # noqa: TID251 - the rate is what is measured
                assert client.post(EVENTS, content=posts[n], headers=headers).status_code == 202
                waited.append(time.perf_counter() - due)
        return waited

    with ThreadPoolExecutor(CALLERS) as callers:
        return [one for each in callers.map(send, range(CALLERS)) for one in each]


def _frame(rows: int, seed: int) -> pl.DataFrame:
    draw = np.random.default_rng(seed)
    features = {f"f{i}": draw.normal(size=rows) for i in range(FEATURES)}
    at = [START + timedelta(seconds=int(s)) for s in draw.integers(0, 86_400, rows)]
    ids = [f"{seed}-{n}" for n in range(rows)]
    times = pl.Series(at, dtype=pl.Datetime("us", "UTC"))
    return pl.DataFrame({"event_id": ids, "ts": times, "score": draw.random(rows), **features})


def _arrow(seed: int) -> bytes:
    out = io.BytesIO()
    _frame(ARROW_ROWS, seed).write_ipc_stream(out)
    return out.getvalue()


def _rows(count: int, seed: int) -> list[dict[str, object]]:
    named = {"event_id", "ts", "score"}
    return [
        {
            "event_id": row["event_id"], "ts": row["ts"].isoformat(), "score": row["score"],
            "features": {name: value for name, value in row.items() if name not in named},
        }
        for row in _frame(count, seed).iter_rows(named=True)
    ]  # fmt: skip


def _json(seed: int) -> bytes:
    return json.dumps({"events": _rows(JSON_ROWS, seed)}).encode()


if __name__ == "__main__":
    Console().print(shown(list(taking(*sys.argv[1:2]))))
