"""From the inbox into the samples, each finished profile once.

All profiles that came through one inbox are one batch of the store, to which they are
added: its version is the number of the last of them, and moves in the transaction
that adds it. So a drain that is killed at any moment neither loses nor doubles a
row, and a window holds as much as one profile, however many were sent.

Source: DESIGN 8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gnomon.errors import SchemaError
from gnomon.jobs.live.drain import Drained, taken
from gnomon.jobs.rows.samples_of import stale_digest
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window
from gnomon.store import batches, samples, windows
from gnomon.store import inbox as inboxes
from gnomon.store.batches import Batch
from gnomon.store.inbox import Arrived, Door, Refused
from gnomon.store.transaction import Transaction
from gnomon.store.windows import WindowRow

if TYPE_CHECKING:
    from gnomon.store.open import Store

DOOR: Door = "profiles"


@dataclass(frozen=True, slots=True)
class _Sent:
    """A profile that was sent, its place in its batch, and why it does not fit where it does not."""

    arrived: Arrived
    place: int
    profile: Profile
    why: str = ""


def drain_profiles(store: Store, inbox: Store, entity: str) -> Drained:
    """Add what waits now to the windows that it is of.

    Args:
        store: Where samples are.
        inbox: Where profiles wait.
        entity: Whose.

    Raises:
        UnavailableError: The inbox or the store cannot be reached.
    """
    with inbox.transaction() as tx:
        name, last = inboxes.name(tx), inboxes.last(tx, entity, DOOR)
    done = Drained()
    while True:
        with store.reading() as tx:
            known = batches.find(tx, entity, DOOR, name) or Batch(entity, DOOR, name, "0")
        arrived = taken(inbox, entity, DOOR, int(known.version), last)
        if not arrived:
            return done
        with store.transaction() as tx:
            tx.alone(DOOR, entity)
            if (batches.find(tx, entity, DOOR, name) or known).version != known.version:
                continue  # somebody else was faster
            refused = _added(tx, known, arrived)
            _refuse(inbox, refused)  # before the mark moves: a drain that is killed between says it again
        lost = sum(one.profile.rows for one in refused)
        done = Drained(done.rows + sum(one.rows for one in arrived) - lost, done.refused + lost)


def _added(tx: Transaction, known: Batch, arrived: Sequence[Arrived]) -> list[_Sent]:
    """Add batches, and move the mark past them; what does not fit to what there is already."""
    rows = known.rows + sum(one.rows for one in arrived)
    number = batches.put(tx, replace(known, version=str(arrived[-1].seq), rows=rows))
    by_window = defaultdict[Window, list[_Sent]](list)
    for one in arrived:
        for place, (window, profile) in enumerate(ProfileSeries.from_bytes(one.body)):
            by_window[window].append(_Sent(one, place, profile))
    return [lost for window, sent in by_window.items() for lost in _add(tx, known.entity, number, window, sent)]


def _add(tx: Transaction, entity: str, number: int, window: Window, sent: Sequence[_Sent]) -> Iterator[_Sent]:
    row = next(iter(windows.all(tx, entity, window.start, window.end)), None)
    stale = b"" if row is None else stale_digest(tx, entity, window)
    whole = samples.profile(tx, entity, window)
    ours = samples.of_batch(tx, entity, window, number)
    before = whole
    for one in sent:
        try:
            whole, ours = whole + one.profile, ours + one.profile
        except SchemaError as error:
            yield replace(one, why=str(error))
    if whole == before:
        return
    samples.put(tx, entity, window, number, {}, ours)
    revision, arrivals = (0, b"") if row is None else (row.revision, row.arrivals)
    newest = whole.volume.times.max or window.end
    windows.put(tx, entity, WindowRow(window, revision + 1, whole.rows, newest, stale, arrivals))


def _refuse(inbox: Store, lost: Sequence[_Sent]) -> None:
    if lost:
        with inbox.transaction() as tx:
            for one in lost:
                inboxes.refuse(tx, one.arrived, [Refused(one.place, one.why, repr(one.profile))])
