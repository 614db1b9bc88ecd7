"""A deadline for a whole exchange, however slowly the other side answers.

Libraries bound each read, not their sum: a receiver that gives a byte now and
then would hold a run for hours. So a timer closes the connection.
"""

from __future__ import annotations

import contextlib
import socket
import threading


class Deadline:
    """Closes the connection when the time is over.

    Args:
        length_s: After how many seconds.

    Attributes:
        is_over: Whether that has happened.
    """

    def __init__(self, length_s: float) -> None:
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(length_s, self.end)
        self._timer.daemon = True
        self.is_over = False

    def __enter__(self) -> None:
        """Begin."""
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, connection: socket.socket | None) -> None:
        """Take the connection that is closed at the end; at once when that has come."""
        self._socket = connection
        if self.is_over:
            self.end()

    def end(self) -> None:
        """Close the connection now."""
        self.is_over = True
        if self._socket is not None:
            with contextlib.suppress(OSError, ValueError):  # closed already
                self._socket.shutdown(socket.SHUT_RDWR)
