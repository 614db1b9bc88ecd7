"""The windows of a stretch: wholly in it, at both ends."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from tests.store.made import DAY, ENTITY, START, window

from gnomon.store import windows
from gnomon.store.open import Store
from gnomon.store.stretch import within
from gnomon.store.tables import entity_window as table
from gnomon.store.windows import WindowRow

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (None, None, [0, 1, 2, 3]),
        (START + DAY, None, [1, 2, 3]),
        (None, START + 3 * DAY, [0, 1, 2]),
        (START + DAY, START + 3 * DAY, [1, 2]),
        (START + DAY + SECOND, None, [2, 3]),
        (None, START + 3 * DAY - SECOND, [0, 1]),
        (START + DAY, START + DAY, []),
        (START + 3 * DAY, START, []),
    ],
)
def test_only_windows_that_lie_wholly_within_are_found(
    store: Store, since: datetime | None, until: datetime | None, days: list[int]
) -> None:
    with store.transaction() as tx:
        for n in range(4):
            windows.put(tx, ENTITY, WindowRow(window(n), 1, 1))
        found = tx.run(select(table.c.window_start).where(*within(table, since, until)))
        assert sorted(found.scalars()) == [window(n).start for n in days]
