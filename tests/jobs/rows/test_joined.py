"""Whether a window is observed again."""

from __future__ import annotations

import pytest
from tests.jobs.worlds import day

from gnomon.jobs.rows.ids import digest
from gnomon.jobs.rows.joined import Joined, Targeted
from gnomon.jobs.rows.samples_of import STALE
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

START = day(0)


@pytest.mark.parametrize(
    ("before", "now", "is_lacking", "asks"),
    [
        (digest(3, 1, 1), digest(3, 1, 1), False, False),
        (digest(3, 1, 1), digest(3, 1, 2), False, True),
        (digest(3, 1, 1), digest(2, 1, 1), False, True),
        (digest(3, 1, 1), digest(2, 1, 1), True, False),  # a file of targets is gone: none is taken back
        (digest(3, 1, 1), digest(4, 1, 1), True, True),
        (STALE + b"x" * 16, digest(), True, True),
        (b"", digest(), False, True),
    ],
)
def test_a_window_asks_when_its_targets_or_rows_are_others(
    before: bytes, now: bytes, is_lacking: bool, asks: bool
) -> None:
    row = WindowRow(Window(START, day(1)), 1, 5, target_digest=before)
    assert Joined(digests={START: now}, is_lacking=is_lacking).asks(row) == asks


def test_what_is_wrong_with_targets_is_said_in_numbers() -> None:
    assert Targeted().notes == ()
    assert Targeted(unknown=1200, empty=2).notes == (
        "1,200 targets have an id that no row has yet; they count when their row comes.",
        "2 targets have no value, no id or no time; they are passed over.",
    )
