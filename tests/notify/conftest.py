"""A receiver on loopback, and what posts to it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from tests.notify.receiver import Receiver

from gnomon.notify import post


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with post.client(5) as made:
        yield made
