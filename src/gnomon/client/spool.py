"""Batches on disk: what a process that ends, or is killed, leaves to the next one.

A batch is written before it is sent and removed once the server has it, so a kill
between the two sends it twice, under one id, and it is counted once. For the same
reason processes need not agree on who sends what: each may send what it finds. The
files are written to the system, not through to the disk: they outlive the process,
not a loss of power. They hold rows as they are, so that only their owner can read them.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from gnomon.client.batch import KINDS, Batch, Kind

WHOLE, PART = ".batch", ".part"
NAME = re.compile(rf"\d{{20}}-\d+-(?P<kind>{'|'.join(KINDS)})-(?P<rows>\d+)-.+\.batch")
"""A file's name: when, which of its process, what it holds, how many, its id."""

LEFT_BEHIND_S = 3600.0
"""The age at which a file that was never finished is nobody's."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """A batch that is on disk.

    Attributes:
        path: Its file.
        size: Its bytes.
        kind: What it holds.
        rows: How many.
        number: Its place among the batches of this process; 0 where an earlier one left it.
    """

    path: Path
    size: int
    kind: Kind
    rows: int
    number: int = 0


class Spool:
    """A folder of batches that wait to be sent, up to a bound.

    Args:
        folder: The folder; it is made where it is not there.
        most_bytes: The bound, for what this process writes and finds.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from gnomon.client.batch import packed
        >>> with TemporaryDirectory() as folder:
        ...     spool = Spool(Path(folder), 1000)
        ...     kept = spool.keep(packed("b-1", "targets", [b"{}"]))
        ...     [spool.read(found).id for found in Spool(Path(folder), 1000).found()]
        ['b-1']
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder, self._most_bytes, self._used_bytes = folder, most_bytes, 0
        self._written = 0

    def keep(self, batch: Batch) -> Spooled | None:
        """Write a batch, where there is room.

        Args:
            batch: The batch.

        Returns:
            Where it is; nothing when the bound is reached.

        Raises:
            OSError: The disk is full, or may not be written.
        """
        head = asdict(replace(batch, body=b""))
        head["body"] = len(batch.body)
        content = json.dumps(head).encode() + b"\n" + batch.body
        if self._used_bytes + len(content) > self._most_bytes:
            return None
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._written += 1  # two batches of one moment keep their order
        path = self._folder / f"{time.time_ns():020}-{self._written:06}-{batch.kind}-{batch.rows}-{batch.id}{WHOLE}"
        part = path.with_suffix(PART)
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        self._used_bytes += len(content)
        return Spooled(path, len(content), batch.kind, batch.rows, batch.number)

    def found(self) -> Iterator[Spooled]:
        """What earlier processes left, oldest first."""
        oldest = time.time() - LEFT_BEHIND_S
        for path in sorted(self._folder.glob("*")) if self._folder.is_dir() else ():
            try:
                size, written_at = path.stat().st_size, path.stat().st_mtime
                if path.suffix == PART and written_at < oldest:
                    path.unlink()
            except OSError:
                continue  # another process has sent it
            if name := NAME.fullmatch(path.name):
                self._used_bytes += size
                yield Spooled(path, size, KINDS[KINDS.index(name["kind"])], int(name["rows"]))

    def read(self, spooled: Spooled) -> Batch | None:
        """The batch of a file; nothing, and no file any more, where it is damaged or was sent by another process.

        Args:
            spooled: The file.

        Raises:
            OSError: It cannot be read now, as when too many files are open.
        """
        try:
            line, _, body = spooled.path.read_bytes().partition(b"\n")
            head = json.loads(line)
            if head["kind"] == spooled.kind and head.pop("body") == len(body):
                return replace(Batch(body=body, **head), number=spooled.number)
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            pass
        self.remove(spooled)
        return None

    def remove(self, spooled: Spooled) -> None:
        """Forget a batch.

        Args:
            spooled: Its file.
        """
        self._used_bytes -= spooled.size
        try:
            spooled.path.unlink(missing_ok=True)
        except OSError:
            pass  # it is sent again by the next process, and counted once
