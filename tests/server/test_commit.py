"""Batches that arrive together are committed together, and each is answered after its commit."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from tests import coroutines
from tests.jobs.live.senders import NOW
from tests.jobs.running import Wall

from gnomon.errors import UnavailableError
from gnomon.server import commit
from gnomon.server.commit import Committer, FullError
from gnomon.store import inbox as inboxes
from gnomon.store.inbox import Arrived
from gnomon.store.open import Store


def arrived(name: str) -> Arrived:
    return Arrived("flights", "events", name, NOW, 1, b"rows")


async def _all(committer: Committer, names: Sequence[str]) -> list[Any]:
    return await asyncio.gather(*(committer.put(arrived(name)) for name in names), return_exceptions=True)


def answers(committer: Committer, *names: str) -> list[Any]:
    """What each batch is answered, when all wait before anybody writes."""

    async def put() -> list[Any]:
        waiting = asyncio.ensure_future(_all(committer, names))
        await asyncio.sleep(0)  # all are in the queue
        committer.start()
        found = await waiting
        committer.stop()
        return found

    return coroutines.run(put())


def waiting(inbox: Store) -> list[str]:
    with inbox.reading() as tx:
        return [one.batch_id for one in inboxes.take(tx, "flights", "events", 0, 10**9, 10**9)]


def test_what_waits_together_is_one_transaction(inbox: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    groups: list[int] = []
    real = Committer._put

    def counted(self: Committer, group: Sequence[Arrived]) -> list[bool]:
        groups.append(len(group))
        return real(self, group)

    monkeypatch.setattr(Committer, "_put", counted)
    assert answers(Committer(inbox, lambda: NOW), *"abca") == [True, True, True, False]
    assert groups == [4]
    assert waiting(inbox) == ["a", "b", "c"]


@pytest.mark.parametrize(("name", "most"), [("GROUP_BATCHES", 2), ("GROUP_BYTES", 7)])
def test_a_group_has_its_bounds(inbox: Store, monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    monkeypatch.setattr(commit, name, most)
    assert answers(Committer(inbox, lambda: NOW), *"abcde") == [True] * 5
    assert waiting(inbox) == [*"abcde"]


def test_a_batch_that_cannot_be_kept_does_not_take_its_neighbours_with_it(
    inbox: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = inboxes.put

    def picky(tx: Any, group: Sequence[Arrived]) -> list[bool]:
        if any(one.batch_id == "bad" for one in group):
            raise ValueError("bad")
        return real(tx, group)

    monkeypatch.setattr(inboxes, "put", picky)
    first, bad, last = answers(Committer(inbox, lambda: NOW), "a", "bad", "b")
    assert (first, last, type(bad)) == (True, True, ValueError)
    (alone,) = answers(Committer(inbox, lambda: NOW), "bad")
    assert isinstance(alone, ValueError)


def test_an_inbox_that_is_away_is_told_to_all(inbox: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> list[bool]:
        raise UnavailableError("away")

    monkeypatch.setattr(inboxes, "put", away)
    monkeypatch.setattr(inboxes, "waiting_bytes", away)
    assert [str(one) for one in answers(Committer(inbox, lambda: NOW), "a", "b")] == ["away", "away"]


def test_what_others_drained_makes_room(inbox: Store) -> None:
    clock = Wall(NOW)
    committer = Committer(inbox, clock, most_bytes=9)
    first, second, third = answers(committer, "a", "b", "c")
    assert (first, second, type(third)) == (True, True, FullError)
    with inbox.transaction() as tx:
        inboxes.drained(tx, "flights", "events", 2, 10**9)
    clock.at += timedelta(seconds=2)
    assert answers(committer, "c") == [True]


def test_who_never_began_to_write_can_stop(inbox: Store) -> None:
    committer = Committer(inbox, lambda: NOW)
    committer.stop()
    assert not committer.is_alive
