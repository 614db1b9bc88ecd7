"""A share of events is logged, and says which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.door import Door

from gnomon.client import Client, Pace
from gnomon.client.sampling import is_kept
from gnomon.errors import UsageError


@given(st.text(), st.floats(0, 1), st.floats(0, 1))
def test_what_a_small_share_keeps_a_larger_one_keeps_too(event_id: str, one: float, other: float) -> None:
    assert is_kept(event_id, min(one, other)) <= is_kept(event_id, max(one, other))
    assert is_kept(event_id, 1.0)
    assert not is_kept(event_id, 0.0)


def test_targets_of_events_that_are_left_out_are_left_out_and_the_rate_goes_with_the_others() -> None:
    with Door() as door:
        with Client(door.url, "m", sample=0.25, labels={"region": "eu"}, pace=Pace(every_s=0.01)) as client:
            for number in range(2000):
                client.log({"x": number}, event_id=number)
                client.log_target(number, 1)
        events, targets = door.rows(), door.rows("targets")
    assert 420 < len(events) < 580  # 500, and four times its spread of 19
    assert {row["event_id"] for row in events} == {row["event_id"] for row in targets}
    assert all(row["labels"] == {"region": "eu", "sample_rate": 0.25} for row in events)
    counts = client.counts()
    assert (counts.logged, counts.sampled_out, counts.sent) == (4000, 4000 - 2 * len(events), 2 * len(events))


@pytest.mark.parametrize("share", [0, -1, 1.5, float("nan")])
def test_what_is_no_share_is_said(share: float) -> None:
    with pytest.raises(UsageError, match="is no share of events"):
        Client("http://localhost", "m", sample=share)
