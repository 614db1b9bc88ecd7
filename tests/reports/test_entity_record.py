"""The report of an entity as plain values."""

from __future__ import annotations

import json

from tests.reports.states import bare, full

from gnomon.reports import entity_record


def test_it_is_json_of_all_that_the_page_shows() -> None:
    made = json.loads(json.dumps(entity_record.record(full()), allow_nan=False))
    assert (made["entity"], made["status"], made["start"]) == ("flights", "violation", "2013-01-01T00:00:00Z")
    assert [one["id"] for one in made["open"] + made["ended"]] == ["aa-1", "bb-1"]
    assert made["open"][0]["picture"]["shares"]["value"] == ["a", "b", "c"]
    assert made["open"][0]["picture"]["segment"] == "o = a"
    assert made["monitors"][0]["counts"] == {"ok": 3, "violation": 2}
    assert made["monitors"][1]["reason"] is None
    assert made["performance"]["windows"]["realised"] == [0.9, 0.88, 0.86, None, None]
    assert made["columns"][0]["violations"] == 2
    assert len(made["columns"][0]["missing"]["missing"]) == 5
    assert made["columns"][1]["picture"] is None


def test_what_is_not_known_is_null() -> None:
    made = entity_record.record(bare())
    assert [made[name] for name in ("reference", "performance", "volume")] == [None, None, None]
    assert [made[name] for name in ("open", "ended", "monitors", "columns")] == [[], [], [], []]
