"""The promise: alarm events of entities in which nothing changes, simulated, beside the usual fixed thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks import streams, thresholds
from benchmarks.entities import entity
from benchmarks.events import events
from benchmarks.figure import Figure
from gnomon.checks.chances import chances
from gnomon.checks.settings import Settings

ALPHA = 1 / 30  # one alarm in 30 windows
COLUMNS, WINDOWS, REFERENCE = 100, 1000, 28
SIZES = (200, 1000, 20_000)
SCENARIOS = (*streams.CALM, *streams.NAMED)


@dataclass(frozen=True)
class Run:
    """One simulated entity.

    Attributes:
        events: How many alarm events it had.
        alerts: Column-windows that each fixed threshold alerts on.
        column_windows: How many there were.
    """

    events: int
    alerts: dict[str, int]
    column_windows: int


def simulate(what: str, n: int, windows: int = WINDOWS, seed: int = 0, columns: int = COLUMNS) -> Run:
    """Judge an entity in which nothing changes.

    Args:
        what: One of `SCENARIOS`.
        n: Rows of a window.
        windows: How many are judged.
        seed: Of the run.
        columns: How many columns it has.
    """
    rng = np.random.default_rng([seed, n, SCENARIOS.index(what)])
    stream = streams.calm(what, rng, n, REFERENCE, (columns, REFERENCE + windows))
    made = entity(stream, REFERENCE)
    found = chances(made.learned, made.windows, made.tallies, settings=Settings(alpha=ALPHA), first=REFERENCE)
    alerts = {rule: int(flags.sum()) for rule, flags in thresholds.alerts(stream, REFERENCE).items()}
    return Run(len(events(found, ALPHA)), alerts, columns * windows)


def promise(windows: int = WINDOWS, seed: int = 0, sizes: Sequence[int] = SIZES) -> Iterator[Figure]:
    """The events of every scenario, and of all together."""
    budget, all_of = ALPHA * windows, list[int]()
    for what in SCENARIOS:
        runs = [simulate(what, n, windows, seed) for n in sizes]
        all_of += [run.events for run in runs]
        rules = "; ".join(
            f"{rule} {' / '.join(f'{run.alerts[rule] / run.column_windows:.1%}' for run in runs)}"
            for rule in thresholds.RULES
        )
        yield Figure(
            f"events in {windows:,} windows: {what}",
            " / ".join(str(run.events) for run in runs),
            f"≤ {2 * budget:.0f}",
            f"n = {' / '.join(f'{n:,}' for n in sizes)}; column-windows alerted: {rules}",
        )
    yield Figure(
        "events in all of these, on average",
        f"{np.mean(all_of):.1f} (worst {max(all_of)})",
        f"≤ {budget / 2:.1f}",
        f"{COLUMNS} columns, {REFERENCE} windows of reference, a budget of {budget:.0f}",
    )
