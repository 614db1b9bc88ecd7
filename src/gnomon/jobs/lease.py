"""The lease of one entity: a run holds it, renews it while it works, and writes nothing once it is lost."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from gnomon.errors import GnomonError
from gnomon.jobs.clock import Clock
from gnomon.store import leases
from gnomon.store.open import Store
from gnomon.store.transaction import Transaction

TTL = timedelta(seconds=30)
"""How long a process that was killed keeps others away."""

BEAT = TTL / 3
"""So often a lease is renewed: two beats may fail, or clocks differ by as much, before somebody else takes it."""


def holder() -> str:
    """This process, as others read it."""
    return f"{of_process(os.getpid())}{uuid.uuid4().hex[:8]}"


def of_process(pid: int) -> str:
    """How everybody begins who is a process of this machine."""
    return f"{socket.gethostname()}:{pid}:"


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that is held.

    Attributes:
        of: The store where it stands.
        name: Its name.
        token: Greater than that of everybody who held it before.
        clock: The time on the wall.
    """

    of: Store
    name: str
    token: int
    clock: Clock

    @property
    def store(self) -> Store:
        """The store, in which a transaction fails once somebody else took the lease."""
        return self.of.fenced(self._fence)

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A transaction that fails if somebody else took the lease, and holds it for longer.

        Raises:
            UnavailableError: The lease is lost.
        """
        return self.store.transaction()

    def renew(self) -> bool:
        """Hold it for longer; False when it is lost."""
        with self.of.transaction() as tx:
            return leases.renew(tx, self.name, self.token, self.clock(), TTL)

    @contextmanager
    def _fence(self, tx: Transaction) -> Iterator[None]:
        leases.check(tx, self.name, self.token)
        yield
        leases.renew(tx, self.name, self.token, self.clock(), TTL)


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
    lease, over = Lease(store, name, token, clock), Event()
    beats = Thread(target=keep, args=(lease, lambda: over.wait(BEAT.total_seconds())), name="gnomon-lease", daemon=True)
    beats.start()
    try:
        yield lease
    finally:
        over.set()
        beats.join()
        with store.transaction() as tx:
            leases.release(tx, name, token)


def keep(lease: Lease, wait: Callable[[], bool]) -> None:
    """Renew a lease again and again until it is over, or lost.

    Args:
        lease: Which.
        wait: Lets time pass until the next time; true when it is over.
    """
    is_held = True
    while is_held and not wait():
        try:
            is_held = lease.renew()
        except GnomonError:  # somebody else writes, or the store is away for a moment
            continue


def let_go(store: Store, pid: int) -> None:
    """Give back what a process of this machine held that has ended: nobody waits until it runs out.

    Args:
        store: Where its leases stand.
        pid: Which process that was.

    Raises:
        UnavailableError: The store cannot be reached.
    """
    with store.transaction() as tx:
        leases.release_all(tx, of_process(pid))
