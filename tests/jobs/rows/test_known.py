"""Which targets are known at a time."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.jobs.worlds import day

from gnomon.errors import DataError
from gnomon.jobs.rows.known import VALUE, Wanted, known_at, said
from gnomon.jobs.rows.source import Part

WANTED = Wanted("id", "label", "known")


def part(folder: Path, name: str, **columns: object) -> Part:
    path = folder / f"{name}.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return Part(path.name, str(path), name)


def test_without_times_all_are_known_from_their_first_sight_the_last_row_counts(tmp_path: Path) -> None:
    one = part(tmp_path, "a", id=["x", "y", "x"], label=[0, 1, 1])
    targets = said([one], Wanted("id", "label", None))
    found = known_at(targets, day(0))
    assert (sorted(found.newest[VALUE].to_list()), found.corrected) == ([1, 1], 1)


def test_types_that_go_together_are_one(tmp_path: Path) -> None:
    parts = [
        part(tmp_path, "a", id=["x"], label=[1], known=[day(0)]),
        part(tmp_path, "b", id=["y"], label=[0.5], known=[day(1)]),
    ]
    targets = said(parts, WANTED)
    assert targets.rows[VALUE].to_list() == [1.0, 0.5]
    assert targets.problems == {}


def test_a_file_that_does_not_fit_is_left_out_and_named(tmp_path: Path) -> None:
    good = part(tmp_path, "a", id=["x"], label=[1], known=[day(0)])
    text = part(tmp_path, "b", id=["y"], label=["late"], known=[day(1)])
    other = part(tmp_path, "c", id=["y"], target=[1], known=[day(1)])
    targets = said([good, text, other], WANTED)
    assert targets.rows.height == 1
    assert targets.problems == {
        "b.parquet": "b.parquet: the target 'label' is String, and Int64 in the files before it. "
        "Write all files with one type.",
        "c.parquet": "c.parquet: the targets have no column 'label'. Their columns are id, target, known.",
    }


def test_not_one_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="have no column 'label'"):
        said([part(tmp_path, "a", id=["x"], known=[day(0)])], WANTED)


def test_files_are_put_in_the_order_of_time(tmp_path: Path) -> None:
    late = part(tmp_path, "a", id=["x"], label=[1], known=[day(5)])
    early = part(tmp_path, "b", id=["x"], label=[0], known=[day(1)])
    targets = said([late, early], WANTED)
    assert [known_at(targets, day(at)).newest[VALUE].to_list() for at in (1, 2, 6)] == [[], [0], [1]]


def test_the_same_value_in_another_type_is_no_correction(tmp_path: Path) -> None:
    parts = [part(tmp_path, name, id=["x"], label=[value], known=[day(0)]) for name, value in (("a", 1), ("b", 1.0))]
    found = known_at(said(parts, WANTED), day(1))
    assert (found.corrected, found.repeated) == (0, 1)
