"""The outbox: in order within a group and channel, at least once (ALERTS R39–R41)."""

from __future__ import annotations

from datetime import timedelta

from tests.store.made import START

from gnomon.store import outbox
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow

MINUTE = timedelta(minutes=1)
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
