from __future__ import annotations

import pytest
from tests.charts.sides import normal
from tests.notify import facts

from gnomon.notify import group, message, picture
from gnomon.notify.manner import Manner
from gnomon.notify.message import Message
from gnomon.notify.told import Told
from gnomon.profiles.summary import Summary

TOLD = facts.told()
MESSAGE = message.compose(TOLD)


def drawn(told: Told, patience_s: float = 60) -> Message:
    return picture.pictured(told, message.compose(told), "temp", normal(0), normal(1, seed=1), patience_s)


def test_the_picture_is_1000_by_400_and_says_in_words_what_it_shows() -> None:
    made = drawn(TOLD)
    assert made.picture is not None
    assert picture.size(made.picture) == (1000, 400)
    assert len(made.picture) < 140_000
    assert made.alt.startswith("temp: median")


def test_a_row_carries_it_where_somebody_asks_for_it() -> None:
    (flush,) = group.flush([TOLD], "ops", Manner("episode"), {}, now=facts.START, write=drawn)
    assert flush.row is not None
    assert flush.row.payload["alerts"][0]["picture"]["src"].startswith("data:image/png;base64,iVBOR")


@pytest.mark.parametrize("sides", [(None, None)])
def test_without_anything_to_show_there_is_none(sides: tuple[Summary | None, Summary | None]) -> None:
    assert picture.pictured(TOLD, MESSAGE, "temp", *sides) is MESSAGE


def test_what_takes_too_long_is_left_out() -> None:
    assert drawn(TOLD, patience_s=0.001).picture is None
