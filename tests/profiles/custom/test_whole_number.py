"""Whole numbers as users have them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gnomon.errors import UsageError
from gnomon.profiles.custom.whole_number import MOST, whole_number


@pytest.mark.parametrize("value", [7, np.int64(7), np.uint8(7), 7.0, np.float64(7)], ids=repr)
def test_any_whole_number_is_taken(value: Any) -> None:
    assert (whole_number("n", value), type(whole_number("n", value))) == (7, int)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0.5, None, "7", -1, MOST + 1])
def test_anything_else_is_refused_with_its_name(value: Any) -> None:
    with pytest.raises(UsageError, match=r"^hits is "):
        whole_number("hits", value)
