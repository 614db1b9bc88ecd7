"""Each row of a body is taken or refused with its reason."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from tests.jobs.live.senders import NOW, arrow, settings

from gnomon.errors import DataError, UsageError
from gnomon.jobs.live.accept import accept
from gnomon.profiles.records import PLACE
from gnomon.store.inbox import Arrived

ENTITY = settings("log").entities["flights"]
GOOD = {"event_id": "a", "ts": "2013-01-01T00:00:00Z"}


def taken(*rows: dict[str, Any], **given: Any) -> Arrived:
    return accept(ENTITY, "events", "json", json.dumps({"events": rows}).encode(), NOW, **given)


def frame_of(arrived: Arrived) -> pl.DataFrame:
    return pl.read_ipc_stream(io.BytesIO(arrived.body)).drop(PLACE)


def test_rows_are_kept_under_the_entitys_names() -> None:
    (row,) = frame_of(taken({**GOOD, "features": {"temp": 1}, "score": 0.5, "prediction": 1})).to_dicts()
    assert row.keys() == {"id", "ts", "temp", "score", "prediction"}
    assert row["ts"].isoformat() == "2013-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"event_id": ""}, "'id' is missing"),
        ({"event_id": "x" * 513}, "more than 512 bytes"),
        ({"ts": "soon"}, "'ts' is no time"),
        ({"ts": 0}, "'ts' is a number here"),
        ({"ts": True}, "Expected `int | float | str`"),
        ({"ts": "1999-12-31T23:59:59Z"}, "before 2000"),
        ({"ts": (NOW + timedelta(days=1, seconds=1)).isoformat()}, "more than a day ahead"),
        ({"features": {"_day": 1}}, "the log's own"),
    ],
)
def test_a_bad_row_is_refused_and_its_neighbour_goes_in(change: dict[str, Any], why: str) -> None:
    arrived = taken(GOOD, {**GOOD, **change}, {**GOOD, "event_id": 7})
    assert frame_of(arrived)["id"].to_list() == ["a", "7"]
    (refused,) = arrived.refused
    assert refused.place == 1
    assert why in refused.reason
    assert json.loads(refused.row)["ts"] == {**GOOD, **change}["ts"]


def test_kinds_that_are_known_decide_which_row_is_the_bad_one() -> None:
    rows = ({**GOOD, "score": 0.5, "labels": {"x": 1}}, {**GOOD, "score": 0.5, "labels": {"x": "a"}})
    for known, place in (("number", 1), ("category", 0)):
        (refused,) = taken(*rows, known={"x": known, "ts": "time", "score": "number"}).refused
        assert refused.place == place
    (refused,) = taken(GOOD, {**GOOD, "event_id": "b", "score": 0.5}, known={"score": "flag"}).refused
    assert refused.reason == "'score' is a number here; it is kept as a flag."


def test_times_may_be_written_in_several_ways() -> None:
    ways = ("2013-01-01T01:00:00+01:00", "2013-01-01T00:00:00", "2013-01-01 00:00", "2013-01-01")
    found = frame_of(taken(*({**GOOD, "ts": way} for way in ways)))["ts"]
    assert found.unique().dt.to_string("iso:strict").to_list() == ["2013-01-01T00:00:00.000000+00:00"]
    found = frame_of(taken(*({**GOOD, "ts": way} for way in (1356998400, 1356998400.0))))["ts"]
    assert found.dt.timestamp("ms").unique().to_list() == [1356998400000]


def test_the_score_of_each_class_has_a_column() -> None:
    entity = settings("log", score=None, scores={"cat": "p_cat", "dog": "p_dog"}).entities["flights"]
    body = json.dumps({"events": [{**GOOD, "score": {"cat": 0.25, "dog": 0.75}}, GOOD]}).encode()
    found = frame_of(accept(entity, "events", "json", body, NOW))
    assert found.select("p_cat", "p_dog").rows() == [(0.25, 0.75), (None, None)]


def test_lines_and_arrow_are_flat() -> None:
    rows = [{**GOOD, "temp": 1.5, "score": 0.5}, {"event_id": None, "ts": GOOD["ts"], "temp": 2.5, "score": 0.25}]
    lines = "\n".join(json.dumps(row) for row in rows).encode()
    stream = arrow(pl.DataFrame(rows))
    found = [
        accept(ENTITY, "events", "lines", lines, NOW, batch_id="b"),
        accept(ENTITY, "events", "arrow", stream, NOW, batch_id="b"),
    ]
    assert frame_of(found[0]).sort("id").to_dicts() == frame_of(found[1]).sort("id").to_dicts()
    for one in found:
        assert (one.batch_id, one.rows, [each.place for each in one.refused]) == ("b", 1, [1])


def test_a_batch_without_a_name_gets_one_and_a_long_name_is_refused() -> None:
    assert len(taken(GOOD).batch_id) == 32
    assert taken(GOOD, batch_id="b").batch_id == "b"
    with pytest.raises(DataError, match="batch id"):
        taken(GOOD, batch_id="b" * 513)


def test_of_no_row_nothing_is_kept() -> None:
    arrived = taken({**GOOD, "ts": "soon"})
    assert (arrived.rows, arrived.body, len(arrived.refused)) == (0, b"", 1)
    assert taken().rows == 0


def test_a_column_that_is_there_under_two_names_is_refused() -> None:
    with pytest.raises(DataError, match="there twice"):
        taken({**GOOD, "features": {"id": "x"}})


def test_targets_say_an_outcome_and_are_known_from_now_on_without_a_time() -> None:
    sent = [
        {"event_id": "a", "target": 1, "ts": "2013-01-01"},
        {"event_id": "b", "target": 0},
        {"event_id": "c", "target": None, "ts": 1},
    ]
    arrived = accept(ENTITY, "targets", "json", json.dumps({"targets": sent}).encode(), NOW)
    assert [one.place for one in arrived.refused] == [2]
    found = frame_of(arrived)
    assert found.columns == ["id", "label", "known"]
    assert found["known"][1] == NOW
    none = accept(ENTITY, "targets", "lines", b'{"event_id": "a"}', NOW)
    assert "says no outcome" in none.refused[0].reason


def test_who_takes_nothing_says_so() -> None:
    entity = settings("log", targets=None).entities["flights"]
    with pytest.raises(UsageError, match="takes no targets"):
        accept(entity, "targets", "json", b"{}", NOW)
