"""What differs between two schemas, and in whole rows."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from tests.checks.tables import PORTS, TEMPS, column_of, profile

from gnomon.checks import numbers, schema
from gnomon.checks.judge import judge
from gnomon.profiles.schema import Kind


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (schema.retyped("year", "category", "number"), "Column *year* came as text, not number."),
        (schema.retyped("late", "number", "flag"), "Column *late* came as number, not true or false."),
        (schema.renamed("a", "b"), "Column *a* seems to be called *b* now: it has the same values."),
        (schema.gone("a"), "Column *a* is gone."),
        (schema.added("a"), "Column *a* is new."),
        (schema.repeated("ids", 0.12, 0.001), "12 % of the ids repeat another; usually 0.1 %."),
    ],
)
def test_a_sentence_is_said_so(said: str, text: str) -> None:
    assert numbers.plain(said) == text


def test_every_kind_has_a_word() -> None:
    assert set(schema.KINDS) == set(get_args(Kind))


def test_repeats_that_are_usual_or_few_are_not_told() -> None:
    once, twice = profile({"x": TEMPS}), profile({"x": np.concatenate((TEMPS[:2000], TEMPS[:2000]))})
    assert schema.repeats(twice, twice, 0.005) == ()
    assert schema.repeats(once, profile({"x": np.append(TEMPS, TEMPS[:3])}), 0.005) == ()
    assert schema.repeats(once, once - once, 0.005) == ()
    assert [one.name for one in schema.repeats(once - once, twice, 0.005)] == ["repeated_rows"]


def test_schema_changes_are_violations_but_for_late_targets() -> None:
    before = profile(
        {"x": TEMPS, "gone": TEMPS * 3, "old": TEMPS + 7, "y": PORTS, "target": TEMPS * 9}, {"target": "target"}
    )
    now = profile({"x": TEMPS, "new": PORTS, "renamed": TEMPS + 7, "y": TEMPS})
    found = judge(before, now)
    assert found.status == "violation"
    assert [(finding.reason, finding.fires) for finding in found.schema] == [
        ("Column *old* seems to be called *renamed* now: it has the same values.", True),
        ("Column *gone* is gone.", True),
        ("Column *target* is gone.", False),
        ("Column *y* came as number, not text.", True),
        ("Column *new* is new.", True),
    ]
    assert column_of(found, "target").status == "no_data"
    assert column_of(found, "y").status == "violation"
    assert column_of(found, "x").status == "ok"
    assert "5 schema changes: Column *old*" in found.reason
    violations = sum(column.status == "violation" for column in found.columns)
    assert (violations, len(found.columns)) == (4, 1 + 5)


def test_sides_whose_only_common_column_is_retyped_have_no_judged_column() -> None:
    found = judge(profile({"a": TEMPS}), profile({"a": PORTS}))
    assert found.status == "violation"
    assert found.reason == "None of 0 columns changed. 1 schema change: Column *a* came as text, not number."


def test_repeated_rows_are_told() -> None:
    before = profile({"x": TEMPS})
    found = judge(before, profile({"x": np.concatenate((TEMPS[:3000], TEMPS[:1000]))}))
    assert numbers.plain(found.rows[0].reason) == "25 % of the rows repeat another; usually 0 %."
