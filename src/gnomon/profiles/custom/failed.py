"""What stands in the place of a series whose function failed."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gnomon.sketches.codec import Reader, Writer

MOST = 300
"""Characters that are kept of an error's message."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A series that is not known, and why.

    Laws: what failed in part is not known as a whole, so that it takes in whatever is added to it, in any order and
    split. Nothing can be taken away from it.

    Attributes:
        reason: The type of the error, its message, and the line of the function's file.
        trace: The traceback, for the log; it is no part of the value, and never stored.

    Example:
        >>> Failed("KeyError: 'b' (a.py, line 3)") + Failed("KeyError: 'a' (a.py, line 3)")
        Failed(reason="KeyError: 'a' (a.py, line 3)")
    """

    reason: str
    trace: str = field(default="", compare=False, repr=False)

    @classmethod
    def of(cls, error: BaseException, function: Callable[..., object]) -> Failed:
        """What is kept of an error.

        Args:
            error: What was raised.
            function: Whose file the line is looked for in.
        """
        words = " ".join(str(error).split())[:MOST].rstrip(".")
        told = f"{type(error).__name__}: {words}" if words else type(error).__name__
        code = getattr(function, "__code__", None)
        where = repr(function) if code is None else place(error, code.co_filename, code.co_firstlineno)
        return cls(f"{told} ({where})", "".join(traceback.format_exception(error)))

    def __add__(self, other: object, /) -> Failed:
        """Both together: of two errors, the first by name."""
        if not isinstance(other, Failed):
            return self
        return min(self, other, key=lambda one: one.reason)

    def __sub__(self, other: object, /) -> Failed:
        """It stays as it is."""
        return self

    def write(self, writer: Writer) -> None:
        """Append the bytes."""
        writer.text(self.reason)

    @classmethod
    def read(cls, reader: Reader) -> Failed:
        """Read what `write` wrote."""
        return cls(reader.text())


def place(error: BaseException, file: str, begins: int = 1) -> str:
    """The last line of a file that was running when an error was raised.

    Args:
        error: What was raised.
        file: The file.
        begins: The line that is told when none of it was running.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == file and frame.lineno]
    if isinstance(error, SyntaxError) and error.filename == file and error.lineno:
        lines.append(error.lineno)
    return f"{Path(file).name}, line {lines[-1] if lines else begins}"
