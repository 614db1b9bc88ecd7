"""How fast windows are judged, and counted from their profiles."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks import streams
from benchmarks.budget import ALPHA, COLUMNS, REFERENCE
from benchmarks.entities import entity
from benchmarks.events import events
from benchmarks.figure import Figure
from benchmarks.real import days
from benchmarks.timing import best_of
from gnomon.checks.chances import chances
from gnomon.checks.learned import learn
from gnomon.checks.settings import Settings
from gnomon.profiles.series import ProfileSeries

WINDOWS = 300


def judging(turns: int = 3) -> Iterator[Figure]:
    """Column-windows a second, on one core."""
    stream = streams.calm("independent rows", np.random.default_rng(0), 1000, REFERENCE, (COLUMNS, REFERENCE + WINDOWS))
    made = entity(stream, REFERENCE)
    settings = Settings(alpha=ALPHA)

    def judged() -> object:
        found = chances(made.learned, made.windows, made.tallies, settings=settings, first=REFERENCE)
        return events(found, ALPHA)

    series = days("flights")
    first = ProfileSeries(series.every, series.zone, series.windows[:REFERENCE], series.profiles[:REFERENCE])
    learned = learn(first)
    learned.tally(series.profiles[0])  # the cells are cut once
    some = series.profiles[REFERENCE : REFERENCE + 100]
    seconds = best_of({"judge": judged, "tally": lambda: [learned.tally(profile) for profile in some]}, turns)
    size = np.mean([len(tally.to_bytes()) for tally in made.tallies]) / COLUMNS
    yield Figure(
        "column-windows judged a second",
        f"{COLUMNS * WINDOWS / seconds['judge']:,.0f}",
        "≥ 20,000",
        f"{COLUMNS} columns, {WINDOWS} windows of 1,000 rows, three levels; tests, decision, sentence and episodes",
    )
    yield Figure(
        "column-windows counted a second, profile to tally",
        f"{len(learned.columns) * len(some) / seconds['tally']:,.0f}",
        "",
        f"{len(learned.columns)} columns of the flights",
    )
    yield Figure("bytes of a tally, a column", f"{size:.0f}", "≤ 100", "20 cells and four counts")
