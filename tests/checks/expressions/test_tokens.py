"""The words of any expression."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.checks.expressions.tokens import SIGNS, Language
from gnomon.errors import UsageError

LIMIT = Language("limit", "n > 0", (*SIGNS, "%", "="))


def test_a_language_may_have_more_signs() -> None:
    assert [one.text for one in LIMIT.split("x=5%")] == ["x", "=", "5", "%", ""]
    with pytest.raises(UsageError, match="condition: '%' has no meaning at character 2"):
        Language("condition", "n > 0").split("5%")


def test_a_unit_is_a_name_of_its_own() -> None:
    assert [(one.kind, one.text) for one in LIMIT.split("300ms")][:2] == [("number", "300"), ("name", "ms")]


@given(st.text(max_size=30))
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        words = LIMIT.split(text)
    except UsageError as error:
        assert str(error).startswith("limit: ")
    else:
        assert words[-1].kind == "end"
