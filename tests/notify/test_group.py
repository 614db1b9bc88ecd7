from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from tests.notify import facts
from tests.notify.facts import DAY

from gnomon.notify import group
from gnomon.notify.decide import Entry, died
from gnomon.notify.group import Row
from gnomon.notify.manner import NEWS, Manner
from gnomon.notify.told import Told

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EACH, TOGETHER, SLACK = Manner("episode"), Manner("entity"), Manner("entity", NEWS)


@dataclass
class Channel:
    """A channel's log and queue as the store keeps them: the newest entry of a group holds, rows by key."""

    manner: Manner
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.log: dict[str, dict[str, Any]] = {}
        self.rows: dict[str, Row] = {}
        self.untried: dict[str, Row] = {}

    def flush(self, *told: Told, tries: bool = True, after: timedelta = timedelta(0)) -> list[Row]:
        """A run's end; rows are then tried, or the process is killed first."""
        self.now += after
        known = {name: Entry.from_record(json.loads(json.dumps(kept))) for name, kept in self.log.items()}
        untried = {key: row.payload for key, row in self.untried.items()}
        made = group.flush(told, "ml", self.manner, known, untried=untried, now=self.now)
        for each in made:
            if each.superseded:
                del self.untried[each.superseded]
            if each.entry:
                self.log[each.group_key] = each.entry.to_record()
            if each.row:
                assert each.row.key not in self.rows  # the outbox holds each key once
                self.rows[each.row.key] = self.untried[each.row.key] = each.row
        if tries:
            self.untried.clear()
        return [each.row for each in made if each.row]

    def dies(self, row: Row) -> None:
        left = died(Entry.from_record(self.log[row.group_key]), row.key, self.now)
        assert left is not None
        self.log[row.group_key] = left.to_record()


def titles(row: Row) -> list[str]:
    return [alert["title"].partition(" flights-delay: ")[2].partition(" drifted")[0] for alert in row.payload["alerts"]]


def alert(monitor: str, number: int = 1, **more: object) -> Told:
    return facts.told("firing", facts.firing("temp", number=number), monitor, **more)


def end(told: Told) -> Told:
    return replace(told, kind="resolved", episode=facts.over(told.episode))


A, B, C = alert("a"), alert("b"), alert("c")


def test_a_whole_year_in_one_run_tells_only_what_still_fires_at_its_end() -> None:
    for manner in (EACH, TOGETHER):
        rows = Channel(manner).flush(end(A), end(B), C, alert("c", 2))
        assert [title for row in rows for title in titles(row)] == ["c", "c"]


def test_an_alert_is_told_once_and_then_its_end_once() -> None:
    for manner in (EACH, TOGETHER, SLACK):
        channel = Channel(manner)
        assert [row.kind for row in channel.flush(A)] == ["first"]
        assert channel.flush(A, after=timedelta(hours=1)) == []
        assert [row.kind for row in channel.flush(end(A))] == ["all_resolved"]
        assert channel.flush(end(A)) == channel.flush() == []


def test_w4_on_a_channel_that_groups() -> None:
    channel = Channel(TOGETHER)
    seconds = timedelta(seconds=1)
    kinds = [(row.kind, titles(row)) for row in channel.flush(A)]
    kinds += [(row.kind, titles(row)) for row in channel.flush(A, after=DAY + seconds)]
    kinds += [(row.kind, titles(row)) for row in channel.flush(A, B, after=5 * seconds)]
    kinds += [(row.kind, titles(row)) for row in channel.flush(A, end(B), after=5 * seconds)]
    kinds += [(row.kind, titles(row)) for row in channel.flush(end(A), after=5 * seconds)]
    assert kinds == [
        ("first", ["a"]),
        ("repeat", ["a"]),
        ("new_alerts", ["b"]),
        ("some_resolved", ["b"]),
        ("all_resolved", ["a"]),
    ]


