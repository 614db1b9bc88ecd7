"""The store: how soon a long series is read, what a window costs, and how large the windows of real flights are.

Run alone with `python -m benchmarks.store`.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from benchmarks.figure import Figure
from benchmarks.timing import best_of
from gnomon.config.read import read_settings
from gnomon.jobs.rows.profile import bring_up_to_date
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.profiles.windows import Window
from gnomon.store import entities, measurements, samples, tables
from gnomon.store.measurements import Measured
from gnomon.store.open import Store, open_store

ENTITY = "flights"
START, HOUR = datetime(2000, 1, 1, tzinfo=UTC), timedelta(hours=1)
LONG = 200_000
FEW, MANY = 10, 10_000
COLUMNS = 20
FLIGHTS = Path(__file__).parents[1] / "data" / "flights.parquet"
YAML = """
entities:
  flights:
    source: {{path: "{path}", timestamp: ts, id: event_id}}
    every: 1d
    false_alarms: 1 per month
"""


def storing() -> list[Figure]:
    """All figures of the store on SQLite."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        return [reading(folder), adding(folder), *sizes(folder)]


def reading(folder: Path) -> Figure:
    """A series of 200,000 measurements, read."""
    with _store(folder / "long.db") as store:
        with store.transaction() as tx:
            key = ("x", "mean")
            values = np.random.default_rng(1).normal(size=LONG)
            series = (Measured(_window(n), {key: (float(values[n]), math.nan, math.nan)}, 1) for n in range(LONG))
            measurements.put_windows(tx, ENTITY, {}, list(series))

        def read() -> None:
            with store.reading() as tx:
                (found,) = measurements.series(tx, ENTITY, "mean", "x", labels={}).values()
                assert len(found) == LONG

        seconds = best_of({"read": read})["read"]
    size = (folder / "long.db").stat().st_size / LONG
    how = f"one metric of one column, SQLite; {size:.1f} bytes of file each"
    return Figure(f"reading a series of {LONG:,} measurements", f"{seconds * 1e3:.0f} ms", "50 ms", how)


def adding(folder: Path) -> Figure:
    """One more window among ten and among ten thousand."""
    with _store(folder / "few.db") as few, _store(folder / "many.db") as many:
        numbers = {few: _filled(few, FEW), many: _filled(many, MANY)}
        runs = {str(n): _adding(store, numbers[store]) for n, store in ((FEW, few), (MANY, many))}
        seconds = best_of(runs, turns=30)
    ratio = seconds[str(MANY)] / seconds[str(FEW)]
    how = f"{2 * COLUMNS} measurements of a window, committed; SQLite, {seconds[str(FEW)] * 1e3:.1f} ms among {FEW}"
    return Figure(f"one more window, among {MANY:,} ÷ among {FEW}", f"{ratio:.2f}", "2.5", how)


def sizes(folder: Path) -> list[Figure]:
    """Bytes that a column and window take, of real flights by day."""
    (folder / "gnomon.yaml").write_text(YAML.format(path=FLIGHTS), "utf-8")
    entity = read_settings(folder / "gnomon.yaml").entities[ENTITY]
    path = folder / "flights.db"
    with _store(path) as store:
        bring_up_to_date(store, entity, datetime(2014, 1, 2, tzinfo=UTC), segments=SegmentSet())
        with store.reading() as tx:
            series = samples.series(tx, ENTITY)
            blob = tables.sample.c.blob
            column = select(func.avg(func.length(blob))).where(tables.sample.c.part == "column")
            bytes_of_column = tx.run(column).scalar_one()
    # Closed: what was in the write-ahead log is in the file now.
    cells = len(series) * len(series[-1])
    how = f"{len(series)} days × {len(series[-1])} columns of flights, all of the file, before compaction"
    return [
        Figure("store, bytes a column and window", f"{path.stat().st_size / cells:,.0f}", "5,000", how),
        Figure("… of that the column's summary", f"{bytes_of_column:,.0f}", "", "mean"),
    ]


def _store(path: Path) -> Store:
    store = open_store(f"sqlite:///{path}")
    with store.transaction() as tx:
        entities.put(tx, ENTITY, {})
    return store


def _window(n: int) -> Window:
    return Window(START + n * HOUR, START + (n + 1) * HOUR)


def _measured(n: int) -> Measured:
    metrics = ("mean", "psi")
    return Measured(_window(n), {(f"c{i}", m): (n / 7, n / 8, n / 6) for i in range(COLUMNS) for m in metrics}, 1)


def _filled(store: Store, windows: int) -> Iterator[int]:
    """Windows that are there; the numbers of those to come."""
    with store.transaction() as tx:
        measurements.put_windows(tx, ENTITY, {}, [_measured(n) for n in range(windows)])
    return count(windows)


def _adding(store: Store, numbers: Iterator[int]) -> Callable[[], None]:
    def add() -> None:
        one = _measured(next(numbers))
        with store.transaction() as tx:
            measurements.put(tx, ENTITY, one.window, {}, one.values, one.revision)

    return add


def shown(figures: Sequence[Figure]) -> Table:
    """Figures as a table on a terminal."""
    table = Table("figure", "measured", "bound", "how", box=None)
    for figure in figures:
        table.add_row(figure.what, figure.value, figure.bound, figure.how)
    return table


if __name__ == "__main__":
    Console().print(shown(storing()))
