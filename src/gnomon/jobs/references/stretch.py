"""A reference of the entity's own past, or of another entity's: windows that are stored already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.rows.segments import WHOLE, Labels, SegmentSet, segment_set
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries, Segments
from gnomon.profiles.windows import Window
from gnomon.store import samples
from gnomon.store.transaction import Transaction


def from_samples(
    tx: Transaction,
    entity: str,
    since: datetime,
    until: datetime,
    *,
    name: str,
    made_at: datetime,
    segments: SegmentSet,
    left_out: Callable[[Window], bool] = lambda _: False,
) -> Frozen:
    """Make a reference of stored windows.

    Args:
        tx: A transaction that may only read.
        entity: Whose windows.
        since: The first moment.
        until: The first moment after it; windows count that lie wholly within.
        name: What people call it.
        made_at: Now.
        segments: The segment set that the windows were profiled with.
        left_out: Which windows are no example of what is usual.
    """
    whole = samples.series(tx, entity, since, until)
    apart = {window.start for window in whole.windows if left_out(window)}
    labels = [WHOLE, *segments.labels_of_all()]
    parts = {one: samples.series(tx, entity, since, until, dict(one)) for one in labels[1:]}
    observed = {one: _kept(samples.outcomes(tx, entity, since, until, dict(one)), apart) for one in labels}
    kept = [(window, profile) for window, profile in whole if window.start not in apart and profile.rows]
    series = ProfileSeries(
        whole.every,
        whole.zone,
        tuple(window for window, _ in kept),
        tuple(profile for _, profile in kept),
        _segments(parts, [window for window, _ in kept]) if parts else (),
    )
    found = {one: outcomes for one, outcomes in observed.items() if outcomes}
    return Frozen(0, name, made_at, series, found, segments, tuple(sorted(apart)))


def segments_in(tx: Transaction, entity: str, since: datetime, until: datetime, columns: Sequence[str]) -> SegmentSet:
    """The segment set of stored windows: the most frequent values of their segment columns."""
    if not columns:
        return SegmentSet()
    return segment_set(samples.series(tx, entity, since, until, columns=columns).total, tuple(columns))


def _kept(found: Sequence[tuple[Window, Outcome]], left_out: set[datetime]) -> list[tuple[Window, Outcome]]:
    return [(window, outcome) for window, outcome in found if window.start not in left_out]


def _segments(parts: dict[Labels, ProfileSeries], windows: Sequence[Window]) -> tuple[Segments, ...]:
    by_start: dict[datetime, dict[str, dict[str, Profile]]] = {window.start: {} for window in windows}
    for labels, series in parts.items():
        (column, value), *_ = labels
        for window, profile in series:
            if window.start in by_start:
                by_start[window.start].setdefault(column, {})[value] = profile
    return tuple(by_start[window.start] for window in windows)
