from __future__ import annotations

from dataclasses import replace

from tests.notify import facts


def test_an_event_has_the_same_name_whenever_it_is_made_again() -> None:
    told = facts.told()
    assert told.event_key == f"{told.alert_id}:1:firing:1" == facts.told(observed_at=facts.START).event_key
    assert told.episode_id == f"{told.alert_id}-1"


def test_names_come_worst_first_and_once() -> None:
    assert facts.told().names == ("dewp", "temp", "wind")
    assert facts.told(series=("rows",)).names == ("rows",)


def test_only_what_is_over_has_an_end_and_a_reason() -> None:
    told = facts.told()
    assert (told.ended_at, told.reason, told.is_over) == (None, None, False)
    episode = facts.over(told.episode, 2)
    ended = replace(told, kind="resolved", episode=episode)
    assert (ended.ended_at, ended.reason, ended.is_over) == (episode.ended_at, "recovered", True)


def test_of_what_was_taken_back_the_last_window_is_the_end() -> None:
    told = facts.told("retracted")
    assert (told.ended_at, told.reason) == (told.episode.stepped_at, "retracted")


def test_a_severity_is_raised_only_against_what_was_told() -> None:
    before = facts.firing("temp", severity="warning")
    assert facts.told("revised", before=before).is_raised
    assert not facts.told("revised", before=facts.firing("temp")).is_raised
    assert not facts.told().is_raised
