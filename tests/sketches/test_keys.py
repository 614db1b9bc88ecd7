"""Keys keep the order of floats, and lead back to them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from tests import laws

from gnomon.sketches.keys import floats, ordered_keys


@given(laws.floats())
def test_keys_have_the_order_of_their_floats(values: np.ndarray) -> None:
    values = np.sort(values)
    assert ((values[1:] > values[:-1]) == (ordered_keys(values)[1:] > ordered_keys(values)[:-1])).all()


@given(laws.floats())
def test_keys_lead_back_to_their_floats(values: np.ndarray) -> None:
    back = floats(ordered_keys(values))
    assert (back == values).all()
    assert not (np.signbit(back) & (back == 0)).any()
