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
from gnomon.store.alerts import EpisodeRow
from gnomon.store.open import open_store

DATA = Path(__file__).parents[1] / "data"
SHOP_ENDS = datetime(2011, 12, 12, tzinfo=UTC)
"""After the last day that has rows, a Friday, and the Saturday on which the shop is closed."""
BIKES_END = datetime(2013, 1, 3, tzinfo=UTC)
BIKES_LEARNED = "reference: {window: [2011-01-01, 2011-10-01]}"
"""Three seasons: the model was made when fewer people rode."""


def watching() -> Iterator[Figure]:
    """The alerts of a shop that is closed on Saturdays and holidays, and of a model that the world outgrew."""
    told = Counter(row.monitor for row in _alerts("retail", SHOP_ENDS))
    yield Figure(
        "alerts of two years, retail as gnomon init proposes",
        str(sum(told.values())),
        "≤ 35",
        f"{', '.join(f'{count} {name}' for name, count in told.most_common())}; ten closures beside Saturdays",
    )
    rows = [row for row in _alerts("bikes", BIKES_END, BIKES_LEARNED) if row.monitor == "performance"]
    yield Figure(
        "alerts of performance in 15 months, bikes after three seasons",
        str(len(rows)),
        "one long event",
        "; ".join(f"since {row.since:%-d %b %Y}, {row.state}" for row in rows),
    )


def _alerts(file: str, end: datetime, reference: str = "reference: {first: 28d}") -> list[EpisodeRow]:
    """The alerts of a file that is watched until a time."""
    with tempfile.TemporaryDirectory() as made, open_store(f"sqlite:///{made}/gnomon.db") as store:
        config = first_config(DATA / f"{file}.parquet", Path(made) / "gnomon.yaml")
        settings = settings_of(config.replace("reference: {first: 28d}", reference), folder=Path(made))
        run.run(settings, store, end, clock=lambda: end + timedelta(hours=3))
        with store.reading() as tx:
            return alerts.all(tx, file, ("firing", "resolved"))


if __name__ == "__main__":
    for figure in watching():
        print(f"| {figure.what} | {figure.value} | {figure.bound} | {figure.how} |")
