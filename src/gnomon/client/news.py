"""What the log says of sending: when the server goes and comes back, and what is lost; never a line for each row."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

LOG = logging.getLogger("gnomon.client")
AGAIN_S = 60.0
"""How long the same is not said again."""


class News:
    """Says what changes, once, and what goes on, once a minute.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said_at: dict[str, float] = {}

    def warn(self, about: str, sentence: str) -> None:
        """Say something that may come again at once.

        Args:
            about: What it is about; another sentence about the same within a minute is not said.
            sentence: The sentence.
        """
        now = self._clock()
        if now - self._said_at.get(about, -AGAIN_S) >= AGAIN_S:
            self._said_at[about] = now
            LOG.warning("%s", sentence)

    def mended(self, about: str, sentence: str) -> None:
        """Say that it is over, where it was said that it began.

        Args:
            about: What it was about.
            sentence: The sentence.
        """
        if self._said_at.pop(about, None) is not None:
            LOG.info("%s", sentence)
