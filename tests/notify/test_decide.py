from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.notify.decide import REPEAT, Entry, Reason, decide, died, earliness, revived, rule

NOON = datetime(2013, 12, 31, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def entry(firing: str, resolved: str = "", at: datetime = NOON) -> Entry:
    return Entry(frozenset(firing), frozenset(resolved), at)


@pytest.mark.parametrize(
    ("known", "firing", "resolved", "age", "decision"),
    [
        (None, "a", "b", 0, "first"),  # N1
        (None, "", "b", 0, None),  # N2
        (entry("", "b"), "a", "", 0, "first"),  # N3
        (entry("a"), "ab", "", 0, "new_alerts"),  # N4
        (entry("a"), "b", "a", 0, "new_alerts"),  # N4 before N5
        (entry("a"), "", "a", 0, "all_resolved"),  # N5
        (entry("a"), "", "", 0, "all_resolved"),  # N5: any
        (entry("", "a"), "", "ab", 0, None),  # N6
        (entry("ab"), "a", "b", 0, "some_resolved"),  # N7
        (entry("ab"), "ab", "c", 0, "some_resolved"),  # N7: same
        (entry("ab"), "a", "", 0, None),  # N9
        (entry("a", "b"), "a", "b", 1, "repeat"),  # N8
        (entry("a", "b"), "a", "b", 0, None),  # N9: not strictly older
        (entry("a", at=NOON + 3 * REPEAT), "a", "", 0, "repeat"),  # N8: told by a clock that was ahead
        (entry("a", at=NOON + 2 * REPEAT), "a", "", 0, None),  # N9: another machine's clock may be a little ahead
    ],
)
def test_the_table(known: Entry | None, firing: str, resolved: str, age: int, decision: Reason | None) -> None:
    now = NOON + REPEAT + age * SECOND
    assert decide(known, frozenset(firing), frozenset(resolved), now) == decision


def flushes(alerts: dict[str, list[tuple[int, int]]], until: int = 40) -> list[tuple[int, str, str]]:
    """Alertmanager's timers (wait 2 s, then every 5 s; repeat 12 s) around `decide`: what is sent when."""
    start = min(on for spans in alerts.values() for on, _ in spans)
    known, sent = None, []
    heard: set[str] = set()
    for at in range(max(start + 2, 0), until, 5):
        firing = frozenset(n for n, spans in alerts.items() if any(on <= at < off for on, off in spans))
        heard |= {n for n, spans in alerts.items() if any(on <= at for on, _ in spans)}
        resolved = frozenset(heard) - firing
        reason = decide(known, firing, resolved, NOON + at * SECOND, 12 * SECOND)
        if reason is not None:
            told = "".join(sorted(firing | (resolved - (known.resolved if known else frozenset()))))
            sent.append((at, reason, told))
            known = Entry(firing, resolved, NOON + at * SECOND)
            heard -= resolved
    return sent


def test_w4_an_alert_goes_on_while_another_comes_and_goes() -> None:
    assert flushes({"a": [(0, 30)], "b": [(20, 25)]}) == [
        (2, "first", "a"),
        (17, "repeat", "a"),
        (22, "new_alerts", "ab"),
        (27, "some_resolved", "ab"),
        (32, "all_resolved", "a"),
    ]


def test_w4_what_ends_before_the_first_flush_is_not_told() -> None:
    assert flushes({"a": [(0, 1)]}) == []


def test_w4_what_comes_back_between_flushes_has_no_break() -> None:
    assert flushes({"a": [(0, 3), (4, 100)]}, until=14) == [(2, "first", "a")]


names = st.frozensets(st.sampled_from("abcd"))


@given(st.lists(st.tuples(names, names), max_size=8))
def test_what_was_told_as_firing_is_told_as_over(states: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    known, open_ = None, frozenset[str]()
    for step, (firing, _) in enumerate([*states, (frozenset[str](), frozenset[str]())]):
        over = known.owed(firing) if known else frozenset[str]()
        reason = decide(known, firing, over, NOON + step * SECOND)
        if reason is None:
            assert known is None or (firing <= known.firing and not over)
            continue
        known, open_ = Entry(firing, over, NOON), (open_ | firing) - over
        assert open_ == firing
    assert open_ == frozenset()


def test_a_run_that_comes_a_little_early_is_on_time() -> None:
    week, day = 7 * REPEAT, REPEAT
    early = earliness(day, week)
    at = NOON + week - 60 * SECOND
    assert rule(entry("a"), frozenset("a"), frozenset(), at, week, early) == "N8"
    assert rule(entry("a"), frozenset("a"), frozenset(), at, week) == "N9"
    assert rule(entry("a"), frozenset("a"), frozenset(), NOON + 6 * day, week, early) == "N9"
    assert earliness(-day, week) == earliness(timedelta(), week) == timedelta()
    assert earliness(365 * day, week) == week / 10


def test_a_message_is_revived_once_and_the_others_that_died_stay_to_be() -> None:
    known = Entry(frozenset("c"), frozenset(), NOON, died_at=NOON, lost=frozenset({"a:1", "b:1"}))
    first = revived(known, "row-a", frozenset("a"), frozenset(), frozenset({"a:1"}), NOON)
    assert first is not None
    assert (first.firing, first.lost, first.died_at) == (frozenset("ac"), frozenset({"b:1"}), NOON)
    assert revived(first, "row-a", frozenset("a"), frozenset(), frozenset({"a:1"}), NOON) is None
    last = revived(first, "row-b", frozenset("b"), frozenset(), frozenset({"b:1"}), NOON)
    assert last is not None
    assert (last.firing, last.lost, last.died_at) == (frozenset("abc"), frozenset(), None)
    again = died(last, "row-b", NOON + SECOND)
    assert again is not None
    assert (again.firing, again.lost, again.died_at) == (frozenset("ac"), frozenset({"b:1"}), NOON + SECOND)
