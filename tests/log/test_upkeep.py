"""Many small files become few, and no row is another than before."""

from __future__ import annotations

import pytest
from tests.log.test_table import DAYS, rows

from gnomon.log import upkeep
from gnomon.log.rows import scan
from gnomon.log.table import ConflictError, Snapshot, snapshot
from gnomon.log.upkeep import compact


@pytest.fixture
def table(log: str) -> Snapshot:
    """A table of four commits; one column is new in the third."""
    found = snapshot(f"{log}/t")
    for batch in range(1, 5):
        found = found.append(rows(batch, **({"y": batch} if batch == 3 else {})), "a", batch)  # type: ignore[arg-type]  # a value for all
    return found


def test_files_of_a_day_become_one_with_the_same_rows_in_the_same_order(table: Snapshot) -> None:
    assert compact(table, most_files=3) == 2 * 4
    after = snapshot(table.place)
    for day in DAYS:
        assert (len(table.days[day].files), len(after.days[day].files)) == (4, 1)
        before, now = (scan(one.days[day].files, in_order=True).collect() for one in (table, after))
        assert now.select(before.columns).equals(before)
        assert after.days[day].rows == table.days[day].rows
    assert after.mark("a") == 4


def test_few_files_are_left_alone(table: Snapshot) -> None:
    assert compact(table) == compact(snapshot(table.place + "-gone")) == 0
    assert snapshot(table.place).version == table.version


def test_what_somebody_else_does_meanwhile_is_left_for_the_next_time(
    table: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def conflicts(*_: object) -> None:
        raise ConflictError("log: somebody else wrote.")

    monkeypatch.setattr(upkeep, "opened", conflicts)
    assert compact(table, most_files=3) == 0


def test_who_writes_from_before_a_compaction_is_not_refused(table: Snapshot) -> None:
    compact(table, most_files=3)
    assert table.append(rows(5), "a", 5).days[DAYS[0]].rows == 5
