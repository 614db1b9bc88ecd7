"""What a command line says of columns."""

from __future__ import annotations

import polars as pl
import pytest

import gnomon as gn
from gnomon.cli import columns
from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.schema import Schema


def test_a_schema_is_read_from_words() -> None:
    made = columns.schema_of(["zip=category", "a=b=number"], ["p=score"], "ts")
    assert dict(made.kinds) == {"zip": "category", "a=b": "number"}
    assert dict(made.roles) == {"p": "score", "ts": "timestamp"}
    assert columns.schema_of(None, None, None) == Schema()


@pytest.mark.parametrize(("kinds", "roles", "told"), [(["x"], None, "COLUMN=KIND"), (None, ["=id"], "COLUMN=ROLE")])
def test_a_word_without_both_sides_is_refused(kinds: list[str] | None, roles: list[str] | None, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        columns.schema_of(kinds, roles, None)


def test_columns_that_no_side_has_are_refused() -> None:
    a, b = (gn.profile(pl.DataFrame({name: [1]})) for name in ("temp", "dewp"))
    columns.check_columns(Schema(kinds={"temp": "number", "dewp": "number"}, roles={"gone": "id"}), a, b)
    with pytest.raises(SchemaError, match=r"no column 'tmp'\. Did you mean 'temp'\?"):
        columns.check_columns(Schema(kinds={"tmp": "number"}), a, b)
    with pytest.raises(SchemaError, match=r"no column 'score'\. Check --kind and --role"):
        columns.check_columns(Schema(roles={"score": "score"}), a)
