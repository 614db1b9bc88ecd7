"""Tests of rehearsals: what is fed goes the way of a run."""

from __future__ import annotations

from datetime import timedelta

from tests.jobs.rehearsing import INPUTS, LABELS, SLOW, fed, settings

from gnomon.config.monitor_tests import MonitorTest
from gnomon.config.settings import Settings
from gnomon.jobs.rehearsal.rehearse import rehearse

DAY = timedelta(days=1)
SHORT = {"none": "n", "pending": "p", "firing": "F", "inactive": "i"}


def states(of: Settings, test: MonitorTest, monitor: str = "slow") -> str:
    return "".join(SHORT[one.states["churn", monitor]] for one in rehearse(of, test))


def sent(of: Settings, test: MonitorTest, step: timedelta | None = None) -> list[tuple[float, str, str]]:
    return [(one.at / DAY, *each) for one in rehearse(of, test, step) for each in one.sent]


def test_the_worked_example_of_the_state_machine() -> None:
    slow = {"expect": "p95(x) < 5", "for": "2d", "keep_firing_for": "3d", "on_no_data": "ok"}
    assert states(settings(slow=slow), fed((SLOW, "9 9 9 1 9 1 1 1 1 9 _ 9 9 9"))) == "ppFFFFFFipnppF"


def test_what_nothing_is_known_of_takes_no_step_by_default() -> None:
    assert states(settings(slow={"expect": "p95(x) < 3", "for": "2d"}), fed((SLOW, "9 _x2 9"))) == "pppF"
    assert states(settings(), fed((SLOW, "9 stale"), exp_state=[state("3d")])) == "FFFF"


def test_columns_are_parts_of_one_alert_and_two_calm_windows_clear_them() -> None:
    test = fed((INPUTS % "a", "0.3 0.02x2"), (INPUTS % "b", "0.02 0.3 0.02x1"))
    assert states(settings(), test, "inputs") == "FFFi"
    assert states(settings(), fed((INPUTS % "a", "0.3 _ 0.07x1 0.02x1")), "inputs") == "FFFFFi"
    assert (
        states(settings(inputs={"condition": "effect > 0.01"}), fed((INPUTS % "a", "0.005 0.02 _")), "inputs") == "nFF"
    )


def test_messages_are_those_of_a_run_for_each_evaluation() -> None:
    assert sent(settings(), fed((SLOW, "1 9x2 1"))) == [
        (1, "ml", "first"),
        (2, "ml", "repeat"),
        (3, "ml", "repeat"),
        (4, "ml", "all_resolved"),
    ]
    spared = fed((SLOW, "1 9x2 1"))
    assert sent(settings(), spared, 2 * DAY) == [(2, "ml", "first"), (4, "ml", "all_resolved")]
    assert [at for at, _, _ in sent(settings(), spared, DAY / 2)] == [1, 2, 3, 4]


def test_late_samples_are_judged_again() -> None:
    late = {"at": "2d12h", "series": SLOW, "from": "1d", "values": "1x1"}
    found = rehearse(settings(), fed((SLOW, "1 9x1 1x1"), late=[late]))
    assert [one.sent for one in found] == [(), (("ml", "first"),), (("ml", "repeat"),), (("ml", "all_resolved"),), ()]
    early = {"at": 0, "series": SLOW, "from": "5d", "values": "9"}
    assert states(settings(), fed((SLOW, "1x2"), late=[early])) == "nnnnnF"


def test_a_silence_holds_back_what_it_matches_until_it_is_over() -> None:
    silences = [{"at": "1d", "for": "36h", "matchers": ["entity=churn"]}]
    test = fed((SLOW, "1x1 9x4"), silences=silences)
    assert sent(settings(), test) == [(3, "ml", "first"), *((at, "ml", "repeat") for at in (4, 5, 6))]
    short = [{"at": "12h", "for": "6h", "matchers": ["entity=churn"]}]
    assert sent(settings(), fed((SLOW, "1 9"), silences=short)) == [(1, "ml", "first")]


def test_what_follows_from_a_missing_upstream_is_held_back() -> None:
    above, below = 'violation{entity="churn",monitor="volume"}', SLOW.replace("churn", "below")
    assert sent(settings(), fed((above, "1x1"), (below, "9x1")))[0] == (0, "ml", "first")
    assert len(sent(settings(), fed((above, "1"), (below, "9")))) == 1


def test_labels_and_annotations_are_those_that_people_wrote() -> None:
    slow = {"expect": "p95(x) < 3", "summary": "{{ entity }}: {{ value | round(1) }}", "runbook": "slow.md"}
    *_, last = rehearse(settings(slow=slow), fed((SLOW, "9.04")))
    (alert,) = last.firing
    assert (alert.monitor, alert.labels) == ("slow", LABELS)
    assert alert.annotations == {"summary": "churn: 9.0", "runbook": "slow.md"}


def test_a_test_that_feeds_nothing_still_ends() -> None:
    assert [one.states for one in rehearse(settings(), fed(exp_state=[state("1d")]))] == [{}, {}]


def state(at: str) -> dict[str, str]:
    return {"eval_time": at, "alertname": "slow", "entity": "churn", "state": "none"}
