"""Ids are made once."""

from __future__ import annotations

import threading

from gnomon.client.ids import Ids


def test_no_two_ids_are_the_same_in_threads_and_in_makers() -> None:
    found: list[str] = []
    makers = [Ids(), Ids()]
    threads = [
        threading.Thread(target=lambda ids=ids: found.extend([ids.new() for _ in range(5000)])) for ids in makers * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == len(found) == 20_000
