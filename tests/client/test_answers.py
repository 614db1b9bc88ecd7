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


@pytest.mark.parametrize("status", [301, 401, 403, 404, 405, 408, 429, 500, 502, 503])
def test_a_busy_server_and_what_somebody_may_mend_are_tried_again(status: int) -> None:
    assert answers.read(status, b"").means == "later"


@pytest.mark.parametrize(
    ("body", "refused", "said"),
    [
        (b'{"refused": []}', 0, ""),
        (b'{"refused": [{"row": 2, "reason": "no id"}], "refused_rows": 1}', 1, "row 2: no id"),
        (b'{"refused": [{"row": 0, "reason": "no id"}], "refused_rows": 300}', 300, "row 0: no id"),
        (b'{"refused": [{"row": 2, "reason": "no id"}, {"row": 4, "reason": "x"}]}', 2, "row 2: no id; row 4: x"),
        (b'{"refused": [{"event_id": "e"}]}', 0, ""),
        (b'{"refused": 3}', 0, ""),
        (b"[]", 0, ""),
        (b"no json", 0, ""),
        (b"", 0, ""),
    ],
)
def test_refused_rows_are_counted_and_said(body: bytes, refused: int, said: str) -> None:
    answer = answers.read(202, body)
    assert (answer.refused, answer.said) == (refused, said)


def test_a_batch_of_which_every_row_was_refused_says_why() -> None:
    answer = answers.read(422, b'{"refused": [{"row": 0, "reason": "no id"}], "refused_rows": 1}')
    assert (answer.means, answer.said) == ("refused", "422 row 0: no id")


def test_a_long_answer_is_cut_to_a_line() -> None:
    said = answers.read(500, b"a\n" * 1000).said
    assert len(said) == answers.ALL_REASONS
    assert "\n" not in said
