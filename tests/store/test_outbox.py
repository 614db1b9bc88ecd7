"""The outbox: in order within a group and channel, at least once (ALERTS R39–R41)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.made import START

from gnomon.store import outbox, tables
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TIMEOUT = timedelta(seconds=15)


def _row(key: str, group: str = "a", channel: str = "hook") -> OutboxRow:
    return OutboxRow(key, channel, f"alert-{key}", group, "first", {"said": key}, START)


def _claim(store: Store, after: timedelta = MINUTE, holder: str = "me", **how: object) -> list[str]:
    with store.transaction() as tx:
        return [row.key for row in outbox.claim(tx, START + after, holder, TIMEOUT, **how)]  # type: ignore[arg-type]  # keywords


def _settle(store: Store, key: str, state: str, holder: str = "me", **how: object) -> bool:
    with store.transaction() as tx:
        row = outbox.find(tx, key)
        assert row is not None
        assert row.id is not None
        return outbox.settle(tx, row.id, holder, state, START + MINUTE, **how)  # type: ignore[arg-type]  # keywords


def _put(store: Store, *rows: OutboxRow) -> list[bool]:
    with store.transaction() as tx:
        return [outbox.put(tx, row) for row in rows]


def test_a_key_is_queued_once(store: Store) -> None:
    assert _put(store, _row("one"), _row("one")) == [True, False]


def test_of_a_group_and_channel_only_the_oldest_unsettled_row_is_claimed(store: Store) -> None:
    _put(store, _row("one"), _row("two"), _row("other", group="b"), _row("there", channel="slack"))
    assert _claim(store) == ["one", "other", "there"]
    assert _claim(store) == []
    assert _settle(store, "one", "delivered")
    assert _claim(store) == ["two"]


def test_a_row_that_is_not_due_waits_and_holds_back_the_next(store: Store) -> None:
    _put(store, _row("one"), _row("two"))
    assert _claim(store) == ["one"]
    _settle(store, "one", "retrying", next_attempt_at=START + 10 * MINUTE, error="no answer in time", http_status=500)
    assert _claim(store, 9 * MINUTE) == []
    assert _claim(store, 10 * MINUTE) == ["one"]
    with store.reading() as tx:
        row = outbox.find(tx, "one")
    assert row is not None
    assert (row.attempts, row.last_error, row.http_status) == (2, "no answer in time", 500)
    assert row.first_tried_at == START + MINUTE


def test_a_claim_that_ran_out_is_taken_over_and_the_first_holder_settles_nothing(store: Store) -> None:
    _put(store, _row("one"))
    assert _claim(store, holder="slow") == ["one"]
    assert _claim(store, MINUTE + 2 * TIMEOUT - timedelta(seconds=1), "quick") == []
    assert _claim(store, MINUTE + 2 * TIMEOUT, "quick") == ["one"]
    assert not _settle(store, "one", "delivered", "slow")
    assert _settle(store, "one", "delivered", "quick")


def test_what_was_never_tried_can_be_superseded(store: Store) -> None:
    _put(store, _row("one"), _row("two"))
    _claim(store)
    with store.transaction() as tx:
        assert outbox.supersede(tx, "a", "hook", START) == 1
        assert [row.state for row in outbox.of_group(tx, "a", "hook")] == ["sending", "superseded"]
        assert [row.key for row in outbox.pending(tx)] == ["one"]


def test_rows_of_stopped_channels_stay(store: Store) -> None:
    _put(store, _row("one"), _row("there", channel="slack"))
    assert _claim(store, stopped=["slack"]) == ["one"]


def test_a_limit_takes_the_oldest(store: Store) -> None:
    _put(store, *(_row(str(n), group=str(n)) for n in range(5)))
    assert _claim(store, limit=2) == ["0", "1"]


def test_a_row_comes_back_as_it_was_put(store: Store) -> None:
    _put(store, _row("one"), _row("two"))
    with store.reading() as tx:
        one, two = outbox.of_group(tx, "a", "hook")
        assert outbox.find(tx, "none") is None
    assert replace(one, id=None) == replace(_row("one"), seq=1, next_attempt_at=START)
    assert (two.seq, two.state, two.attempts) == (2, "queued", 0)


def test_a_row_may_be_for_later(store: Store) -> None:
    _put(store, replace(_row("one"), next_attempt_at=START + 5 * MINUTE))
    assert _claim(store, 5 * MINUTE - timedelta(microseconds=1)) == []
    assert _claim(store, 5 * MINUTE) == ["one"]


@pytest.mark.parametrize("state", ["delivered", "dead", "dropped"])
def test_a_row_that_is_settled_holds_nothing_back_and_is_settled_once(store: Store, state: str) -> None:
    _put(store, _row("one"), _row("two"))
    _claim(store)
    assert _settle(store, "one", state, http_status=200, external_ref="ts-1")
    assert not _settle(store, "one", "retrying")
    assert _claim(store) == ["two"]
    with store.reading() as tx:
        one = outbox.find(tx, "one")
        assert [row.key for row in outbox.pending(tx)] == ["two"]
    assert one is not None
    assert (one.state, one.settled_at, one.external_ref, one.claim_until) == (state, START + MINUTE, "ts-1", None)


def test_the_name_that_a_receiver_gave_is_kept_over_a_later_attempt(store: Store) -> None:
    _put(store, _row("one"))
    _claim(store)
    _settle(store, "one", "retrying", external_ref="ts-1")
    _claim(store)
    _settle(store, "one", "delivered")
    with store.reading() as tx:
        one = outbox.find(tx, "one")
    assert one is not None
    assert (one.external_ref, one.attempts, one.last_error) == ("ts-1", 2, None)


def test_a_row_goes_to_the_thread_of_those_before_it(store: Store) -> None:
    _put(store, *(_row(key) for key in ("one", "two", "three")), _row("other", group="b"))
    found = []
    for after, (key, ref) in enumerate((("one", "ts-1"), ("two", None), ("three", None)), 1):
        with store.transaction() as tx:
            rows = outbox.claim(tx, START + after * MINUTE, "me", 10 * MINUTE)
        found += [(row.key, row.external_ref) for row in rows]
        _settle(store, key, "delivered", external_ref=ref)
    assert found == [("one", None), ("other", None), ("two", "ts-1"), ("three", "ts-1")]


def test_only_older_rows_are_superseded_and_the_newer_goes_out(store: Store) -> None:
    _put(store, *(_row(key) for key in ("one", "two", "three")), _row("other", channel="slack"))
    with store.transaction() as tx:
        assert outbox.supersede(tx, "a", "hook", START + MINUTE, below=3) == 2
        assert outbox.supersede(tx, "a", "hook", START + MINUTE, below=3) == 0
        one = outbox.find(tx, "one")
    assert one is not None
    assert (one.state, one.settled_at) == ("superseded", START + MINUTE)
    assert _claim(store) == ["three", "other"]


def test_what_was_tried_once_is_never_superseded(store: Store) -> None:
    _put(store, _row("one"))
    _claim(store)
    _settle(store, "one", "retrying", next_attempt_at=START + 2 * MINUTE)
    with store.transaction() as tx:
        assert outbox.supersede(tx, "a", "hook", START) == 0


def test_a_place_is_never_given_twice(store: Store) -> None:
    _put(store, _row("one"))
    with store.transaction() as tx:
        outbox.supersede(tx, "a", "hook", START)
    _put(store, _row("two"))
    with store.reading() as tx:
        assert [(row.key, row.seq) for row in outbox.of_group(tx, "a", "hook")] == [("one", 1), ("two", 2)]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(["put", "claim", "deliver", "retry", "old"]), st.integers(0, 3))))
def test_whatever_happens_a_group_goes_out_in_order_and_nothing_is_lost(
    store: Store, acts: list[tuple[str, int]]
) -> None:
    with store.transaction() as tx:
        tx.run(tables.outbox.delete())
    sent: list[str] = []
    claimed: list[str] = []
    puts, holder = 0, ""
    for after, (act, which) in enumerate(acts, 1):
        now = after * MINUTE  # longer than a claim lasts
        if act == "put":
            _put(store, _row(str(puts), group=str(which % 2)))
            puts += 1
        elif act == "claim":
            claimed = _claim(store, now, holder=str(after))
            holder = str(after)
        elif claimed and act == "deliver":
            key = claimed.pop()
            if _settle(store, key, "delivered", holder):
                sent.append(key)
        elif claimed and act == "retry":
            _settle(store, claimed.pop(), "retrying", holder, next_attempt_at=START + now)
        elif act == "old":
            assert not any(_settle(store, key, "dead", "nobody") for key in claimed)
    for n in range(puts):
        for key in _claim(store, (len(acts) + 1 + n) * MINUTE):
            assert _settle(store, key, "delivered")
            sent.append(key)
    assert sorted(sent) == sorted(map(str, range(puts)))
    with store.reading() as tx:
        for group in "01":
            rows = [row.key for row in outbox.of_group(tx, group, "hook")]
            assert [key for key in sent if key in rows] == rows


def test_what_failed_is_listed_until_its_channel_delivers_and_what_waits_until_it_is_settled(store: Store) -> None:
    for group in "abc":
        _put(store, _row(group, group=group))
    _claim(store)
    _settle(store, "a", "dead", error="404 no such hook", http_status=404)
    _settle(store, "b", "retrying", error="503", next_attempt_at=START + 2 * MINUTE)
    with store.reading() as tx:
        assert [(row.key, row.http_status) for row in outbox.failing(tx)] == [("a", 404), ("b", None)]
    _settle(store, "c", "delivered")
    with store.reading() as tx:
        assert [row.key for row in outbox.failing(tx)] == ["b"]


def test_a_full_channel_gives_what_is_critical_and_notices_and_an_overfull_one_notices(store: Store) -> None:
    rows = [replace(_row(one, group=one), severity=one) for one in ("critical", "high")]
    _put(store, *rows, replace(_row("notice", group="n"), kind=outbox.HELD), _row("there", channel="slack"))
    assert _claim(store, full=["hook"], over=["hook"], limit=1) == ["notice"]
    assert _claim(store, full=["hook"]) == ["critical", "there"]
    assert _claim(store) == ["high"]


def test_what_a_channel_took_is_counted_with_what_is_being_sent_and_without_notices(store: Store) -> None:
    _put(store, replace(_row("one"), severity="critical"), _row("two", group="b"), _row("three", group="c"))
    _put(store, replace(_row("notice", group="n"), kind=outbox.HELD))
    _claim(store)
    for key in ("one", "notice"):
        _settle(store, key, "delivered")
    _settle(store, "two", "dead")
    with store.reading() as tx:
        assert outbox.taken(tx, START, START + MINUTE) == {"hook": (2, 1)}
        assert outbox.taken(tx, START + MINUTE, START + 2 * MINUTE) == {"hook": (1, 0)}
        assert outbox.taken(tx, START, START + MINUTE / 2) == {"hook": (1, 0)}  # by a clock that was ahead


def test_of_what_is_due_the_most_severe_come_first(store: Store) -> None:
    _put(store, *(replace(_row(str(n), group=str(n)), severity=one) for n, one in enumerate([None, "info", "high"])))
    _put(store, replace(_row("later", group="l"), next_attempt_at=START + HOUR))
    with store.reading() as tx:
        count, worst = outbox.due(tx, "hook", START, 2)
    assert (count, [row.severity for row in worst]) == (3, ["high", "info"])


def test_what_a_clock_that_was_ahead_put_off_or_claimed_is_due(store: Store) -> None:
    year = timedelta(days=365)
    _put(store, replace(_row("queued"), next_attempt_at=START + year + HOUR), _row("claimed", group="b"))
    assert _claim(store, year, limit=1) == ["claimed"]
    assert _claim(store, holder="right") == ["queued", "claimed"]
