"""Pictures of messages, really drawn."""

from __future__ import annotations

import base64

import pytest
from tests.charts.sides import normal

from gnomon.charts.now_over_reference import NowOverReference, now_over_reference
from gnomon.errors import GnomonError
from gnomon.notify import picture

SLOW_S = 60  # of a machine that has much else to do


def shown() -> NowOverReference:
    made = now_over_reference("temp", normal(0), normal(1, seed=1))
    assert made is not None
    return made


def test_a_picture_is_1000_by_400_and_says_in_words_what_it_shows() -> None:
    made = picture.drawn(shown(), "flights: temp", "8 Mar 00:00 UTC", SLOW_S)
    head, _, data = made["src"].partition(",")
    assert head == "data:image/png;base64"
    assert picture.size(base64.b64decode(data)) == (1000, 400)
    assert made["alt"].startswith("temp: median")


def test_what_takes_too_long_is_no_picture() -> None:
    with pytest.raises(GnomonError, match=r"could not be drawn in 0\.001 s"):
        picture.drawn(shown(), "flights: temp", "8 Mar", 0.001)


def test_what_is_too_large_for_a_message_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "LARGEST", 1000)
    with pytest.raises(GnomonError, match=r"a picture of \d+ bytes is larger than a message bears"):
        picture.drawn(shown(), "flights: temp", "8 Mar", SLOW_S)


def test_a_picture_of_another_size_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "size", lambda png: (999, 400))
    with pytest.raises(GnomonError, match="999"):
        picture.drawn(shown(), "flights: temp", "8 Mar", SLOW_S)
