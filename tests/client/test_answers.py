"""What an answer means."""

from __future__ import annotations

import pytest

from gnomon.client import answers


@pytest.mark.parametrize("status", [200, 202, 204])
def test_success_takes_the_rows(status: int) -> None:
    assert answers.read(status, b"").means == "taken"


@pytest.mark.parametrize("status", [400, 413, 415, 422])
def test_a_wrong_batch_is_refused_for_ever(status: int) -> None:
    assert answers.read(status, b"no").means == "refused"


@pytest.mark.parametrize("status", [301, 401, 403, 404, 408, 429, 500, 502, 503])
def test_what_somebody_may_mend_is_tried_again(status: int) -> None:
    assert answers.read(status, b"").means == "later"


@pytest.mark.parametrize(
    ("body", "refused", "said"),
    [
        (b'{"refused": []}', 0, ""),
        (b'{"refused": [{"index": 2, "reason": "no id"}, "odd"]}', 2, "index 2: no id; odd"),
        (b'{"refused": [{"event_id": "e"}]}', 1, "event_id e: no reason was given"),
        (b'{"refused": 3}', 0, ""),
        (b"[]", 0, ""),
        (b"no json", 0, ""),
    ],
)
def test_refused_rows_are_counted_whatever_names_their_place(body: bytes, refused: int, said: str) -> None:
    answer = answers.read(202, body)
    assert (answer.refused, answer.said) == (refused, said)


def test_a_long_answer_is_cut_to_a_line() -> None:
    said = answers.read(500, b"a\n" * 1000).said
    assert len(said) == answers.ALL_REASONS
    assert "\n" not in said
