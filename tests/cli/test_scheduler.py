"""`gnomon scheduler` works until it is told to stop."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.jobs.worlds import events


def test_it_works_until_it_is_told_to_stop(tmp_path: Path) -> None:
    events(0, 9).write_parquet(tmp_path / "flights.parquet")
    text = "entities: {flights: {source: {path: flights.parquet, timestamp: ts, id: id}, reference: {first: 7d}}}"
    (tmp_path / "gnomon.yaml").write_text(text, "utf-8")
    call = [sys.executable, "-m", "gnomon", "scheduler", "--json"]
    process = subprocess.Popen(call, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert json.loads(process.stderr.readline())["step"] == "judged"
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, json.loads(out)) == (0, {"stopped": True})
