"""Tests of the names of series that a test feeds."""

from __future__ import annotations

import pytest

from gnomon.config.fed_series import FedSeries, fed_series
from gnomon.errors import UsageError


def test_a_series_is_read_as_it_is_written() -> None:
    one = FedSeries("churn", "inputs", "age of user", "effect")
    assert str(one) == 'effect{entity="churn",monitor="inputs",column="age of user"}'
    assert fed_series(str(one)) == one
    assert fed_series(one) is one
    assert fed_series(' p { monitor = "inputs" , entity = "churn", } ') == FedSeries("churn", "inputs", "", "p")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (3, "3 is no series"),
        ("effect", "'effect' is no series"),
        ('efect{entity="a",monitor="b"}', "Did you mean 'effect'"),
        ('effect{entity="a"}', "not of which monitor"),
        ('effect{entity="",monitor="b"}', "not of which entity"),
        ('effect{entity="a",monitr="b"}', "Did you mean 'monitor'"),
        ('effect{entity="a",entity="b"}', "entity is written twice"),
        ("effect{entity=a}", "'entity=a' is no label"),
    ],
)
def test_what_is_no_series_is_mended_in_words(text: object, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        fed_series(text)
