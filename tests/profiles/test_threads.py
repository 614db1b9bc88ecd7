from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from gnomon.profiles.threads import THREADS, in_order


def test_answers_come_in_the_order_of_what_was_given() -> None:
    first_may_end = threading.Event()

    def work(n: int) -> int:
        if n == 0:
            first_may_end.wait(10)
        else:
            first_may_end.set()
        return n * n

    given = range(1) if THREADS == 1 else range(20)
    first_may_end.set() if THREADS == 1 else None
    assert list(in_order(work, given)) == [n * n for n in given]


def test_no_more_is_taken_than_is_worked_on() -> None:
    taken = 0

    def given() -> Iterator[int]:
        nonlocal taken
        for n in range(100):
            taken += 1
            yield n

    answers = in_order(lambda n: n, given())
    next(answers)
    assert taken <= THREADS + 1
    assert len(list(answers)) == 99


def test_nothing_gives_nothing() -> None:
    assert list(in_order(str, [])) == []


def test_what_goes_wrong_in_a_thread_goes_wrong_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda n: 1 // n, [1, 0, 1]))
