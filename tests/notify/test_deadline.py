from __future__ import annotations

import socket

from gnomon.notify.deadline import Deadline


def test_a_connection_that_comes_after_the_deadline_is_closed_at_once() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        deadline = Deadline(60)
        deadline.end()
        deadline.watch(ours)
        assert theirs.recv(1) == b""
        deadline.end()  # a second time is no harm


def test_a_connection_that_is_there_is_closed_when_the_time_is_over() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        deadline = Deadline(0.01)
        with deadline:
            deadline.watch(ours)
            assert theirs.recv(1) == b""
        assert deadline.is_over
