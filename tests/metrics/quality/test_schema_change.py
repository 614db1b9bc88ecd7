"""What differs between two schemas."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.metrics.quality import schema_change as room
from gnomon.metrics.quality.schema_change import Renamed, Retyped, SchemaChange, schema_change
from gnomon.profiles.category import CategorySummary
from gnomon.profiles.flag import FlagSummary
from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile
from gnomon.profiles.summary import Summary
from gnomon.sketches.categories import Categories

DRAW = np.random.default_rng(5)
HEIGHT = NumberSummary.of(DRAW.normal(170, 9, 3000))
AGAIN = NumberSummary.of(DRAW.normal(170, 9, 3000))
INCOME = NumberSummary.of(DRAW.lognormal(8, 1, 3000))
IDS = CategorySummary(categories=Categories.of([f"id {i}" for i in range(50)]))


def profile(**columns: Summary) -> Profile:
    return Profile(summaries=columns)


def test_equal_schemas_do_not_differ() -> None:
    assert not schema_change(profile(a=HEIGHT), profile(a=INCOME))
    assert schema_change(profile(a=HEIGHT), profile(a=INCOME)) == SchemaChange()


def test_columns_come_and_go() -> None:
    found = schema_change(profile(height=HEIGHT, b=IDS), profile(income=INCOME, b=IDS))
    assert found == SchemaChange(missing=("height",), added=("income",))
    assert found


def test_feedback_comes_and_goes_as_it_likes() -> None:
    said = Profile(summaries={"b": IDS, "thumb": FlagSummary(trues=2)}, roles={"thumb": "feedback"})
    assert not schema_change(said, profile(b=IDS))
    assert not schema_change(profile(b=IDS), said)


def test_a_column_with_the_same_values_under_another_name_is_renamed() -> None:
    found = schema_change(profile(height=HEIGHT, income=INCOME), profile(size=AGAIN, income=INCOME))
    assert [(pair.old, pair.new) for pair in found.renamed] == [("height", "size")]
    assert 0 < found.renamed[0].js < 0.05
    assert found.missing == found.added == ()


def test_each_column_is_renamed_once_to_the_nearest() -> None:
    found = schema_change(profile(a=HEIGHT, b=AGAIN), profile(c=AGAIN, d=INCOME))
    assert found.renamed == (Renamed("b", "c", 0.0),)
    assert (found.missing, found.added) == (("a",), ("d",))
    both = schema_change(profile(b=AGAIN, a=HEIGHT), profile(c=HEIGHT, d=AGAIN))
    assert [(pair.old, pair.new) for pair in both.renamed] == [("a", "c"), ("b", "d")]


def test_values_that_cannot_be_compared_are_no_rename() -> None:
    assert not schema_change(profile(a=IDS), profile(b=IDS)).renamed
    assert not schema_change(profile(a=NullSummary(3)), profile(b=NullSummary(3))).renamed


def test_too_many_columns_to_compare_are_no_rename(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_PAIRS", 1)
    found = schema_change(profile(a=HEIGHT, b=INCOME), profile(c=HEIGHT, d=INCOME))
    assert found == SchemaChange(missing=("a", "b"), added=("c", "d"))


def test_another_kind_is_a_retype_and_nulls_are_not() -> None:
    found = schema_change(profile(a=HEIGHT, b=HEIGHT), profile(a=FlagSummary(trues=2), b=NullSummary(4)))
    assert found == SchemaChange(retyped=(Retyped("a", "number", "flag"),))
