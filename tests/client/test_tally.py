"""What became of the rows."""

from __future__ import annotations

import threading

from gnomon.client.tally import Tally


def test_what_waits_is_what_is_left() -> None:
    tally = Tally()
    for what, rows in (("logged", 100), ("found", 20), ("sampled_out", 1), ("sent", 2), ("refused", 3)):
        tally.count(what, rows)  # type: ignore[arg-type]
    tally.count("dropped", 4)
    tally.count("gone", 5)
    assert tally.counts().waiting == 105


def test_many_threads_count_right() -> None:
    tally = Tally()
    threads = [threading.Thread(target=lambda: [tally.count("sent") for _ in range(5000)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally.counts().sent == 20_000
