"""How often a person is told: real data over years, watched as `gnomon init` proposes.

Run alone with `python -m benchmarks.watching`.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figure import Figure
from gnomon.config.init import first_config
from gnomon.config.read import settings_of
from gnomon.jobs import run
from gnomon.store import alerts
from gnomon.store.open import open_store

RETAIL = Path(__file__).parents[1] / "data" / "retail.parquet"
END = datetime(2011, 12, 12, tzinfo=UTC)
"""After the last day that has rows, a Friday, and the Saturday on which the shop is closed."""


def watching() -> Iterator[Figure]:
    """The alerts of a shop that is closed on Saturdays and holidays."""
    told = _told()
    yield Figure(
        "alerts of two years, retail as gnomon init proposes",
        str(sum(told.values())),
        "≤ 35",
        f"{', '.join(f'{count} {name}' for name, count in told.most_common())}; ten closures beside Saturdays",
    )


def _told() -> Counter[str]:
    """How many alerts each monitor of the shop has had."""
    with tempfile.TemporaryDirectory() as made, open_store(f"sqlite:///{made}/gnomon.db") as store:
        settings = settings_of(first_config(RETAIL, Path(made) / "gnomon.yaml"), folder=Path(made))
        run.run(settings, store, END, clock=lambda: END + timedelta(hours=3))
        with store.reading() as tx:
            return Counter(row.monitor for row in alerts.all(tx, "retail", ("firing", "resolved")))


if __name__ == "__main__":
    for figure in watching():
        print(f"| {figure.what} | {figure.value} | {figure.bound} | {figure.how} |")
