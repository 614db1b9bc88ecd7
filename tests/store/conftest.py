"""A store on each of the databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gnomon.store import entities
from gnomon.store.open import Store, open_store

ENTITY = "flights"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open store that knows one entity."""
    with open_store(address) as opened:
        with opened.transaction() as tx:
            entities.put(tx, ENTITY, {"every": "1d"}, every="1d", zone="UTC")
        yield opened
