"""How many bytes may wait in the process."""

from __future__ import annotations

import threading


class Memory:
    """A bound on bytes, from any thread.

    Args:
        most_bytes: The bound.

    Example:
        >>> memory = Memory(10)
        >>> memory.take(8), memory.take(8)
        (True, False)
        >>> memory.swap(8, 2)
        >>> memory.take(8)
        True
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.used_bytes = 0
        self._lock = threading.RLock()

    def take(self, size: int) -> bool:
        """Take room, where there is some; says whether there was.

        Args:
            size: In bytes.
        """
        with self._lock:
            if self.used_bytes + size > self.most_bytes:
                return False
            self.used_bytes += size
            return True

    def swap(self, before: int, after: int) -> None:
        """Give room back, and take some for what is made of it.

        Args:
            before: Bytes given back.
            after: Bytes taken, even past the bound: it is what was there already, packed.
        """
        with self._lock:
            self.used_bytes += after - before
