"""What somebody may have meant."""

from __future__ import annotations

from gnomon.checks.expressions.nearest import near


def test_the_nearest_name_is_offered_and_all_of_them_where_none_is_near() -> None:
    assert near("uniqe", ["unique", "range"]) == "Did you mean 'unique'?"
    assert near("x", ["unique", "range"]) == "Write one of unique, range."
