"""Which episode is which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.alerts.notation import HOUR, at

from gnomon.alerts import matching
from gnomon.alerts.alert import Episode
from gnomon.alerts.state import Firing, Inactive
from gnomon.alerts.verdict import Figures, Part, Verdict

UNTIL = at(10)


def episode(start: float, end: float | None, parts: str = "a", number: int = 1) -> Episode:
    state = Firing(at(start), at(start)) if end is None else Inactive(at(start), at(start), at(end))
    names = tuple(Part(name) for name in parts)
    return Episode(number, state, at(start), at(start), (), names, Verdict("violation"), Figures())


@pytest.mark.parametrize(
    ("a", "b", "hours"),
    [
        (episode(1, 5), episode(3, 9), 2),
        (episode(1, 3), episode(3, 9), 0),
        (episode(1, 2), episode(4, 9), -2),
        (episode(1, None), episode(4, 9), 5),
    ],
)
def test_overlap_is_how_long_both_ran(a: Episode, b: Episode, hours: float) -> None:
    assert matching.overlap(a, b, UNTIL) == matching.overlap(b, a, UNTIL) == hours * HOUR


def test_what_opened_in_the_last_window_overlaps_itself() -> None:
    assert matching.match([episode(10, None)], [episode(10, None)], UNTIL) == {0: 0}


@pytest.mark.parametrize(
    ("told", "replayed", "matched", "heirs"),
    [
        ([], [episode(1, 5)], {}, {}),
        ([episode(1, 5)], [], {}, {}),
        ([episode(1, 5)], [episode(6, 8)], {}, {}),
        ([episode(1, 5)], [episode(5, 8)], {}, {}),
        ([episode(1, 8)], [episode(1, 3), episode(4, 8)], {0: 1}, {}),
        ([episode(1, 7)], [episode(1, 3), episode(4, 6)], {0: 0}, {}),
        ([episode(1, 3), episode(4, 6)], [episode(1, 6)], {0: 0}, {1: 0}),
        ([episode(1, 3), episode(4, 8)], [episode(1, 8)], {1: 0}, {0: 0}),
        ([episode(1, 3), episode(4, 8)], [episode(2, 5), episode(6, 8)], {0: 0, 1: 1}, {}),
        ([episode(2, None), episode(6, None, "b")], [episode(5, None, "b")], {1: 0}, {0: 0}),
        ([episode(2, None), episode(6, None, "b")], [episode(2, None, "c")], {0: 0}, {1: 0}),
    ],
)
def test_the_largest_overlap_matches_ties_to_the_earlier_and_the_same_columns_first(
    told: list[Episode], replayed: list[Episode], matched: dict[int, int], heirs: dict[int, int]
) -> None:
    assert matching.match(told, replayed, UNTIL) == matched
    assert matching.heirs(told, replayed, matched, UNTIL) == heirs


def test_numbers_do_not_matter() -> None:
    told = [episode(1, 3), episode(4, 8)]
    renumbered = [replace(one, number=9 - i) for i, one in enumerate(told)]
    assert matching.match(told, renumbered, UNTIL) == {0: 0, 1: 1}
