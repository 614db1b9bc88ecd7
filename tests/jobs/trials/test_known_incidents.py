"""Incidents of a file, and those that the store has."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.jobs.worlds import day

from gnomon.errors import UsageError
from gnomon.jobs.trials.known_incidents import of_file


def test_a_file_of_incidents_is_read_oldest_first_and_times_without_a_zone_are_utc(tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text(
        "- {start: 2013-01-05, end: 2013-01-06 12:00, what: feed}\n- {start: 2013-01-02T01:00+01:00, end: 2013-01-03}",
        "utf-8",
    )
    first, second = of_file(path)
    assert (first.start, first.end, first.what) == (day(1), day(2), "2013-01-02T01:00+01:00 to 2013-01-03")
    assert (second.start, second.end, second.what) == (day(4), day(5.5), "feed")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1", "is no list of incidents. Write a list of"),
        ("- {start: 2013-01-05}", "line 1: has no start and end"),
        ("\n- 3", "line 2: has no start and end"),
        ("- {start: soon, end: 2013-01-06}", "start 'soon' is no time"),
        ("- {start: 2013-01-07, end: 2013-01-06}", "ends before it begins"),
        ("- {start: [", "line 1"),
    ],
)
def test_what_is_no_incident_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "known.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as error:
        of_file(path)
    assert said in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Name a file of incidents, or write recorded"):
        of_file(tmp_path / "none.yaml")
