"""Tests of what to do about a channel that does not deliver."""

from __future__ import annotations

import pytest

from gnomon.notify.mending import mend


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "Nothing is at this address: correct channels.ops.url."),
        (410, "This address was closed: make another and write it in channels.ops.url."),
        (302, "The address moved: write the new one in channels.ops.url."),
        (400, "The receiver does not take such a message: check kind and url in channels.ops."),
        (503, "It was tried for days: check channels.ops, and that its receiver runs."),
        (None, "It was tried for days: check channels.ops, and that its receiver runs."),
    ],
)
def test_a_message_that_was_given_up_says_what_to_correct_and_that_it_comes_again(
    status: int | None, said: str
) -> None:
    assert mend("ops", "dead", status) == f"{said} What still fires is told again after repeat_interval."


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "It is tried again in the next run; if that does not help, check channels.ops."),
        (429, "The receiver is down or busy. It is tried again in the next run."),
        (401, "Correct url or secret in channels.ops; the message is kept and sent in the next run."),
        (200, "Correct url or secret in channels.ops; the message is kept and sent in the next run."),
    ],
)
def test_a_message_that_waits_says_what_to_do_until_then(status: int | None, said: str) -> None:
    assert mend("ops", "retrying", status) == said
