from __future__ import annotations

import pytest

from gnomon.notify.answers import Class, kept, of_status

CLASSES: dict[Class, list[int]] = {
    "delivered": [200, 201, 202, 204, 299],
    "retry": [408, 425, 429, 500, 502, 503, 504, 599],
    "credential": [401, 403],
    "gone": [410],
    "dead": [300, 301, 302, 304, 307, 308, 400, 404, 405, 409, 413, 422, 451],
}


@pytest.mark.parametrize(("kind", "statuses"), CLASSES.items())
def test_every_status_has_its_class(kind: Class, statuses: list[int]) -> None:
    assert {of_status(status) for status in statuses} == {kind}


def test_what_is_kept_of_an_answer_cannot_break_a_log_line() -> None:
    assert kept("a\r\nb\x1b[31m\u2028c") == "a b [31m c"
