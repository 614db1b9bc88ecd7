"""Rooms are found by walking."""

from __future__ import annotations

from gnomon.metrics import rooms


def test_every_folder_is_a_room() -> None:
    found = {name.rpartition(".")[2] for name in rooms.folders("gnomon.metrics")}
    assert {"drift", "quality", "performance", "estimation"} <= found


def test_what_a_file_imports_is_not_written_in_it() -> None:
    names = [getattr(thing, "__name__", "") for thing in rooms.written_in("gnomon.metrics.performance")]
    assert "auc" in names
    assert "BinaryOutcome" not in names
