from __future__ import annotations

import pytest
from tests.notify.facts import START

from gnomon.notify.impact import Impact, sentence


@pytest.mark.parametrize(
    ("impact", "said"),
    [
        (Impact("AUC", now=0.71), "estimated AUC 0.710"),
        (Impact("AUC", realised=0.78), "realised AUC: 0.780"),
        (Impact("AUC", realised=0.78, known_until=START), "realised AUC known up to 31 Dec: 0.780"),
        (Impact("MAE"), "impact on MAE not known: no targets yet"),
    ],
)
def test_what_is_not_known_is_left_out(impact: Impact, said: str) -> None:
    assert sentence(impact) == said


def test_days_are_those_of_the_reader() -> None:
    assert sentence(Impact(targets_until=START), "America/New_York").endswith("30 Dec")
