"""`make live-demo` in a short form: real processes, real clocks, windows of ten seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
from docs.pages import ROOT
from examples.live import model
from examples.live.__main__ import WITHIN_S
from examples.live.traffic import FAULTS


def within_s() -> float:
    """Ten seconds; in proportion, where more than two processes wait for each core."""
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    return WITHIN_S * max(1.0, waiting / 2)


def test_the_warning_comes_within_a_window_and_ten_seconds() -> None:
    words = ("--every", "10s", "--rate", "50", "--calm", "1", "--within", str(within_s()))
    call = [sys.executable, "-m", "examples.live", *words]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fault: the caller sends dep_delay in seconds" in done.stdout
    assert "the warning is here" in done.stdout
    assert "[FIRING warning] flights-delay: " in done.stdout


def test_a_fault_changes_a_flight_and_leaves_the_others() -> None:
    flight = {"dep_delay": 2, "temp": 40.0}
    changed = {name: change(flight) for name, (_, change) in FAULTS.items()}
    assert changed == {"units": {"dep_delay": 120, "temp": 40.0}, "nulls": {"dep_delay": 2, "temp": None}}
    assert FAULTS["units"][1]({"dep_delay": None}) == {"dep_delay": None}
    assert flight == {"dep_delay": 2, "temp": 40.0}


def test_the_model_tells_late_flights_from_others(tmp_path: Path) -> None:
    flights = pl.read_parquet(ROOT / "data" / "flights_train.parquet").gather_every(10)
    assert model.train(flights, tmp_path) == len(flights) // 2
    trained = model.load(tmp_path)
    late, early = ({"carrier": "UA", "origin": "JFK", "dep_delay": delay} for delay in (120, -10))
    assert trained.score(late) > 0.9
    assert trained.score(early) < 0.3
    reference = pl.read_parquet(tmp_path / model.REFERENCE)
    assert reference.columns == [*model.FEATURES, "label", "score", "prediction"]
    assert (
        reference.filter(pl.col("label") == 1)["score"].mean()
        > 2 * reference.filter(pl.col("label") == 0)["score"].mean()
    )
