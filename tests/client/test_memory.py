"""The bound on what waits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gnomon.client.memory import Memory


@given(most=st.integers(0, 100), sizes=st.lists(st.integers(0, 50)))
def test_what_is_taken_never_passes_the_bound_and_comes_back_whole(most: int, sizes: list[int]) -> None:
    memory = Memory(most)
    taken = [size for size in sizes if memory.take(size)]
    assert memory.used_bytes == sum(taken) <= most
    for size in taken:
        memory.swap(size, 0)
    assert memory.used_bytes == 0
