"""The sentences of contracts that the promises do not already show word for word."""

from __future__ import annotations

from gnomon.checks import contract_words
from gnomon.checks.numbers import plain


def test_many_values_are_cut_with_an_ellipsis_and_no_full_stop() -> None:
    said = contract_words.unlisted("x", 9, 10, ["A", "B", "C", "D"], at_least=True)
    assert plain(said) == "*x* has values that are not allowed: at least 9 of 10 (90 %): A, B, C, …"
    assert plain(contract_words.shapes("x", 9, 10, ["A", "B", "C", "D"], "9")).endswith("as A, B, C, …")


def test_nothing_to_check() -> None:
    assert contract_words.no_values("x", 0) == "*x* has no value in 0 rows: nothing to check."
