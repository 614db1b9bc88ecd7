"""The least shift, against trying one after the other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gnomon.sketches import resolution


@given(st.sets(st.integers(-(2**63), 2**63 - 1), min_size=1), st.integers(1, 8), st.integers(0, 20))
def test_the_least_shift_is_the_first_that_fits(numbers: set[int], k: int, floor: int) -> None:
    keys = np.array(sorted(numbers), np.int64)
    shift = resolution.least_shift(resolution.gaps(keys), k, floor)
    fitting = (s for s in range(floor, 65) if len({n >> s for n in numbers}) <= k)
    assert shift == next(fitting, 64)


@given(st.sets(st.integers(-(2**63), 2**63 - 1), min_size=1), st.integers(0, 63))
def test_a_bucket_starts_where_its_number_changes(numbers: set[int], shift: int) -> None:
    keys = sorted(numbers)
    expected = [i for i, key in enumerate(keys) if i == 0 or key >> shift != keys[i - 1] >> shift]
    gaps = resolution.gaps(np.array(keys, np.int64))
    assert resolution.starts(gaps, shift).tolist() == expected
