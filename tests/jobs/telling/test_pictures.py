"""Pictures of messages: really drawn, and left out where that costs too much."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from tests.jobs.running import Wall, filled
from tests.jobs.worlds import World, day, events
from tests.notify.slack_api import TOKEN, SlackApi
from tests.notify.smtp_server import smtp_server

from gnomon.config.channel import Channel
from gnomon.config.egress import Egress
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.telling import deliver, pictures
from gnomon.jobs.telling.pictures import Pictures
from gnomon.notify import picture
from gnomon.store import outbox
from gnomon.store.outbox import OutboxRow

SLOW_S = 60  # of a machine that has much else to do
MAIL: dict[str, Any] = {"kind": "mail", "host": "127.0.0.1", "tls": "off", "from": "a@b.example", "to": ["c@d.example"]}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE_S", SLOW_S)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Charts that are not drawn: their sentences, in the order in which they were asked for."""
    asked: list[str] = []

    def drawn(shown: Any, what: str, since: str, patience_s: float) -> dict[str, str]:
        asked.append(f"{what}, since {since}: {shown.sentence}")
        return {"alt": shown.sentence, "src": "data:image/png;base64,cG5n"}

    monkeypatch.setattr(picture, "drawn", drawn)
    return asked


def _settings(world: World, **channel: Any) -> Settings:
    entity = world.entity.model_copy(update={"notify": ("out",)})
    return Settings(entities={entity.name: entity}, channels={"out": Channel(name="out", **channel)})


def _sent(world: World, settings: Settings, until: float) -> list[tuple[str, dict[str, object]]]:
    """A run with its delivery: the steps that it says, with their facts."""
    told: list[tuple[str, dict[str, object]]] = []
    clock = Wall()
    run.run(settings, world.store, day(until), clock=clock)
    deliver.deliver(settings, world.store, clock=clock, listener=lambda step, of, facts: told.append((step, facts)))
    return told


def _rows(world: World, until: float, **channel: Any) -> tuple[list[OutboxRow], Pictures]:
    """What a run would send, and what draws for it."""
    settings = _settings(world, **(channel or MAIL))
    run.run(settings, world.store, day(until), clock=Wall())
    with world.store.reading() as tx:
        return list(outbox.pending(tx)), Pictures(settings, world.store, Wall())


def _moved(world: World) -> World:
    return filled(world, 16, 15)


