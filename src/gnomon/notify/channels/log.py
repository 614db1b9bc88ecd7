"""The channel `log`: one line of JSON an event, to a stream or a file."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

import httpx

from gnomon.notify import registry
from gnomon.notify.answers import DELIVERED, Answer
from gnomon.notify.payload import Payload, stamp


@dataclass(frozen=True, slots=True)
class LogTarget:
    """Where lines go.

    Attributes:
        path: A file that they are appended to; None for the stream.
        stream: A stream; None for what is standard output when a line is written.
    """

    path: Path | None = None
    stream: TextIO | None = None


@registry.channel(target=LogTarget, grouping="episode", max_age=timedelta.max, is_limited=False)
def log(
    key: str, payload: Payload, target: LogTarget, /, *, client: httpx.Client, now: datetime, thread: str | None = None
) -> Answer:
    """Write a line for each alert of a row.

    Returns:
        `delivered`, or `retry` where it cannot be written (a full disk): it is never dead.
    """
    written = [{"at": stamp(now), "key": key, "why": payload["reason"], "alert": each} for each in payload["alerts"]]
    text = "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in written)
    try:
        if target.path is None:
            stream = target.stream or sys.stdout
            stream.write(text)
            stream.flush()
        else:
            with target.path.open("a", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        return Answer("retry", f"{target.path or 'standard output'} cannot be written: {error.strerror}")
    return DELIVERED
