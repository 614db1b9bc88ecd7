"""The lease of one entity: a run holds it, and every transaction that judges checks it."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from gnomon.jobs.clock import Clock
from gnomon.store import leases
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

TTL = timedelta(minutes=10)
"""How long a process that was killed keeps others away."""


def holder() -> str:
    """This process, as others read it."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that is held.

    Attributes:
        store: Where it stands.
        name: Its name.
        token: Greater than that of everybody who held it before.
        clock: The time on the wall.
    """

    store: Store
    name: str
    token: int
    clock: Clock

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction that fails if somebody else took the lease; it holds it for longer, too.

        Raises:
            UnavailableError: The lease is lost.
        """
        with self.store.transaction() as tx:
            leases.check(tx, self.name, self.token)
            leases.renew(tx, self.name, self.token, self.clock(), TTL)
            yield tx


@contextmanager
def held(store: Store, name: str, clock: Clock) -> Iterator[Lease | None]:
    """Hold a lease as long as the block lasts; None when somebody else holds it.

    Args:
        store: Where it stands.
        name: Its name.
        clock: The time on the wall.
    """
    with store.transaction() as tx:
        token = leases.take(tx, name, holder(), clock(), TTL)
    if token is None:
        yield None
        return
    try:
        yield Lease(store, name, token, clock)
    finally:
        with store.transaction() as tx:
            leases.release(tx, name, token)
