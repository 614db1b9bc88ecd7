"""The time on the wall is read in one place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gnomon
from gnomon.jobs import clock


def test_it_is_now_in_utc() -> None:
    before = datetime.now(UTC)  # noqa: TID251 - beside the one place
    found = clock.wall()
    assert before <= found <= datetime.now(UTC)  # noqa: TID251
    assert found.tzinfo is UTC


def test_jobs_look_at_it_nowhere_else() -> None:
    room = Path(gnomon.__file__).parent / "jobs"
    looks = [
        path.name
        for path in room.rglob("*.py")
        if re.search(r"\.(now|utcnow|today)\(|time\.(time|sleep)\(", path.read_text("utf-8"))
    ]
    assert looks == ["clock.py"]


def test_a_pause_of_nothing_is_over_at_once() -> None:
    clock.pause(timedelta(0))
