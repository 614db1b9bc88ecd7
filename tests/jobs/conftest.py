"""Worlds for the tests of jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.worlds import World

from gnomon.store.open import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(f"sqlite:///{tmp_path}/gnomon.db") as opened:
        yield opened


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Makes worlds, each with a store and a folder of its own."""
    opened: list[Store] = []

    def made(**given: Any) -> World:
        folder = tmp_path / f"world-{len(opened)}"
        folder.mkdir()
        opened.append(open_store(f"sqlite:///{folder}/gnomon.db"))
        return World.new(opened[-1], folder, **given)

    yield made
    for each in opened:
        each.close()


@pytest.fixture
def world(make: Callable[..., World]) -> World:
    """A world without rows yet."""
    return make()


@pytest.fixture
def other(make: Callable[..., World]) -> World:
    """A second one, to compare with."""
    return make()
