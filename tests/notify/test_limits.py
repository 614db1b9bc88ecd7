"""How many messages a channel may take: every bound, and what is critical beside them."""

from __future__ import annotations

import pytest

from gnomon.notify.limits import Taken, Waits


@pytest.mark.parametrize(
    ("taken", "waits"),
    [
        (Taken(), "nothing"),
        (Taken(minute=29, hour=299), "nothing"),
        (Taken(minute=30, hour=30), "ordinary"),
        (Taken(minute=0, hour=300), "ordinary"),
        (Taken(minute=59, hour=59, critical_minute=30, critical_hour=30), "nothing"),
        (Taken(minute=60, hour=60, critical_minute=30, critical_hour=30), "ordinary"),
        (Taken(minute=60, hour=60, critical_minute=60, critical_hour=60), "nothing"),  # none of the thirty is used
        (Taken(minute=90, hour=90, critical_minute=90, critical_hour=90), "all"),
        (Taken(minute=30, hour=90, critical_minute=30, critical_hour=90), "all"),  # sixty came earlier in the hour
        (Taken(minute=29, hour=90, critical_minute=29, critical_hour=90), "nothing"),
        (Taken(minute=0, hour=360, critical_minute=0, critical_hour=60), "all"),
        (Taken(minute=0, hour=359, critical_minute=0, critical_hour=59), "ordinary"),
    ],
)
def test_every_bound(taken: Taken, waits: Waits) -> None:
    assert taken.waits == waits
