"""Both sorts of metrics are explained in the same lines."""

from __future__ import annotations

from dataclasses import replace

from gnomon.metrics.explanation import explanation
from gnomon.metrics.registry import find, find_outcome


def test_lines_are_the_same_for_both_sorts() -> None:
    heads = [
        [line.partition(":")[0] for line in explanation(each, None).splitlines()]
        for each in (find("psi"), find_outcome("auc"))
    ]
    assert heads[0] == heads[1] == ["Formula", "Range", "Bad", "How to read it", "Source"]


def test_a_direction_is_said_in_words() -> None:
    record = find_outcome("bias")
    assert "Bad: away from 0." in explanation(record, 0.0)
    assert "Bad: neither direction by itself." in explanation(record, None)
    assert "Source" not in explanation(replace(record, source=""), 0.0)
