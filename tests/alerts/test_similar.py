"""How like past incidents are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gnomon.alerts.similar import LEAST, MOST, like, most_similar, wrong

SETS = st.frozensets(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=6)


@given(SETS, st.dictionaries(st.integers(0, 20), SETS, max_size=8))
def test_what_is_named_shares_half_of_what_is_wrong_and_the_most_similar_is_first(
    now: frozenset[tuple[str, str]], past: dict[int, frozenset[tuple[str, str]]]
) -> None:
    found = most_similar(now, past)
    shares = [like(now, past[key]) for key in found]
    assert shares == sorted(shares, reverse=True)
    assert all(share >= LEAST for share, _ in shares)
    assert len(found) == min(MOST, sum(like(now, one)[0] >= LEAST for one in past.values()))


def test_one_column_among_many_is_not_alike() -> None:
    now = wrong([("inputs", ["a", "b", "c"])])
    assert most_similar(now, {1: wrong([("inputs", ["a"])])}) == []
    assert most_similar(now, {1: wrong([("quality", ["a", "b", "c"])])}) == []
