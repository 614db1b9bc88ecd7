from __future__ import annotations

from dataclasses import fields

from gnomon.notify.queue import Claimed, Settled
from gnomon.store.outbox import OutboxRow


def test_rows_of_the_store_have_what_a_try_needs() -> None:
    needed = {name for name, value in vars(Claimed).items() if isinstance(value, property)}
    assert needed == {"key", "channel", "payload", "attempts", "first_tried_at"}
    assert needed <= {field.name for field in fields(OutboxRow)}


def test_what_is_not_said_of_a_try_is_nothing() -> None:
    assert Settled("delivered") == Settled("delivered", None, None, None, None)
