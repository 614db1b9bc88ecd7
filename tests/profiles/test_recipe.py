"""A recipe travels as JSON, and what is none is refused."""

from __future__ import annotations

import pytest

import gnomon as gn
from gnomon.errors import FormatError
from gnomon.profiles.recipe import Recipe

RECIPE = Recipe("1d", "UTC", gn.Schema({"zip": "category"}, {"at": "timestamp"}), {"ts": "at"}, {"cat": "p_cat"})
NOON = "2013-01-01T12:00Z"


@pytest.mark.parametrize(
    "change", [{"every": "soon"}, {"zone": "Nowhere"}, {"roles": {}}, {"roles": {"at": "king"}}, {"names": 1}]
)
def test_what_is_no_recipe_is_refused(change: dict[str, object]) -> None:
    for bad in ({**RECIPE.record(), **change}, None, []):
        with pytest.raises(FormatError, match="Upgrade gnomon"):
            Recipe.from_record(bad)


def test_kinds_are_read_as_the_entity_reads_them_and_each_class_has_its_score() -> None:
    made = RECIPE.profiled([{"ts": NOON, "zip": 10001, "score": {"cat": 0.25, "dog": 0.5}}], {})
    profile = made.series[0]
    assert {name: profile[name].kind for name in profile} == {
        "p_cat": "number", "score.dog": "number", "zip": "category",
    }  # fmt: skip
    assert made.kinds == {"zip": "number", "p_cat": "number", "score.dog": "number"}


def test_a_column_of_another_kind_than_before_refuses_its_rows() -> None:
    made = RECIPE.profiled([{"ts": NOON, "x": "a"}, {"ts": NOON, "y": 1, "z": None}], {"x": "number"})
    assert made.refused == {0: "'x' is a category here; it was a number before."}
    assert made.series[0].rows == 1
