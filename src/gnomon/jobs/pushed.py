"""The third door: profiles that were made elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gnomon.profiles.profile import Profile
from gnomon.profiles.windows import Window

if TYPE_CHECKING:
    from gnomon.store.open import Store


def push(store: Store, entity: str, profile: Profile, window: Window, batch_id: str) -> bool:
    """Add a finished profile to a window; the same batch again changes nothing and gives False."""
    raise NotImplementedError