def test_what_else_fires_is_named_in_a_line() -> None:
    channel = Channel(TOGETHER)
    channel.flush(A)
    (row,) = channel.flush(A, B)
    assert [title.partition(" drifted")[0] for title in row.payload["open"]] == ["[FIRING high] flights-delay: a"]


def test_a_channel_that_cannot_edit_hears_of_ends_when_all_is_over() -> None:
    channel = Channel(SLACK)
    channel.flush(A, B)
    assert channel.flush(A, end(B)) == []
    (row,) = channel.flush(end(A), end(B))
    assert (row.kind, sorted(titles(row))) == ("all_resolved", ["a", "b"])


def test_without_ends_the_log_is_written_all_the_same() -> None:
    channel = Channel(Manner("entity", send_resolved=False))
    channel.flush(A)
    assert channel.flush(end(A)) == []
    assert [row.kind for row in channel.flush(alert("a", 2))] == ["first"]


def test_a_row_that_was_never_tried_stays_while_it_says_what_is_true() -> None:
    channel = Channel(TOGETHER)
    (row,) = channel.flush(A, tries=False)
    assert channel.flush(A, tries=False) == []
    assert list(channel.untried.values()) == [row]
    assert channel.log[row.group_key]["row"] == row.key


def test_a_row_that_was_never_tried_is_made_anew() -> None:
    channel = Channel(TOGETHER)
    (old,) = channel.flush(A, tries=False)
    (new,) = channel.flush(A, B, tries=False)
    assert (new.kind, sorted(titles(new))) == ("first", ["a", "b"])
    (again,) = channel.flush(A, tries=False)  # b came and went: told to nobody
    assert titles(again) == ["a"]
    assert len({old.key, new.key, again.key}) == 3
    assert list(channel.untried.values()) == [again]


def test_what_was_never_told_as_firing_is_not_told_as_over() -> None:
    for manner in (EACH, TOGETHER):
        channel = Channel(manner)
        channel.flush(A, tries=False)
        assert channel.flush(end(A)) == []
        assert channel.untried == {}
        assert [row.kind for row in channel.flush(alert("a", 2))] == ["first"]


def test_a_dead_row_is_made_anew_once_a_day_under_another_key() -> None:
    channel = Channel(EACH)
    (row,) = channel.flush(A)
    channel.dies(row)
    assert channel.flush(A, after=DAY) == []
    (again,) = channel.flush(A, after=timedelta(seconds=1))
    assert (again.kind, again.key != row.key) == ("first", True)


def test_an_end_that_died_is_told_again() -> None:
    channel = Channel(EACH)
    channel.flush(A)
    (row,) = channel.flush(end(A))
    channel.dies(row)
    assert channel.flush(end(A)) == []
    assert [again.kind for again in channel.flush(end(A), after=DAY + timedelta(seconds=1))] == ["all_resolved"]


def test_what_is_new_goes_out_beside_what_was_refused_and_names_it_as_open() -> None:
    channel = Channel(TOGETHER)
    (refused,) = channel.flush(A)
    channel.dies(refused)
    (row,) = channel.flush(A, B)
    assert (row.kind, titles(row), len(row.payload["open"])) == ("first", ["b"], 1)
    assert channel.flush(A, B) == []
    (row,) = channel.flush(end(B), A)
    assert (row.kind, titles(row)) == ("all_resolved", ["b"])
    (again,) = channel.flush(A, after=DAY + timedelta(seconds=1))
    assert (again.kind, titles(again), again.key != refused.key) == ("first", ["a"], True)


def test_what_was_told_ends_though_what_came_after_was_refused() -> None:
    channel = Channel(TOGETHER)
    channel.flush(A)
    (refused,) = channel.flush(A, B)
    channel.dies(refused)
    (row,) = channel.flush(end(A), B)
    assert (row.kind, titles(row)) == ("all_resolved", ["a"])
    assert channel.flush(B) == []
    assert [titles(row) for row in channel.flush(B, after=DAY + timedelta(seconds=1))] == [["b"]]


