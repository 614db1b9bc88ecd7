"""What alerts do to incidents, in event time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.jobs.running import Wall, filled, once, settings, shifted
from tests.jobs.worlds import World, day

from gnomon.alerts.incident import Incident
from gnomon.alerts.policy import Severity
from gnomon.errors import UsageError
from gnomon.jobs import run
from gnomon.jobs.incidents import incidents as jobs
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.jobs.incidents.incident_acts import record as plain
from gnomon.jobs.incidents.track_records import track_records
from gnomon.store import alerts, audit, incidents
from gnomon.store.alerts import EpisodeRow, EpisodeState

HOUR = timedelta(hours=1)


def at(hours: float, minutes: float = 0) -> datetime:
    """A time of the first day."""
    return day(0) + timedelta(hours=hours, minutes=minutes)


class Story:
    """What happens to the alerts of an entity, told with one clock."""

    def __init__(self, world: World) -> None:
        self.world, self.rows = world, dict[tuple[str, int], EpisodeRow]()

    def happens(
        self, kind: str, when: datetime, number: int = 1, monitor: str = "auc", *,
        severity: Severity = "high", state: EpisodeState | None = None, ended: datetime | None = None,
    ) -> None:  # fmt: skip
        known = self.rows.get((monitor, number))
        found: EpisodeState = state or ("firing" if kind in jobs.FIRES else "resolved")
        row = EpisodeRow(
            "flights", monitor, f"id-{monitor}", number, {}, severity, found, when - HOUR,
            known.started_at if known else when, when, ended or (when if found == "resolved" else None),
            [], f"{monitor} is worse.", {}, when,
        )  # fmt: skip
        self.rows[monitor, number] = row
        with self.world.store.transaction() as tx:
            alerts.put(tx, row)
            jobs.happened(tx, self.world.entity, row, kind, when, when)

    def settled(self, when: datetime) -> None:
        with self.world.store.transaction() as tx:
            jobs.settle(tx, "flights", when, when)

    @property
    def all(self) -> list[Incident]:
        with self.world.store.reading() as tx:
            return incidents.all(tx)

    def person(self, when: datetime) -> Incidents:
        return Incidents(settings(self.world), self.world.store, "user:ann", lambda: when)

    def kinds(self, id: int = 1) -> list[str]:
        with self.world.store.reading() as tx:
            return [line.kind for line in incidents.timeline(tx, id)]


@pytest.fixture
def story(world: World) -> Story:
    return Story(world)


def test_the_specifications_example(story: Story) -> None:  # W8
    story.happens("firing", at(10))
    assert [one.status for one in story.all] == ["open"]
    story.person(at(10, 5)).acknowledge(1)
    story.happens("resolved", at(11))
    story.settled(at(11, 59))
    assert story.all[0].status == "acknowledged"
    story.settled(at(12))
    assert (story.all[0].status, story.all[0].assessment, story.all[0].resolved_at) == (
        "resolved",
        "unreviewed",
        at(12),
    )
    story.happens("firing", at(13), 2)
    (one,) = story.all
    assert (one.id, one.status, one.reopened_count, one.previous_assessment) == (1, "reopened", 1, "unreviewed")
    with pytest.raises(UsageError, match=r"incident 1: auc still fires\. Wait until it is over, or add --force"):
        story.person(at(14)).close(1, "false_positive")
    assert story.person(at(14)).close(1, "false_positive", force=True)["assessment"] == "false_positive"
    assert story.kinds() == [
        "opened", "firing", "acknowledged", "resolved", "resolved", "reopened", "firing", "closed",
    ]  # fmt: skip


def test_what_fires_together_is_one_incident_and_the_worst_names_it(story: Story) -> None:
    story.happens("firing", at(8), monitor="inputs", severity="info")
    assert story.all == []
    story.happens("firing", at(10))
    story.happens("firing", at(11), monitor="score", severity="critical")
    (one,) = story.all
    assert (one.severity, one.title, one.started_at) == ("critical", "score is worse.", at(10))
    assert [alert["monitor"] for alert in story.person(at(12)).show(1)["alerts"]] == ["inputs", "auc", "score"]
    story.happens("resolved", at(12))
    story.happens("resolved", at(12), monitor="score", severity="critical")
    story.settled(at(20))
    assert story.all[0].is_open  # inputs still fires
    story.happens("resolved", at(20), monitor="inputs", severity="info")
    story.settled(at(21))
    assert not story.all[0].is_open


def test_a_day_later_it_is_another_incident(story: Story) -> None:
    story.happens("firing", at(10))
    story.happens("resolved", at(11))
    story.happens("firing", at(36), 2)  # the first one was over at 12
    assert [(one.id, one.status, one.assessment) for one in story.all] == [
        (2, "open", ""),
        (1, "resolved", "unreviewed"),
    ]


def test_what_is_not_severe_enough_opens_none_and_brings_none_back(story: Story) -> None:
    story.happens("firing", at(10))
    story.happens("resolved", at(11))
    story.happens("firing", at(13), monitor="inputs", severity="info")
    assert [one.status for one in story.all] == ["resolved"]
    story.happens("severity_raised", at(14), monitor="inputs", severity="high")
    assert [one.status for one in story.all] == ["reopened"]


def test_late_data_that_take_everything_back_leave_it_retracted(story: Story) -> None:
    story.happens("firing", at(10))
    story.happens("retracted", at(10), state="retracted")
    story.settled(at(12))
    assert story.all[0].assessment == "retracted"
    assert story.kinds() == ["opened", "firing", "retracted", "resolved"]


def test_a_matched_episode_keeps_its_incident_however_late_it_fires_again(story: Story) -> None:
    story.happens("firing", at(10))
    story.happens("resolved", at(11))
    story.settled(at(12))
    story.happens("refired", at(100), state="firing")
    assert [(one.id, one.status) for one in story.all] == [(1, "reopened")]


def test_late_data_of_long_before_open_another_incident(story: Story) -> None:
    story.happens("firing", at(100))
    story.happens("resolved", at(101))
    story.settled(at(102))
    story.happens("firing", at(10), monitor="score")
    assert [one.started_at for one in story.all] == [at(10), at(100)]


def test_what_fires_again_after_a_mitigation_is_regressed(story: Story) -> None:
    story.happens("firing", at(10))
    story.person(at(11)).mitigate(1, "rolled back")
    story.happens("firing", at(12), monitor="score")
    assert (story.all[0].status, story.kinds()[-1]) == ("open", "regressed")


def test_people_write_assign_and_are_in_the_audit(story: Story) -> None:
    story.happens("firing", at(10))
    ann = story.person(at(11))
    assert ann.assign(1, "bob")["assignee"] == "bob"
    assert ann.assign(1, "")["assignee"] == ""
    ann.comment(1, " the feed stopped ")
    shown = ann.show(1)
    assert [(line["actor"], line["text"]) for line in shown["timeline"]][-3:] == [
        ("user:ann", "bob"),
        ("user:ann", "nobody"),
        ("user:ann", "the feed stopped"),
    ]
    assert ann.list("flights", only_open=True) == [plain(story.all[0])]
    with story.world.store.reading() as tx:
        assert [(row.actor, row.action) for row in audit.all(tx, "flights")] == [
            ("user:ann", "incident.assigned"),
            ("user:ann", "incident.assigned"),
            ("user:ann", "incident.comment"),
        ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"assessment": "duplicate", "duplicate_of": 9}, "there is no incident 9"),
        ({"assessment": "false_positive", "promote_since": day(1)}, "only an expected change"),
        ({"assessment": "false_positive", "promote_until": day(1)}, "from a time on"),
    ],
)
def test_a_closing_that_cannot_be_changes_nothing(story: Story, given: dict[str, Any], told: str) -> None:
    story.happens("firing", at(10))
    with pytest.raises(UsageError, match=told):
        story.person(at(11)).close(1, **given, force=True)
    with pytest.raises(UsageError, match="a comment has words"):
        story.person(at(11)).comment(1, " ")
    assert (story.all[0].status, story.kinds()) == ("open", ["opened", "firing"])


def _incidents(world: World) -> list[Incident]:
    with world.store.reading() as tx:
        return incidents.all(tx)


def test_a_run_opens_one_in_the_transaction_of_the_alert_and_a_second_run_changes_nothing(
    make: Callable[..., World],
) -> None:
    monitors = {"inputs": {"name": "inputs", "severity": "high"}}
    world = filled(make(monitors=monitors), 17, 15)
    once(world, 16.1)
    (one,) = _incidents(world)
    assert (one.status, one.severity, one.started_at) == ("open", "high", day(16))
    once(world, 16.1, clock=Wall())
    assert _incidents(world) == [one]


def test_late_rows_that_take_an_alert_back_keep_its_incident(make: Callable[..., World]) -> None:
    world = filled(make(monitors={"inputs": {"name": "inputs", "severity": "high"}}), 16, 15)
    once(world, 16.1)
    calm = list(shifted(16, 99))[-1]
    world.rows("015.parquet", calm)
    once(world, 16.2)
    (one,) = _incidents(world)
    assert (one.id, one.assessment, one.status) == (1, "retracted", "resolved")


def test_an_entity_that_is_gone_leaves_no_open_incident(make: Callable[..., World]) -> None:
    world = filled(make(monitors={"inputs": {"name": "inputs", "severity": "high"}}), 16, 15)
    once(world, 16.1)
    gone = settings(world).model_copy(update={"entities": {}})
    run.run(gone, world.store, day(17), clock=Wall())
    assert [one.status for one in _incidents(world)] == ["resolved"]


def test_after_a_backfill_the_end_is_of_the_same_clock_as_the_detection(make: Callable[..., World]) -> None:
    world = filled(make(monitors={"inputs": {"name": "inputs", "severity": "high"}}), 26, 15, back=17)
    clock = Wall(day(400))
    once(world, 26, clock=clock)
    (one,) = _incidents(world)
    assert one.resolved_at is not None
    assert day(400) < one.detected_at < one.resolved_at <= clock.at
    (found,) = (each for each in track_records(world.store, [world.entity]) if each["monitor"] == "inputs")
    assert 0 < found["to_resolve"]["median"] < 60


def test_an_end_that_is_seen_late_is_of_when_it_was_seen(story: Story) -> None:
    story.happens("firing", at(10))
    story.happens("resolved", at(11))
    with story.world.store.transaction() as tx:
        jobs.settle(tx, "flights", at(30), at(31))
    assert story.all[0].resolved_at == at(31)


def test_people_write_down_what_no_alert_told_and_alerts_join_it(story: Story) -> None:
    opened = story.person(at(9)).open("flights", " no rows from JFK ", since=at(6), severity="critical")
    assert (opened["id"], opened["title"], opened["severity"], opened["status"]) == (
        1,
        "no rows from JFK",
        "critical",
        "open",
    )
    assert (story.all[0].started_at, story.all[0].detected_at) == (at(6), at(9))
    story.settled(at(20))
    assert story.all[0].status == "open"  # no alert of it is over
    story.happens("firing", at(21))
    assert [alert["monitor"] for alert in story.person(at(22)).show(1)["alerts"]] == ["auc"]
    with pytest.raises(UsageError, match="incident 1 of flights is open already"):
        story.person(at(23)).open("flights", "again")
    with story.world.store.reading() as tx:
        assert [row.action for row in audit.all(tx)] == ["incident.opened"]


def test_what_people_opened_and_closed_does_not_come_back_with_an_alert(story: Story) -> None:
    ann = story.person(at(9))
    ann.open("flights", "no rows from JFK")
    ann.close(1, "false_positive")
    story.happens("firing", at(10))
    assert [(one.id, one.status) for one in story.all] == [(2, "open"), (1, "resolved")]


def test_an_incident_that_is_opened_has_words_and_an_entity(story: Story) -> None:
    with pytest.raises(UsageError, match="Say what is wrong"):
        story.person(at(9)).open("flights", " ")
    with pytest.raises(UsageError, match="no entity"):
        story.person(at(9)).open("fligths", "gone")
