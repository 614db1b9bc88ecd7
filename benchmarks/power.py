"""Power: after how many windows a change in one column of a hundred is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from benchmarks import streams
from benchmarks.entities import entity
from benchmarks.figure import Figure
from benchmarks.streams import Course, Stream
from gnomon.checks.chances import chances
from gnomon.checks.settings import Settings

Floats = npt.NDArray[np.float64]

COLUMNS, REFERENCE, BEFORE, AFTER, RUNS, SEEDS = 100, 28, 40, 50, 100, 20
NEVER = 10**6


def _numbers(course: Callable[[Floats], Course]) -> Callable[[np.random.Generator, int, int], Stream]:
    def made(rng: np.random.Generator, n: int, runs: int) -> Stream:
        changed = np.zeros((runs, REFERENCE + BEFORE + AFTER))
        changed[:, REFERENCE + BEFORE :] = 1
        return streams.numbers(rng, n, course(changed), REFERENCE)

    return made


def _new_name(rng: np.random.Generator, n: int, runs: int) -> Stream:
    shares = np.broadcast_to(streams.ZIPF / streams.ZIPF.sum(), (runs, REFERENCE + BEFORE + AFTER, 12))
    shares = np.concatenate((shares, np.zeros((*shares.shape[:2], 1))), 2)
    shares[:, REFERENCE + BEFORE :, :12] *= 0.98
    shares[:, REFERENCE + BEFORE :, 12] = 0.02
    return streams.names(rng, n, shares)


CHANGES: dict[str, tuple[Callable[[np.random.Generator, int, int], Stream], int, str]] = {
    "mean shifts by 0.1 sd": (_numbers(lambda x: Course(0.1 * x)), 1000, "≤ 3"),
    "1 % become null": (_numbers(lambda x: Course(0 * x, nulls=0.01 * x)), 1000, "1"),
    "a new name in 2 %": (_new_name, 1000, "1"),
    "another unit": (_numbers(lambda x: Course(50 * x)), 1000, "1"),
    "mean shifts by 0.1 sd, n = 200": (_numbers(lambda x: Course(0.1 * x)), 200, ""),
    "mean shifts by 0.1 sd, n = 20,000": (_numbers(lambda x: Course(0.1 * x)), 20_000, ""),
}
"""What changes, in how many rows a window, and the delay that is promised."""


def delays(what: str, alpha: float, seed: int = 0, runs: int = RUNS) -> npt.NDArray[np.int64]:
    """In how many windows each of so many columns was found, 1 at once; `NEVER` past 50.

    Args:
        what: One of `CHANGES`.
        alpha: What the 100 columns may spend in a window.
        seed: Of the run.
        runs: Columns, each by itself against 99 that do not change.
    """
    make, n, _ = CHANGES[what]
    made = entity(make(np.random.default_rng([seed, n, len(what)]), n, runs), REFERENCE)
    found = chances(made.learned, made.windows, made.tallies, settings=Settings(alpha=alpha), first=REFERENCE + BEFORE)
    p = np.min([test.chance for test in found.measured.tests.values()], axis=0)
    fires = p <= alpha / COLUMNS
    return np.where(fires.any(1), fires.argmax(1) + 1, NEVER)


def power(runs: int = RUNS, seeds: int = SEEDS) -> Iterator[Figure]:
    """The delays of every change."""
    for what, (_, n, bound) in CHANGES.items():
        found = np.concatenate([delays(what, 1 / 30, seed, runs) for seed in range(seeds)])
        middle, late = (f"{x:g}" if x < NEVER else "never" for x in np.quantile(found, (0.5, 0.9), method="higher"))
        yield Figure(
            f"windows until found: {what}",
            f"{middle} (nine in ten: {late})",
            bound,
            f"n = {n:,}, one column of {COLUMNS}, {REFERENCE} windows of reference, {seeds} references; "
            f"{(found < NEVER).mean():.0%} found in 50",
        )