def test_an_end_that_was_refused_is_made_anew_though_something_else_began() -> None:
    channel = Channel(TOGETHER)
    channel.flush(A, C)
    (refused,) = channel.flush(end(A), C)
    channel.dies(refused)
    (row,) = channel.flush(end(A), B, C)
    assert (row.kind, titles(row)) == ("new_alerts", ["b"])
    (again,) = channel.flush(end(A), B, C, after=DAY + timedelta(seconds=1))
    assert (again.kind, titles(again)) == ("some_resolved", ["a"])


def test_a_revision_that_was_refused_is_not_made_anew_by_each_run() -> None:
    channel = Channel(TOGETHER)
    channel.flush(A)
    late = replace(A, kind="revised", before=A.episode)
    (refused,) = channel.flush(late)
    channel.dies(refused)
    assert channel.flush(late) == []
    assert [row.kind for row in channel.flush(end(A))] == ["all_resolved"]


def test_of_two_rows_that_died_both_are_made_anew_at_once() -> None:
    channel = Channel(TOGETHER)
    channel.dies(channel.flush(A)[0])
    channel.dies(channel.flush(A, B, after=DAY / 2)[0])
    assert channel.flush(A, B, after=DAY / 2) == []
    (row,) = channel.flush(A, B, after=timedelta(seconds=1))
    assert (row.kind, titles(row)) == ("first", ["b", "a"])


def test_an_end_that_was_never_tried_is_not_lost_when_something_else_fires() -> None:
    channel = Channel(TOGETHER)
    channel.flush(A)
    (queued,) = channel.flush(end(A), tries=False)
    assert channel.flush(tries=False) == []
    (row,) = channel.flush(B)
    assert (row.kind, titles(row), queued.key in channel.untried) == ("new_alerts", ["b", "a"], False)
    assert Entry.from_record(channel.log[row.group_key]).firing == {B.episode_id}


def test_a_dead_row_after_which_more_was_told_changes_nothing() -> None:
    channel = Channel(TOGETHER)
    (row,) = channel.flush(A)
    channel.flush(A, B)
    assert died(Entry.from_record(channel.log[row.group_key]), row.key, NOW) is None


def test_late_rows_are_told_as_a_revision_and_a_raised_severity_pings() -> None:
    revised = replace(A, kind="revised", before=A.episode, late_rows=12400)
    raised = replace(revised, before=replace(A.episode, severity="warning"), seq=2)
    each, slack = Channel(EACH), Channel(SLACK)
    for channel in (each, slack):
        channel.flush(A)
    (row,) = each.flush(revised)
    assert (row.kind, row.payload["alerts"][0]["event"]) == ("revised", "revised")
    assert slack.flush(revised) == []
    assert [row.kind for row in slack.flush(raised)] == ["severity_raised"]


def test_what_was_never_told_is_told_as_firing_and_not_as_revised() -> None:
    revised = replace(A, kind="revised", before=A.episode, late_rows=12400)
    (row,) = Channel(EACH).flush(revised)
    assert (row.kind, row.payload["alerts"][0]["event"]) == ("first", "firing")


def test_what_late_rows_took_back_is_told_where_it_was_told() -> None:
    channel = Channel(EACH)
    channel.flush(A)
    (row,) = channel.flush(replace(A, kind="retracted"))
    assert (row.kind, row.payload["alerts"][0]["event"]) == ("all_resolved", "retracted")


def test_the_most_severe_comes_first() -> None:
    episode = facts.firing("temp", severity="critical")
    (row,) = Channel(TOGETHER).flush(A, facts.told("firing", episode, "z"))
    assert titles(row) == ["z", "a"]


def test_the_key_of_one_event_is_that_of_the_specification() -> None:
    (row,) = Channel(TOGETHER).flush(A)
    assert row.alert_key == A.event_key
    assert row.key == sha256(f'{A.event_key}|{{entity="flights-delay"}}|ml'.encode()).hexdigest()
