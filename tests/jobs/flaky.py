"""A real receiver that fails at chance, and a log of what it took."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np
from tests.notify.receiver import Got, Receiver, Reply

SHARE = 0.3


@dataclass
class Log:
    """What a receiver took, and what it did not.

    Attributes:
        taken: How often it took each id.
        told: The ids under which it took each alert.
        refused: How often it answered 503, and took nothing.
        lost: How often it took a message, and its answer was lost.
    """

    taken: Counter[str] = field(default_factory=Counter)
    told: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    refused: int = 0
    lost: int = 0

    @property
    def duplicates(self) -> int:
        """How often it took what it had."""
        return self.taken.total() - len(self.taken)


class Flaky(Receiver):
    """Fails at chance: half of the time it takes nothing, and half of the time it takes the message and is not heard.

    Args:
        log: Where it writes what it takes.
        draw: What chance is drawn from.
        port: Where it listens; anywhere when not given.
    """

    def __init__(self, log: Log, draw: np.random.Generator, port: int = 0) -> None:
        super().__init__(port=port)
        self._log, self._draw = log, draw

    def take(self, got: Got) -> Reply:
        with self._lock:
            chance = self._draw.random()
            if chance < SHARE / 2:
                self._log.refused += 1
                return Reply(503)
            self._log.taken[got.id] += 1
            self._log.told[got.json["data"]["entity"]].add(got.id)
            if chance < SHARE:
                self._log.lost += 1
                return Reply(how="drop")
            return Reply()