def test_a_mail_of_a_run_has_a_picture_inside(world: World) -> None:
    with smtp_server() as inbox:
        told = _sent(world, _settings(_moved(world), **MAIL, port=inbox.port), 16.1)
    ((_, mail),) = inbox.mails
    (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert picture.size(image.get_content()) == (1000, 400)
    assert not any("no_picture" in facts for _, facts in told)


def test_slack_has_the_picture_in_the_thread(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_TOKEN", TOKEN)
    with SlackApi() as api:
        channel = {"kind": "slack_bot", "token": "env:SLACK_TOKEN", "channel": "#ml", "url": api.url("/api")}
        open = Egress.model_validate({"allow": ["127.0.0.1"]})  # Slack says where pictures go
        _sent(world, _settings(_moved(world), **channel).model_copy(update={"egress": open}), 16.1)
        (message,) = api.messages_by_ts.values()
    assert [picture.size(file) for file in message.files] == [(1000, 400)]


def test_a_message_whose_picture_takes_too_long_goes_without_and_the_log_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PATIENCE_S", 0.001)
    with smtp_server() as inbox:
        told = _sent(world, _settings(_moved(world), **MAIL, port=inbox.port), 16.1)
    ((_, mail),) = inbox.mails
    assert [part.get_content_type() for part in mail.walk()][-2:] == ["text/plain", "text/html"]
    (sent,) = [facts for step, facts in told if step == "sent"]
    assert sent["no_picture"] == "a picture could not be drawn in 0.001 s."


def test_channels_without_pictures_draw_none(world: World, quick: list[str]) -> None:
    (row,), drawing = _rows(_moved(world), 16.1, kind="log", path=str(world.folder / "log.jsonl"))
    assert drawing.added(row) is row
    assert drawing.added(replace(row, channel="gone")).payload is row.payload
    assert quick == []


def test_what_was_drawn_once_is_not_drawn_again(world: World, quick: list[str]) -> None:
    (row,), drawing = _rows(_moved(world), 16.1)
    first, again = drawing.added(row), drawing.added(row)
    assert first.payload["alerts"][0]["picture"] == again.payload["alerts"][0]["picture"] is not None
    assert len(quick) == 1
    assert quick[0].startswith("flights: temp, since 16 Jan 2013 00:00 UTC: temp: median 19.9 before, 28")


def test_after_its_time_a_delivery_draws_no_more(world: World, quick: list[str]) -> None:
    (row,), drawing = _rows(_moved(world), 16.1)
    drawing.left = timedelta()
    assert drawing.added(row) is row
    assert drawing.missing == {row.key: pictures.TOO_LONG}


def test_drawing_takes_from_the_time_that_there_is(world: World, quick: list[str]) -> None:
    (row,), drawing = _rows(_moved(world), 16.1)
    drawing.added(row)
    assert drawing.left == pictures.BUDGET - timedelta(milliseconds=1)


def test_whatever_goes_wrong_the_message_stays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(picture, "drawn", broken)
    (row,), drawing = _rows(_moved(world), 16.1)
    assert drawing.added(row) is row
    assert drawing.missing == {row.key: "ZeroDivisionError"}


def test_an_end_has_no_picture(world: World, quick: list[str]) -> None:
    (row,), drawing = _rows(_moved(world), 16.1)
    (alert,) = row.payload["alerts"]
    over = replace(row, payload={**row.payload, "alerts": [{**alert, "state": "resolved"}]})
    assert drawing.added(over) is over
    assert quick == []


def test_gaps_are_drawn_over_time(make: Callable[..., World], quick: list[str]) -> None:
    world = make(targets=None)
    for n in range(9):
        world.rows(f"{n}.parquet", events(n, 1, 200, temp=pl.lit(None, pl.Float64) if n == 8 else pl.col("temp")))
    rows, drawing = _rows(world, 9.1)
    for row in rows:
        drawing.added(row)
    assert "temp is missing in 100 % of rows at most (9 Jan)" in " ".join(quick).replace("\N{NO-BREAK SPACE}", " ")


def test_rows_are_drawn_over_time(make: Callable[..., World], quick: list[str]) -> None:
    world = make(targets=None, lateness="0h")
    for n in range(9):
        world.rows(f"{n}.parquet", events(n, 1, 20 if n == 8 else 200))
    (row,), drawing = _rows(world, 9.1)
    drawing.added(row)
    assert quick == [
        "flights: volume, since 9 Jan 2013 00:00 UTC: Rows: 20 to 200, violation in 1 of 2 windows; newest 20."
    ]


def test_performance_is_drawn_over_time(world: World, quick: list[str]) -> None:
    (row,), drawing = _rows(_moved(world), 16.1)
    alert = {**row.payload["alerts"][0], "monitor": "performance", "series": []}
    drawing.added(replace(row, payload={**row.payload, "alerts": [alert]}))
    assert quick[0].startswith("flights: performance, since 16 Jan 2013 00:00 UTC: AUC: ")


def test_of_an_entity_that_is_gone_and_of_what_has_no_chart_nothing_is_drawn(world: World, quick: list[str]) -> None:
    (row,), drawing = _rows(_moved(world), 16.1)
    (alert,) = row.payload["alerts"]
    for other in ({"entity": "gone"}, {"monitor": "schema"}, {"monitor": "gone"}, {"series": []}):
        changed = {**alert, **other, "event_key": str(other)}
        assert drawing.added(replace(row, payload={**row.payload, "alerts": [changed]})).payload["alerts"] == [changed]
    assert drawing.missing == {}
    assert quick == []


def test_a_run_without_alerts_loads_no_charts() -> None:
    code = "import gnomon.jobs.telling.pictures, gnomon.jobs.run, sys; sys.exit('altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
