"""What a reference teaches at one resolution."""

from __future__ import annotations

import numpy as np
from tests.checks.live import before

from gnomon.checks import column, tabulate
from gnomon.checks.side import Side
from gnomon.checks.taught import taught

DAYS = before()
COLUMNS = [column.of(name, Side.of(DAYS)) for name in ("x", "to")]
TABLES = [tabulate.tabulate(one, tabulate.shifts(one)[0]) for one in COLUMNS]


def test_windows_teach_how_much_they_wobble() -> None:
    found = taught(TABLES, {"none": np.zeros(28, np.int64)}, np.arange(28), 0.1)
    assert found.before.rows.tolist() == [[2000] * 28] * 2
    assert found.known.cells.tolist() == [20, 3]
    assert found.fit.has_windows
    assert len(found.tables) == 2


def test_a_lone_profile_teaches_noise_only() -> None:
    alone = [column.of(name, Side.of(DAYS.total)) for name in ("x", "to")]
    tables = [tabulate.tabulate(one, tabulate.shifts(one)[0]) for one in alone]
    assert not taught(tables, {}, np.zeros(1, np.int64), 0.1).fit.has_windows
