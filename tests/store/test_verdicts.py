"""Verdicts, evaluations, episodes and events: each once, the newest first to be found."""

from __future__ import annotations

from dataclasses import replace

from tests.store.made import DAY, ENTITY, START, window

from gnomon.store import alerts, evaluations, verdicts, windows
from gnomon.store.alerts import AlertEventRow, EpisodeRow
from gnomon.store.evaluations import EvaluationRow
from gnomon.store.open import Store
from gnomon.store.verdicts import VerdictRow
from gnomon.store.windows import WindowRow

VERDICT = VerdictRow(ENTITY, "inputs", window(0), 1, "ok", "Calm.", {"of": [1, "ü"]}, 1)
EVALUATION = EvaluationRow(ENTITY, "inputs", "hash", window(0), 1, {"state": 1})
EPISODE = EpisodeRow(
    ENTITY, "inputs", "a1", 1, {"kind": "drift"}, "info", "firing", START, START + DAY, START + DAY, None, ("temp",),
    "Moved.", {"n": 1}, START + 2 * DAY,
)  # fmt: skip


def test_a_revision_is_kept_once_and_the_newest_is_found(store: Store) -> None:
    later = replace(VERDICT, revision=2, status="violation", data_revision=2)
    with store.transaction() as tx:
        assert [verdicts.put(tx, row) for row in (VERDICT, VERDICT, later)] == [True, False, True]
        verdicts.put(tx, replace(VERDICT, window=window(1)))
        assert [row.revision for row in verdicts.newest(tx, ENTITY)] == [2, 1]
        assert verdicts.newest(tx, ENTITY, "inputs", window(1).start)[0].window == window(1)
        assert verdicts.history(tx, ENTITY, "inputs", window(0)) == [VERDICT, later]
        assert verdicts.judged_until(tx, ENTITY) == window(1).end
        assert verdicts.judged_until(tx, "nobody") is None


def test_a_window_whose_data_has_changed_since_is_outdated(store: Store) -> None:
    with store.transaction() as tx:
        for n in range(3):
            windows.put(tx, ENTITY, WindowRow(window(n), 1 + (n == 1), 10))
            verdicts.put(tx, replace(VERDICT, window=window(n)))
        assert verdicts.outdated(tx, ENTITY, "inputs") == [window(1).start]
        verdicts.put(tx, replace(VERDICT, window=window(1), revision=2, data_revision=2))
        assert verdicts.outdated(tx, ENTITY, "inputs") == []


def test_a_window_is_evaluated_once_and_a_replay_replaces_the_state(store: Store) -> None:
    with store.transaction() as tx:
        assert [evaluations.put(tx, EVALUATION), evaluations.put(tx, EVALUATION)] == [True, False]
        evaluations.put(tx, replace(EVALUATION, window=window(1)))
        evaluations.replace(tx, replace(EVALUATION, alert={"state": 2}))
        last, before = evaluations.last(tx, ENTITY, "inputs"), evaluations.before(tx, ENTITY, "inputs", window(1).start)
        assert last is not None
        assert last.window == window(1)
        assert before is not None
        assert before.alert == {"state": 2}
        assert evaluations.before(tx, ENTITY, "inputs", START) is None
        assert [row.window for row in evaluations.since(tx, ENTITY, "inputs", START)] == [window(0), window(1)]


def test_an_episode_is_kept_as_it_is_now(store: Store) -> None:
    with store.transaction() as tx:
        alerts.put(tx, EPISODE)
        alerts.put(tx, replace(EPISODE, state="resolved", ended_at=START + 3 * DAY))
        alerts.put(tx, replace(EPISODE, number=2, started_at=START + 5 * DAY, state="pending"))
        (found,) = alerts.all(tx, ENTITY)
        assert (found.id, found.state, found.ended_at) == ("a1-1", "resolved", START + 3 * DAY)
        assert [row.number for row in alerts.all(tx, states=("pending", "resolved"))] == [2, 1]
        alerts.drop(tx, "a1", 2)
        assert alerts.all(tx, ENTITY, ("pending",)) == []


def test_an_event_is_kept_once(store: Store) -> None:
    event = AlertEventRow("a1:1:firing:1", ENTITY, "inputs", "a1", 1, "firing", START, START + DAY, {"reason": None})
    with store.transaction() as tx:
        assert [alerts.event(tx, event), alerts.event(tx, event)] == [True, False]
        assert alerts.events(tx, ENTITY, "a1") == [event]
        assert alerts.events(tx, since=START + 2 * DAY) == []


def test_a_window_is_measured_once_for_each_state_of_its_data(store: Store) -> None:
    with store.transaction() as tx:
        for n in range(3):
            windows.put(tx, ENTITY, WindowRow(window(n), 1, 10))
        due = windows.unmeasured(tx, ENTITY, window(1).end)
        assert [row.window for row in due] == [window(0), window(1)]
        for row in due:
            windows.measured(tx, ENTITY, row)
        assert windows.unmeasured(tx, ENTITY, window(1).end) == []
        windows.put(tx, ENTITY, WindowRow(window(0), 2, 11))
        assert [row.window for row in windows.unmeasured(tx, ENTITY, window(1).end)] == [window(0)]
        windows.measure_again(tx, ENTITY)
        assert len(windows.unmeasured(tx, ENTITY, window(2).end)) == 3
        first, last = windows.first(tx, ENTITY), windows.last(tx, ENTITY)
        assert (first and first.window, last and last.window) == (window(0), window(2))
