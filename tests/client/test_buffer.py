"""Between the caller and the thread that packs."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from gnomon.client.batch import MOST_BYTES, MOST_ROWS
from gnomon.client.buffer import Buffer, Flush, Made
from gnomon.client.memory import Memory

PLENTY = 10**9


@given(st.lists(st.binary(max_size=300), max_size=1200))
def test_rows_come_out_in_their_order_and_no_more_together_than_is_allowed(rows: list[bytes]) -> None:
    buffer = Buffer(Memory(PLENTY))
    for row in rows:
        assert buffer.add("events", row)
    parts = []
    while part := buffer.rows("events"):
        parts.append(part)
    assert [row for part in parts for row in part] == rows
    assert all(len(part) <= MOST_ROWS for part in parts)


def test_large_rows_go_in_smaller_company() -> None:
    buffer = Buffer(Memory(PLENTY))
    for _ in range(3):
        buffer.add("events", b"x" * (MOST_BYTES - 1))
    assert [len(buffer.rows("events")) for _ in range(3)] == [2, 1, 0]


def test_it_calls_when_a_batch_is_full_and_not_before_and_once() -> None:
    buffer = Buffer(Memory(PLENTY))
    for _ in range(MOST_ROWS - 1):
        buffer.add("events", b"{}")
    assert buffer._calls.qsize() == 0
    for _ in range(MOST_ROWS):
        buffer.add("events", b"{}")
    assert buffer._calls.qsize() == 1
    assert buffer.wait(0) is None
    buffer.add("events", b"{}")
    assert buffer._calls.qsize() == 1


def test_calls_come_in_their_order() -> None:
    buffer, flush, made = Buffer(Memory(10)), Flush(), Made("b", "events", 1, b"12345678", "text")
    buffer.call(flush)
    assert buffer.put(made)
    assert not buffer.put(made)
    assert [buffer.wait(0), buffer.wait(0), buffer.wait(0)] == [flush, made, None]


def test_many_threads_lose_and_double_nothing() -> None:
    buffer = Buffer(Memory(PLENTY))

    def add(start: int) -> None:
        for number in range(start, start + 5000):
            buffer.add("events", b"%d" % number)

    threads = [threading.Thread(target=add, args=(5000 * part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    found: list[int] = []
    while len(found) < 20_000:
        found += map(int, buffer.rows("events"))
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(20_000))
