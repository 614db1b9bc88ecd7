"""The reference of an entity: made once in any of its forms, stored with what it holds, changed only by a recorded act."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gnomon.jobs.frozen import Frozen

if TYPE_CHECKING:
    from gnomon.config.settings import Entity
    from gnomon.store.open import Store


def reference_of(store: Store, entity: Entity, until: datetime) -> Frozen | str:
    """The entity's reference at a time, made and stored when it is due; why there is none yet, else.

    For `{last: 28d, lag: 7d}` it is the one of the newest closed window; `rolling` gives that of any window.
    """
    raise NotImplementedError


def rolling(store: Store, entity: Entity, end: datetime) -> Frozen | str:
    """The sliding reference of the window that ends at `end`; never stored."""
    raise NotImplementedError


def set_reference(store: Store, entity: Entity, until: datetime, by: str) -> Frozen | str:
    """Make the reference anew as it is configured, retire the old one, and record who did so."""
    raise NotImplementedError


def promote(store: Store, entity: Entity, since: datetime, to: datetime, now: datetime, by: str) -> Frozen | str:
    """Make the entity's own windows of a stretch its reference, retire the old one, and record who did so."""
    raise NotImplementedError


def show(store: Store, entity: Entity, now: datetime) -> list[dict[str, Any]]:
    """Every reference that the entity has had, newest first, as plain values (age, digest, windows, rows, status)."""
    raise NotImplementedError
