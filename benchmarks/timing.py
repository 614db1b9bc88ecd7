"""Timing that a noisy machine cannot fool much: the best of several turns, contenders taking turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping


def best_of(contenders: Mapping[str, Callable[[], object]], turns: int = 7) -> dict[str, float]:
    """The least seconds of each contender; they run in turns, so a slow minute hits all alike.

    Args:
        contenders: What to run, by name.
        turns: How often.
    """
    least = dict.fromkeys(contenders, float("inf"))
    for _ in range(turns):
        for name, run in contenders.items():
            gc.collect()
            start = time.perf_counter()
            run()
            least[name] = min(least[name], time.perf_counter() - start)
    return least
