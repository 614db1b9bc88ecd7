"""The log says what changes, once."""

from __future__ import annotations

import logging

import pytest

from gnomon.client.news import News


def test_the_same_is_said_once_a_minute_and_other_things_beside_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "gnomon.client")
    now = [0.0]
    news = News(lambda: now[0])
    for at in (0, 1, 59, 60, 61):
        now[0] = at
        news.warn("server", f"away at {at}")
        news.warn(f"disk {at}", "full")
    news.mended("server", "back")
    news.mended("server", "back")
    news.warn("server", "away again")
    said = [record.getMessage() for record in caplog.records]
    assert [each for each in said if each != "full"] == ["away at 0", "away at 60", "back", "away again"]
    assert said.count("full") == 5
