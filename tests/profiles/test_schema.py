"""Kinds and roles are checked when they are given."""

from __future__ import annotations

from typing import Any

import pytest

from gnomon.errors import SchemaError
from gnomon.profiles.schema import KINDS, ROLES, Schema


def test_every_kind_and_role_is_taken() -> None:
    schema = Schema({kind: kind for kind in KINDS}, {role: role for role in ROLES})
    assert (schema.id, schema.timestamp, schema.role("score"), schema.role("other")) == (
        "id",
        "timestamp",
        "score",
        "feature",
    )
    assert (Schema().id, Schema().timestamp) == (None, None)


@pytest.mark.parametrize(
    ("kinds", "roles", "message"),
    [
        (
            {"x": "string"},
            {},
            "column 'x': 'string' is no kind. Choose one of number, flag, category, time, vector, null.",
        ),
        (
            {},
            {"x": "label"},
            "column 'x': 'label' is no role. Choose one of feature, score, prediction, target, id, time",
        ),
        ({}, {"a": "id", "b": "id"}, "columns 'a', 'b' are all id. Name one."),
        ({}, {"a": "timestamp", "b": "timestamp"}, "columns 'a', 'b' are all timestamp. Name one."),
    ],
)
def test_a_word_that_is_no_kind_or_role_is_refused(kinds: Any, roles: Any, message: str) -> None:
    with pytest.raises(SchemaError) as raised:
        Schema(kinds, roles)
    assert str(raised.value).startswith(message)


def test_a_schema_does_not_change_with_what_it_was_made_from() -> None:
    kinds: dict[str, Any] = {"x": "flag"}
    schema = Schema(kinds)
    kinds["y"] = "flag"
    assert dict(schema.kinds) == {"x": "flag"}
    with pytest.raises(TypeError):
        schema.kinds["z"] = "flag"  # type: ignore[index]  # a mapping that cannot be changed
