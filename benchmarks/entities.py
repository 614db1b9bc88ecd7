"""A simulated stream as what the engine reads: a learned reference, and a tally of each window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from benchmarks.streams import Stream
from gnomon.checks.cuts import REST, CategoryCut, NumberCut
from gnomon.checks.learned import Learned, learn
from gnomon.checks.tally import Tally
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.summary import Summary
from gnomon.profiles.volume import RowsSummary
from gnomon.profiles.windows import Window
from gnomon.sketches.categories import Categories
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.histogram import Histogram

Integers = npt.NDArray[np.int64]

MONDAY, DAY = datetime(2024, 1, 1, tzinfo=UTC), timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Entity:
    """What is known of an entity: its reference, and its windows with their tallies, the reference's among them."""

    learned: Learned
    windows: tuple[Window, ...]
    tallies: tuple[Tally, ...]
    reference: int


def days(count: int) -> tuple[Window, ...]:
    """Days one after the other."""
    return tuple(Window(MONDAY + i * DAY, MONDAY + (i + 1) * DAY) for i in range(count))


def entity(stream: Stream, reference: int) -> Entity:
    """Learn from the first windows of a stream, and count all.

    Args:
        stream: Of J columns and W windows.
        reference: How many windows are the reference.
    """
    windows = days(stream.values.shape[1])
    width = len(str(len(stream.values)))
    profiles = []
    for w in range(reference):
        columns = {f"c{j:0{width}}": _summary(stream, j, w) for j in range(len(stream.values))}
        profiles.append(Profile(RowsSummary(count=next(iter(columns.values())).rows), columns))
    learned = learn(ProfileSeries("1d", "UTC", windows[:reference], tuple(profiles)))
    parts = [_numbers(learned, j, stream) for j in range(len(stream.values))]
    sizes = np.array([part.shape[1] - REST for part in parts])
    shifts = np.array(learned.base)
    whole = np.hstack(parts)
    return Entity(learned, windows, tuple(Tally(shifts.copy(), sizes.copy(), row.copy()) for row in whole), reference)


def _summary(stream: Stream, j: int, w: int) -> Summary:
    counts = stream.values[j, w]
    held = np.flatnonzero(counts)
    missing = int(stream.missing[j, w])
    if not stream.is_ordered:
        return CategorySummary(missing, Categories.of([f"n{i}" for i in held.tolist()], counts[held]))
    values = held.astype(np.float64)
    low, high = float(values[0]), float(values[-1])
    return NumberSummary(
        missing, histogram=Histogram.of_counts(values, counts[held]), total=ExactSum(), low=low, high=high
    )


def _numbers(learned: Learned, j: int, stream: Stream) -> Integers:
    """One column's numbers in every window: `(W, C + 4)`."""
    cut, values = learned.cut(j), stream.values[j]
    novel = stream.novel[j]
    if isinstance(cut, NumberCut):
        place = np.searchsorted(cut.cells.edges, np.arange(values.shape[1]), side="right")
    else:
        assert isinstance(cut, CategoryCut)
        hashes = [Categories.of([f"n{i}"]).cells[0] for i in range(values.shape[1])]
        known = np.isin(hashes, cut.cells.known)
        where = np.searchsorted(cut.cells.known, hashes)
        place = np.where(known, cut.cells.places[np.minimum(where, len(cut.cells.known) - 1)], -1)
        novel = novel + values[:, place < 0].sum(1)
    cells = np.stack([values[:, place == c].sum(1) for c in range(cut.size)], 1)
    if isinstance(cut, CategoryCut) and cut.has_rest:
        cells[:, -1] += novel
    rows = values.sum(1) + stream.missing[j] + (0 if stream.is_ordered else stream.novel[j])
    rest = np.stack((stream.missing[j], novel, np.zeros_like(novel), rows), 1)
    return np.hstack((cells, rest)).astype(np.int64)
