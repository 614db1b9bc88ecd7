"""How an entity's rows are cut."""

from __future__ import annotations

from pathlib import Path

from tests.jobs.worlds import settings

from gnomon.jobs.rows.cut import cut_of
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.rows.segments import SegmentSet


def test_time_id_output_and_segments_have_their_roles(tmp_path: Path) -> None:
    cut = cut_of(settings(tmp_path, segments={"origin": "output", "carrier": "all"}), SegmentSet({"origin": ("JFK",)}))
    roles = {"ts": "timestamp", "id": "id", "score": "score", "prediction": "prediction"}
    assert cut.schema.roles == {**roles, "origin": "segment", "carrier": "segment"}
    assert (cut.every, cut.zone, cut.widened) == ("1d", "UTC", frozenset({"carrier"}))


def test_segments_hold_the_output_unless_they_are_widened(tmp_path: Path) -> None:
    cut = cut_of(settings(tmp_path, segments={"origin": "output", "carrier": "all"}), SegmentSet())
    names = ["ts", "temp", "score", TIME]
    assert cut.columns("origin", names) == ["score"]
    assert cut.columns("carrier", names) == ["ts", "temp", "score"]


def test_segments_do_not_hold_feedback(tmp_path: Path) -> None:
    cut = cut_of(settings(tmp_path, segments={"carrier": "all"}, roles={"thumb": "feedback"}), SegmentSet())
    assert cut.columns("carrier", ["temp", "thumb"]) == ["temp"]
