"""What becomes of alerts under another configuration."""

from __future__ import annotations

from tests.jobs.trials.alerts import alert
from tests.jobs.worlds import day

from gnomon.jobs.trials.difference import difference


def test_alerts_are_kept_moved_lost_and_gained() -> None:
    before = [alert("auc", 3, 5), alert("auc", 10, 12, number=2), alert("inputs", 20)]
    after = [alert("auc", 3, 5), alert("auc", 11, 12, number=2), alert("auc", 15, number=3)]
    found = difference(before, after, day(30))
    assert found.sentence == "1 kept, 1 moved, 1 lost, 1 gained"
    assert [(pair.before.number, pair.after.number) for pair in found.moved] == [(2, 2)]
    assert [row.monitor for row in found.lost] == ["inputs"]
    assert [row.number for row in found.gained] == [3]
    shown = found.record()
    assert (shown["kept"], len(shown["lost"]), len(shown["gained"])) == (1, 1, 1)
    assert shown["moved"][0]["since"] == ["2013-01-10T00:00:00Z", "2013-01-11T00:00:00Z"]


def test_alerts_of_other_monitors_at_the_same_time_are_not_the_same() -> None:
    found = difference([alert("auc", 3, 5)], [alert("inputs", 3, 5)], day(30))
    assert found.sentence == "0 kept, 0 moved, 1 lost, 1 gained"
