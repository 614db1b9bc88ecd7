"""Less sampling is no news: volume is of the rows that there were, and the rate is no column to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.jobs.live import senders
from tests.jobs.running import Wall
from tests.jobs.worlds import day

from gnomon.cli.explain import show
from gnomon.client.sampling import is_kept
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.live.accept import accept
from gnomon.jobs.reporting.explain import explain
from gnomon.jobs.reporting.series import frame
from gnomon.store import alerts, inbox, verdicts
from gnomon.store.open import Store, open_inbox

DAYS, ROWS = 20, 2000


def rows_of(days: range, rate: float, lost: float = 0.0) -> pl.DataFrame:
    """What a client that samples sends of some days."""
    draw = np.random.default_rng([days.start, 5])
    n = len(days) * ROWS
    at = [day(days[i // ROWS]) + timedelta(seconds=43 * (i % ROWS)) for i in range(n)]
    made = pl.DataFrame(
        {"id": [f"{days.start}/{i}" for i in range(n)], "ts": at, "x": draw.normal(size=n)}
    ).with_columns(score=0.5, prediction=1.0)
    kept = made.filter([is_kept(one, rate) and draw.random() >= lost for one in made["id"]])
    return kept.with_columns(sample_rate=rate) if rate < 1 else kept


@pytest.fixture
def ran(store: Store, tmp_path: Path) -> Callable[..., Settings]:
    """Runs an entity whose rows came day after day."""

    def of(*parts: pl.DataFrame, **given: Any) -> Settings:
        configured = senders.settings(f"{tmp_path}/log", targets=None, reference={"first": "10d"}, **given)
        with open_inbox(store.address) as opened:
            for part in parts:
                arrived = accept(configured.entities["flights"], "events", "arrow", senders.arrow(part), senders.NOW)
                with opened.transaction() as tx:
                    inbox.put(tx, [arrived])
        (done,) = run.run(configured, store, day(DAYS), clock=Wall(day(DAYS)))
        assert done.status in ("ok", "violation"), done.reason
        return configured

    return of


def _told(store: Store, monitor: str) -> list[tuple[str, str]]:
    with store.reading() as tx:
        return [(one.status, one.reason) for one in verdicts.newest(tx, "flights", monitor)]


def _alerts(store: Store) -> list[str]:
    with store.reading() as tx:
        return [one.monitor for one in alerts.all(tx, "flights")]


def test_sampling_to_a_tenth_alerts_nobody(
    store: Store, ran: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    configured = ran(rows_of(range(15), 1.0), rows_of(range(15, DAYS), 0.1))
    assert _alerts(store) == []
    status, reason = _told(store, "volume")[-1]
    assert status == "ok"
    assert "came, of a sample of 1" in reason
    assert {status for status, _ in _told(store, "schema")} == {"ok"}
    found = frame(store, configured.entities["flights"], "estimated_rows", "rows", None, None)
    assert found.height == 5
    assert all(1700 < value < 2300 for value in found["value"])
    why = explain(store, configured.entities["flights"], "volume", None)
    assert why["sampled"] == pytest.approx(0.1, abs=1e-9)
    show(why)
    assert "Its rows are a sample of 10 %." in capsys.readouterr().out


def test_lost_rows_are_found_behind_a_sample(store: Store, ran: Callable[..., Settings]) -> None:
    ran(rows_of(range(15), 1.0), rows_of(range(15, DAYS), 0.5, lost=0.6))
    assert "volume" in _alerts(store)
    assert "Rows are estimated" in _told(store, "volume")[-1][1]


def test_a_rate_that_a_monitor_names_is_looked_at(store: Store, ran: Callable[..., Settings]) -> None:
    ran(
        rows_of(range(15), 0.5), rows_of(range(15, DAYS), 0.1),
        monitors={"rates": {"columns": ["sample_rate"], "watches": "inputs"}},
    )  # fmt: skip
    assert "rates" in _alerts(store)
    assert "volume" not in _alerts(store)
