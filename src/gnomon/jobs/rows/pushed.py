"""The third door: profiles that were made elsewhere."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gnomon.errors import UsageError
from gnomon.jobs.rows.index import window_at
from gnomon.jobs.rows.samples_of import stale_digest
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window
from gnomon.store import batches, entities, samples, windows
from gnomon.store.batches import Batch
from gnomon.store.transaction import Transaction
from gnomon.store.windows import WindowRow

if TYPE_CHECKING:
    from gnomon.store.open import Store

DOOR = "push"


def push(
    store: Store, entity: str, profile: Profile, window: Window, batch_id: str, *, outcome: Outcome | None = None
) -> bool:
    """Add a finished profile to a window; the same batch again changes nothing.

    Args:
        store: Where it is kept.
        entity: Whose.
        profile: Of rows of the window.
        window: As the entity's windows are cut.
        batch_id: What the batch is called; another profile under the same name replaces the first.
        outcome: Of the same rows, with the targets that are known.

    Returns:
        Whether anything changed.

    Raises:
        SchemaError: A column has another kind than in the rows that the window has already.
        UsageError: There is no such entity, or its windows are cut otherwise.
    """
    held = profile.to_bytes() + (b"" if outcome is None else outcome.to_bytes())
    version = f"{window.start.isoformat()}/{hashlib.sha256(held).hexdigest()}"
    with store.transaction() as tx:
        known = batches.find(tx, entity, DOOR, batch_id)
        if known is not None and known.version == version:
            return False
        row = _row(tx, entity, window)
        stale = b"" if row is None else stale_digest(tx, entity, window)
        if known is not None and known.id is not None:
            _check_window(tx, known, window)
        number = batches.put(tx, Batch(entity, DOOR, batch_id, version, None, profile.rows))
        samples.put(tx, entity, window, number, {}, profile, outcome)
        whole = samples.profile(tx, entity, window)  # kinds that do not agree are found here
        revision = (0 if row is None else row.revision) + 1
        newest = whole.volume.times.max or window.end
        digest, arrivals = (b"", b"") if row is None else (stale, row.arrivals)
        windows.put(tx, entity, WindowRow(window, revision, whole.rows, newest, digest, arrivals))
    return True


def _row(tx: Transaction, entity: str, window: Window) -> WindowRow | None:
    cut = entities.calendar(tx, entity)
    if window != window_at(window.start, cut.every, cut.zone):
        raise UsageError(
            f"{entity} has windows of {cut.every} in {cut.zone}, not {window.full_name}. Cut the profile as they are."
        )
    return next(iter(windows.all(tx, entity, window.start, window.end)), None)


def _check_window(tx: Transaction, known: Batch, window: Window) -> None:
    if not known.version.startswith(window.start.isoformat()):
        raise UsageError(
            f"batch {known.name!r} was pushed for the window from {known.version.split('/', 1)[0]}, "
            f"not {window.full_name}. Give each window a batch of its own."
        )
