"""The one way in: judge a series of numbers against those of the reference."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from gnomon.checks import stretches
from gnomon.checks.scalar import cells, decision, freshness, mean, positive, share, telling, usual, volume
from gnomon.checks.scalar.closed import Closed
from gnomon.checks.scalar.decision import Request
from gnomon.checks.scalar.deviation import Law, Side
from gnomon.checks.scalar.points import Points
from gnomon.checks.scalar.sentences import Kind
from gnomon.checks.scalar.usual import LEVELS
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.windows import Window

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Direction = Literal["up", "down", "both"]

LAWS: Mapping[Kind, Law] = {
    "share": share.LAW,
    "volume": volume.LAW,
    "positive": positive.LAW,
    "mean": mean.LAW,
    "freshness": freshness.LAW,
}

LEAST_WINDOWS = 2
"""With fewer windows of the reference nothing is known of what is usual."""


def judge_scalar(  # noqa: PLR0913 - what a person may set of a series
    kind: Kind,
    reference: Points,
    current: Points,
    *,
    material: float | None = None,
    direction: Direction | None = None,
    calendar: Collection[date] = (),
    closed: Closed | None = None,
    apart: Floats | None = None,
    alpha: float = 0.005,
    name: str = "",
    first: int = 0,
) -> tuple[ScalarVerdict, ...]:
    """Judge windows of a series; those before the `first` are only merged with.

    Args:
        kind: `share` of rows, `volume` (rows), `positive` (skewed: latency, size, cost), `mean` (of rows, or any
            number of one's own), `freshness` (age of the newest event at the window's end, in seconds).
        reference: The series in the windows of the reference.
        current: The series in the windows to judge, with some before them. A window without rows has volume 0;
            a window of which nothing is known yet is left out.
        material: The least change that matters: parts of what is usual (volume and positive: 0.20), points
            (share: 0.01), standard deviations of the reference's rows (mean: 0.1).
        direction: Which way is wrong; both by default, of freshness always up.
        calendar: Dates of holidays, in the windows' zone.
        closed: When a volume of 0 is usual.
        apart: `(T,)` of freshness: seconds that an age leaves out, since no rows are usual then.
        alpha: Chance of a false alarm in a window.
        name: What people call the series.
        first: Place of the first window to judge.

    Returns:
        A verdict for each window from `first` on. The chance `p` stands for the whole series, all levels
        together, so that several series can be judged as a family.

    Source: STATISTICS C.

    Example:
        >>> from datetime import UTC, datetime, timedelta
        >>> from gnomon.profiles.windows import Window
        >>> days = [datetime(2013, 1, 1, tzinfo=UTC) + timedelta(days=i) for i in range(30)]
        >>> windows = [Window(day, day + timedelta(days=1)) for day in days]
        >>> usual = [900 + 7 * (i * i % 11) for i in range(28)]
        >>> found = judge_scalar("volume", Points.of(windows[:28], usual), Points.of(windows[28:], [930, 310]))
        >>> [verdict.status for verdict in found]
        ['ok', 'violation']
    """
    law = LAWS[kind]
    old, new = law.prepare(reference.values, current.values)
    learned, known = _known(law, old, reference.rows), _known(law, new, current.rows)
    rest = Closed() if closed is None else closed
    learned &= ~rest.flags(reference.windows)
    request = Request(
        kind,
        name,
        law.material if material is None else material,
        "up" if kind == "freshness" else (direction or "both"),
        alpha,
    )
    if learned.sum() < LEAST_WINDOWS:
        return telling.without_usual(request, current, known, int(learned.sum()), LEAST_WINDOWS)[first:]
    windows = [window for window, has in zip(reference.windows, learned, strict=True) if has]
    rows = reference.rows[learned] if kind == "share" else np.ones(len(windows))
    layout = cells.layout(windows, current.windows, old[learned], rows, calendar)
    learnt = usual.learn(old[learned], layout, law.residual, law.floor)
    shut = rest.flags(current.windows)
    judged = known & ~shut & (layout.current >= 0)
    was = Side(
        old[learned], reference.rows[learned], reference.noise[learned], stretches.places(windows), learned[learned]
    )
    places = stretches.places(current.windows)[: len(current)]
    now = Side(new, current.rows, current.noise, places, known).only(judged)
    expected = np.where(judged, learnt.expected(now.values), 0)
    ordinary = learned & ~rest.unknown_holidays(reference.windows)
    never_empty = kind == "volume" and bool((reference.values[ordinary] > 0).all())
    spared = judged & rest.unknown_holidays(current.windows) & (now.values < expected)
    no_rows = judged & (now.values == 0) & (expected > volume.DUE) & never_empty
    # What stood still is told by itself, and does not linger in what is merged once rows are back.
    merged = judged & ~spared & ~no_rows
    levels = [level for level in LEVELS if level <= len(windows)]
    masks = [judged if level == 1 else merged for level in levels]
    ending = [stretches.ending(mask[None, :], places, level) for level, mask in zip(levels, masks, strict=True)]
    deviations = [
        law.deviate(learnt, was, now.only(mask), stretch, np.where(mask, expected, 0))
        for stretch, mask in zip(ending, masks, strict=True)
    ]
    shown = law.restore(expected, reference.values[learned])
    full = np.array([stretch.full[0] for stretch in ending])
    decided = decision.decide(request, learnt, deviations, full, shown, law.is_ratio, _floor(kind, reference, current))
    many = shut & rest.unusually_many(current.windows, current.values, request.material) & (request.direction != "down")
    days = telling.Days(judged, shut, many, spared, no_rows, rest.holidays, apart)
    return tuple(telling.verdicts(request, current, decided, known, days))[first:]


def _known(law: Law, values: Floats, rows: Floats) -> Flags:
    return np.isfinite(values) & ((rows > 0) | (not law.has_rows))


def _floor(kind: Kind, reference: Points, current: Points) -> Floats | None:
    """What a value has to be above, whatever its chance: of an age, every one of the reference, and a window's length.

    A stretch that is judged before its window is over may be shorter than one.
    """
    if kind != "freshness":
        return None
    least = max(float(np.nanmax(reference.values, initial=0)), *map(_seconds, reference.windows))
    lengths = np.array([_seconds(window) for window in current.windows])
    return np.asarray(np.where(current.values > np.maximum(lengths, least), -np.inf, np.inf))


def _seconds(window: Window) -> float:
    return (window.end - window.start).total_seconds()
