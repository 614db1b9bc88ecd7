"""What waits to be sent."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.client.door import until

from gnomon.client.batch import Batch, packed
from gnomon.client.memory import Memory
from gnomon.client.spool import Spool
from gnomon.client.tally import Tally
from gnomon.client.waiting import Waiting


def batch(number: int) -> Batch:
    return packed(f"b-{number}", "events", [b"{}"], number)


def waiting(spool: Spool | None = None) -> Waiting:
    return Waiting(Memory(1000), Tally(), spool)


def test_the_oldest_comes_first_and_stays_until_it_is_settled() -> None:
    line = waiting()
    for number in (1, 2):
        line.put(batch(number), 0)
    assert line.oldest() == line.oldest() == batch(1)
    line.settle("events")
    assert line.oldest() == batch(2)


def test_one_that_is_turned_comes_after_all_others() -> None:
    line = waiting()
    for number in (1, 2, 3):
        line.put(batch(number), 0)
    line.turn("events")
    assert [found.number for found in (line.oldest(),) if found] == [2]
    assert not line.is_sent(1, 0)


def test_memory_holds_what_is_packed_and_not_what_is_on_disk(tmp_path: Path) -> None:
    memory = Memory(1000)
    line = Waiting(memory, Tally(), Spool(tmp_path, 300))
    memory.take(500)
    line.put(batch(1), 500)
    assert memory.used_bytes == 0
    memory.take(500)
    line.put(batch(2), 500)  # the spool is full
    assert memory.used_bytes == len(batch(2).body)
    line.settle("events")
    line.settle("events")
    assert memory.used_bytes == 0


def test_what_another_process_has_sent_is_passed_over(tmp_path: Path) -> None:
    tally = Tally()
    line = Waiting(Memory(1000), tally, Spool(tmp_path, 10_000))
    earlier = Spool(tmp_path, 10_000)
    kept = [earlier.keep(batch(number)) for number in (1, 2)]
    line.adopt()
    assert tally.counts().waiting == tally.counts().spooled == 2
    assert kept[0] is not None
    earlier.remove(kept[0])
    found = line.oldest()
    assert found is not None
    assert (found.id, found.number) == ("b-2", 0)
    assert tally.counts().waiting == tally.counts().spooled == 1


def test_kinds_that_rest_are_passed_over_and_come_again() -> None:
    line = waiting()
    line.put(batch(1), 0)
    line.put(packed("b-2", "targets", [b"{}"], 2), 0)
    line.rest("events", 1000)
    found = line.oldest()
    assert found is not None
    assert found.kind == "targets"
    line.rest("events", 0.01)
    line.rest("targets", 1000)
    assert line.oldest() == batch(1)


def test_nothing_is_waited_for_when_all_ends() -> None:
    line = waiting()
    thread = threading.Thread(target=line.end, args=(1000,))
    thread.start()
    assert line.oldest() is None
    thread.join()


def test_at_the_end_what_rests_is_tried_once_more_and_for_as_long_as_there_is_time() -> None:
    line = waiting()
    line.put(batch(1), 0)
    line.rest("events", 1000)
    line.end(0.05)
    assert line.oldest() == batch(1)
    line.rest("events", 1000)
    assert line.oldest() is None


def test_at_the_end_nobody_waits_for_what_is_on_disk(tmp_path: Path) -> None:
    line = waiting(Spool(tmp_path, 10_000))
    line.put(batch(1), 0)
    line.end(1000)
    assert line.oldest() == batch(1)
    line.rest("events", 1000)
    assert line.oldest() is None


def test_a_file_that_cannot_be_read_now_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gnomon.client.waiting.UNREAD_S", 0.01)
    line = waiting(Spool(tmp_path, 10_000))
    line.put(batch(1), 0)
    (path,) = tmp_path.iterdir()
    path.rename(tmp_path / "aside")
    path.mkdir()
    found: list[Batch | None] = []
    thread = threading.Thread(target=lambda: found.append(line.oldest()))
    thread.start()
    until(lambda: line.disk_error)
    path.rmdir()
    (tmp_path / "aside").rename(path)
    thread.join(20)
    assert found == [batch(1)]
