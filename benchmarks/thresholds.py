"""The usual rules, a fixed threshold a column and window, on the same windows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.streams import Stream
from gnomon.metrics.cells import NumberCells
from gnomon.sketches.histogram import Histogram

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

RULES = ("PSI > 0.2", "KS p < 0.05", "JS > 0.1")


def alerts(stream: Stream, reference: int) -> dict[str, Flags]:
    """Which column-windows each rule alerts on: `(J, T)`.

    PSI and the Jensen–Shannon distance on ten cells of equal reference mass (of names: on each), as usual with
    shares of at least 1e-4; Kolmogorov and Smirnov's test against the pooled reference.
    """
    found: dict[str, list[Flags]] = {rule: [] for rule in RULES}
    for values in stream.values:
        p, q = values[:reference].sum(0), values[reference:]
        cells, n = _deciles(p, q) if stream.is_ordered else (np.vstack((p, q)), q.sum(1))
        share = cells / np.maximum(cells.sum(1, keepdims=True), 1)
        a, b = np.maximum(share[0], 1e-4), np.maximum(share[1:], 1e-4)
        found[RULES[0]].append(((b - a) * np.log(b / a)).sum(1) > 0.2)
        found[RULES[1]].append(_ks(p, q, n) < 0.05)
        middle = (share[0] + share[1:]) / 2
        halves = _bits(share[1:], middle) + _bits(np.broadcast_to(share[0], middle.shape), middle)
        found[RULES[2]].append(np.sqrt(np.maximum(halves / 2, 0)) > 0.1)
    return {rule: np.array(flags) for rule, flags in found.items()}


def _deciles(p: npt.NDArray[np.int64], q: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    held = np.flatnonzero(p)
    cells = NumberCells.cut(Histogram.of_counts(held.astype(np.float64), p[held]), 10)
    place = np.searchsorted(cells.edges, np.arange(len(p)), side="right")
    both = np.vstack((p, q))
    return np.stack([both[:, place == c].sum(1) for c in range(len(cells))], 1).astype(np.float64), q.sum(1)


def _bits(p: Floats, m: Floats) -> Floats:
    return np.asarray(np.where(p > 0, p * np.log2(np.where(p > 0, p, 1) / np.where(m > 0, m, 1)), 0).sum(1))


def _ks(p: npt.NDArray[np.int64], q: npt.NDArray[np.int64], n: Floats) -> Floats:
    m, rows = p.sum(), np.maximum(n, 1)
    distance = np.abs(np.cumsum(q, 1) / rows[:, None] - np.cumsum(p) / m).max(1)
    both = np.sqrt(rows * m / (rows + m))
    lam = (both + 0.12 + 0.11 / both) * distance
    k = np.arange(1, 40)[:, None]
    series = 2 * ((-1.0) ** (k - 1) * np.exp(-2 * k * k * lam**2)).sum(0)
    return np.where(lam < 0.2, 1.0, np.clip(series, 0, 1))
