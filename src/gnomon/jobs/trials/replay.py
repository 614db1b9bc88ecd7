"""A replay: an entity's history judged again by the monitors of a configuration. It writes nothing.

What it comes to is what one run over all of it would have come to: every row
and target that is known now counts, however late it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.errors import DataError, UsageError
from gnomon.jobs import monitors
from gnomon.jobs.gather import gather
from gnomon.jobs.judging.assess import assess
from gnomon.jobs.judging.assessed import Assessed
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.judging.judge import Alerts, Judged, judge
from gnomon.jobs.monitors import Plan
from gnomon.jobs.references import reference
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.references.reference import Waiting
from gnomon.jobs.turn import due_windows
from gnomon.profiles.windows import Window
from gnomon.store import entities, references, windows
from gnomon.store.open import Store, open_store

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Windows that have one reference.

    Attributes:
        frozen: The reference.
        assessed: What is known of the windows.
        judged: What each came to.
    """

    frozen: Frozen
    assessed: Assessed
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A history that was judged again.

    Attributes:
        store: Where the samples are.
        entity: Whose.
        plans: The monitors that judged.
        at: The moment of asking: as if it were then.
        stretches: The windows in order, those with one reference together.
    """

    store: Store
    entity: Entity
    plans: tuple[Plan, ...]
    at: datetime
    stretches: tuple[Stretch, ...]

    @property
    def judged(self) -> tuple[Judged, ...]:
        """Every window, in order."""
        return tuple(chain.from_iterable(one.judged for one in self.stretches))


@contextmanager
def with_rows(
    settings: Settings, store: Store, entity: Entity, until: datetime, progress: Progress | None = None
) -> Iterator[Store]:
    """The store, if it has samples of the entity cut as it is configured; else another one for a while, with its rows.

    Args:
        settings: The configuration.
        store: Where samples may be.
        entity: Whose.
        until: Rows and targets of this time and later are not known.
        progress: Told of each batch that is profiled how many rows it had.

    Raises:
        UsageError: The entity has no rows.
        DataError: They cannot be read.
    """
    if _has(store, entity):
        yield store
        return
    with TemporaryDirectory(prefix="gnomon-") as folder, open_store(f"sqlite:///{Path(folder)}/backtest.db") as made:
        other = settings.entities.get(entity.reference.entity or "")
        for one in (entity,) if other is None else (other, entity):
            with made.transaction() as tx:
                entities.put(tx, one.name, {}, one.upstream, every=one.every, zone=one.zone)
            looks_at_series = any(monitor.code is not None for monitor in one.monitors.values())
            found = gather(made, one, until, progress=progress, measuring=looks_at_series)
            if found.brought.problems and not found.brought.rows:
                raise DataError(" ".join(found.brought.problems))
        yield made


def replay(store: Store, entity: Entity, since: datetime | None, until: datetime | None) -> Replay:
    """Judge a history again.

    Args:
        store: Where its samples are.
        entity: Whose, with the monitors that judge.
        since: Windows before are not judged; None for no beginning.
        until: As if it were this time; None for the last window that has rows, with every target that is known.

    Raises:
        UsageError: There are no rows, no reference yet, or no window to judge.
    """
    plans = monitors.plans(entity)
    with store.reading() as tx:
        last = windows.last(tx, entity.name)
    if last is None:
        raise UsageError(f"{entity.name} has no rows, so that there is nothing to replay.")
    end = last.window.end + entity.lateness
    at = until or end + entity.revise_for
    frozen = _reference(store, entity, at, last.window)
    found = due_windows(store, entity, (), frozen, until or end)
    wanted = tuple(window for window in found if since is None or window.start >= since)
    if not wanted:
        raise UsageError(f"{entity.name} has no window to judge between --since and --until. It has rows until {end}.")
    return Replay(store, entity, plans, at, tuple(_stretches(store, entity, plans, frozen, wanted, at)))


def _stretches(
    store: Store, entity: Entity, plans: tuple[Plan, ...], frozen: Frozen, found: tuple[Window, ...], at: datetime
) -> Iterator[Stretch]:
    """Windows with one reference together; of a sliding one each window has its own."""
    alerts: Alerts = {}
    for windows_of, known in _with_reference(store, entity, frozen, found):
        history = Stored(store, entity.name, is_kept=False)
        assessed = assess(store, entity, plans, known, windows_of, at, history=history)
        judged = tuple(judge(assessed, plans, alerts))
        alerts = judged[-1].alerts
        yield Stretch(known, assessed, judged)


def _with_reference(
    store: Store, entity: Entity, frozen: Frozen, found: tuple[Window, ...]
) -> Iterator[tuple[tuple[Window, ...], Frozen]]:
    if not reference.is_rolling(entity):
        yield found, frozen
        return
    for window in found:
        with suppress(Waiting):
            yield (window,), reference.rolling(store, entity, window)


def _reference(store: Store, entity: Entity, at: datetime, newest: Window) -> Frozen:
    """The reference that is in use if it is the one that is configured; else that, made but not stored."""
    try:
        if reference.is_rolling(entity):
            return reference.rolling(store, entity, newest)
        with store.reading() as tx:
            stored = references.active(tx, entity.name, reference.ACTIVE)
        wanted = reference.configured(entity)
        if stored is not None and (stored.settings or {}).get("configured", wanted) == wanted:
            return reference.thawed(stored)
        return reference.made(store, entity, at)
    except Waiting as reason:
        raise UsageError(f"{entity.name}: {reason}") from None


def _has(store: Store, entity: Entity) -> bool:
    with store.reading() as tx:
        if entity.name not in entities.names(tx) or windows.first(tx, entity.name) is None:
            return False
        known = entities.calendar(tx, entity.name)
    return (known.every, known.zone) == (entity.every, entity.zone)
