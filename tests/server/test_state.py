"""Routes find entities by name."""

from __future__ import annotations

import pytest
from fastapi import HTTPException

from gnomon.server.state import State


def test_an_entity_that_is_not_there_is_404_with_what_is(state: State) -> None:
    assert state.entity("flights").name == "flights"
    with pytest.raises(HTTPException, match="flights") as missing:
        state.entity("flihgts")
    assert missing.value.status_code == 404
