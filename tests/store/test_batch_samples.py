"""The samples of one batch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from gnomon.profiles.profile import Profile
from gnomon.profiles.volume import RowsSummary
from gnomon.profiles.windows import Window
from gnomon.store import batch_samples, batches, entities, samples
from gnomon.store.batches import Batch
from gnomon.store.open import open_store

DAYS = [datetime(2013, 1, day, tzinfo=UTC) for day in (1, 2)]


def test_a_batch_knows_its_windows_and_takes_back_all_but_some_labels(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/g.db") as store, store.transaction() as tx:
        entities.put(tx, "flights", {})
        one, other = (batches.put(tx, Batch("flights", "source", name, "1")) for name in ("a", "b"))
        windows = [Window(start, start + timedelta(days=1)) for start in DAYS]
        for window in windows:
            for labels in ({}, {"origin": "JFK"}):
                samples.put(tx, "flights", window, one, labels, Profile(RowsSummary(count=2)))
        samples.put(tx, "flights", windows[0], other, {}, Profile(RowsSummary(count=3)))
        assert batch_samples.starts(tx, one) == DAYS
        assert batch_samples.rows(tx, one) == dict.fromkeys(DAYS, 2)
        assert batch_samples.keep(tx, one, DAYS[0], [{"origin": "JFK"}]) == [{}]
        assert samples.profile(tx, "flights", windows[0]).rows == 3
        assert samples.profile(tx, "flights", windows[0], {"origin": "JFK"}).rows == 2
        assert len(batch_samples.keep(tx, one, DAYS[1], [])) == 2
        assert batch_samples.starts(tx, one) == DAYS[:1]
