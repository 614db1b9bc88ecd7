"""Forks and ends: a child sends its own rows and none of its parent's, and what is left is sent at the end."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.client.door import Door

from gnomon.client import life

START = """
import os, sys, threading
from gnomon.client import Client, Pace
client = Client(sys.argv[1], "m", pace=Pace(every_s=1000, first_wait_s=0.01))
"""

AT_EXIT = "client.log({}, event_id='one')"

FORK = """
client.log({}, event_id="parent-before")
if os.fork() == 0:
    client.log({}, event_id="child")
    assert client.counts().logged == 1
    sys.exit()
client.log({}, event_id="parent-after")
os.wait()
"""

UNUSED_BEFORE = """
for worker in range(2):
    if os.fork() == 0:
        assert client.log({})
        sys.exit()
for worker in range(2):
    assert os.wait()[1] == 0
"""

MULTIPROCESSING = """
import multiprocessing
def work():
    client.log({}, event_id="child")
process = multiprocessing.get_context("fork").Process(target=work)
client.log({}, event_id="parent")
process.start()
process.join()
"""

UNDER_LOAD = """
is_over = threading.Event()
def load():
    while not is_over.is_set():
        client.log({"x": 1})
threads = [threading.Thread(target=load, daemon=True) for _ in range(3)]
for thread in threads:
    thread.start()
for worker in range(20):
    child = os.fork()
    if child == 0:
        client.log({}, event_id=f"child-{worker}")
        os._exit(0 if client.flush(20) else 1)
    assert os.waitpid(child, 0)[1] == 0
is_over.set()
for thread in threads:
    thread.join()
"""

IN_A_HANDLER = """
import signal
signal.signal(signal.SIGALRM, lambda *_: client.log({}, event_id="of-the-handler"))
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
for number in range(30_000):
    client.log({}, event_id=number)
signal.setitimer(signal.ITIMER_REAL, 0)
assert client.flush(20)
"""

CLOSED = """
client.log({}, event_id="one")
client.close()
if os.fork() == 0:
    os._exit(0)
os.wait()
"""


UNMEASURED = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
"""Without coverage, which has a lock of its own: a child that is forked while a thread holds it stands still."""


def ids(code: str) -> list[str]:
    """The ids of the rows that arrive when a process has run some code."""
    with Door() as door:
        done = subprocess.run(
            [sys.executable, "-W", "ignore::DeprecationWarning", "-c", START + code, door.url],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=UNMEASURED,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return [row["event_id"] for row in door.rows()]


def test_what_is_left_is_sent_at_the_end_of_the_process() -> None:
    assert ids(AT_EXIT) == ["one"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
class TestForks:
    def test_each_row_of_parent_and_child_arrives_once(self) -> None:
        assert sorted(ids(FORK)) == ["child", "parent-after", "parent-before"]

    def test_workers_that_are_forked_before_the_first_row_make_ids_of_their_own(self) -> None:
        assert len(set(ids(UNUSED_BEFORE))) == 2

    def test_a_child_of_multiprocessing_sends_its_rows_at_its_end(self) -> None:
        assert sorted(ids(MULTIPROCESSING)) == ["child", "parent"]

    def test_a_fork_in_the_midst_of_logging_stands_still_nowhere(self) -> None:
        arrived = ids(UNDER_LOAD)
        assert {f"child-{worker}" for worker in range(20)} <= set(arrived)
        assert len(arrived) == len(set(arrived))

    def test_a_client_that_is_closed_hears_of_no_fork(self) -> None:
        assert ids(CLOSED) == ["one"]

    def test_a_signals_handler_may_log_in_the_midst_of_logging(self) -> None:
        arrived = [each for each in ids(IN_A_HANDLER) if each != "of-the-handler"]
        assert sorted(map(int, arrived)) == list(range(30_000))


class _Told:
    def __init__(self) -> None:
        self.heard: list[str] = []

    def close(self) -> None:
        self.heard.append("close")

    def begin_anew(self) -> None:
        self.heard.append("begin_anew")


def test_who_is_told_is_told_until_it_is_over() -> None:
    told = _Told()
    life.begin(told)
    life._tell_child()
    life.over(told)
    life._tell_child()
    life.over(told)
    assert told.heard == ["begin_anew"]
