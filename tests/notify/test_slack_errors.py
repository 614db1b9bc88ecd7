from __future__ import annotations

import pytest

from gnomon.notify import slack_errors
from gnomon.notify.answers import Answer


def test_without_an_answer_there_is_nothing_to_read() -> None:
    assert slack_errors.meant(Answer("retry", "no answer in time")).kind == "retry"


@pytest.mark.parametrize("body", ["[1]", "1", "null", "{", ""])
def test_what_is_no_record_is_none(body: str) -> None:
    assert slack_errors.read(Answer("dead", body=body)) == {}
    assert slack_errors.meant(Answer("dead", body=body)).kind == "dead"


def test_a_record_without_an_error_keeps_its_class() -> None:
    assert slack_errors.meant(Answer("delivered", body='{"ok":true}')).kind == "delivered"
    assert slack_errors.meant(Answer("retry", body='{"ok":false,"error":"new"}')).kind == "retry"
