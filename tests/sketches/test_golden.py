"""Bytes of every format that was ever released are read, and written again the same.

The files are never made anew: a round trip alone cannot see that the format changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import laws

from gnomon.sketches.categories import Categories
from gnomon.sketches.distinct import Distinct
from gnomon.sketches.exact_sum import ExactSum
from gnomon.sketches.hashing import mix
from gnomon.sketches.histogram import Histogram

GOLDEN = Path(__file__).parents[1] / "golden" / "sketches"


def spread(n: int) -> np.ndarray:
    """Doubles over several powers of two, of both signs, by integer arithmetic alone."""
    bits = mix(np.arange(n, dtype=np.uint64))
    mantissas = (bits >> np.uint64(12)) | np.uint64(1 << 52)
    scale = 2.0 ** -(50 + (bits & np.uint64(7)).astype(np.float64))
    return mantissas.astype(np.float64) * scale * np.where(bits & np.uint64(8) > 0, 1.0, -1.0)


VALUES: dict[str, Callable[[], Any]] = {
    "histogram_empty_1": Histogram,
    "histogram_exact_1": lambda: Histogram.of(np.array([1.0, 2.0, 2.0, 100.0, -3.5, 0.1])),
    "histogram_odd_1": lambda: Histogram.of(np.array(laws.ODD_FLOATS)),
    "histogram_integers_1": lambda: Histogram.of(np.arange(500.0) ** 2),
    "histogram_coarse_1": lambda: Histogram.of(spread(20_000)),
    "histogram_difference_1": lambda: Histogram.of(spread(20_000)) - Histogram.of(spread(20_000)[:19_990]),
    "categories_empty_1": Categories,
    "categories_exact_1": lambda: Categories.of(["JFK", "LGA", "EWR", "", "é", "JFK"]),
    "categories_coarse_1": lambda: Categories.of([str(i % 4000) for i in range(9000)]),
    "categories_cut_1": lambda: Categories.of([f"{i} " + "é" * (i % 70) for i in range(700)]),
    "distinct_empty_1": Distinct,
    "distinct_exact_1": lambda: Distinct.of(mix(np.arange(30, dtype=np.uint64) % np.uint64(20))),
    "distinct_sampled_1": lambda: Distinct.of(mix(np.arange(50_000, dtype=np.uint64) % np.uint64(30_000))),
    "exact_sum_zero_1": ExactSum,
    "exact_sum_odd_1": lambda: ExactSum.of(np.array([1e308, 1e308, 5e-324, -0.1])),
    "exact_sum_negative_1": lambda: ExactSum.of(-np.arange(1000.0)),
}


@pytest.mark.parametrize("name", VALUES)
def test_stored_bytes_are_read_as_the_value_that_they_were(name: str) -> None:
    value = VALUES[name]()
    assert type(value).from_bytes((GOLDEN / f"{name}.bin").read_bytes()) == value


@pytest.mark.parametrize("name", VALUES)
def test_the_value_is_written_as_the_bytes_that_were_stored(name: str) -> None:
    assert VALUES[name]().to_bytes() == (GOLDEN / f"{name}.bin").read_bytes()


def test_each_stored_file_has_its_value() -> None:
    assert {path.stem for path in GOLDEN.glob("*.bin")} == set(VALUES)


def test_a_few_stored_numbers_are_known_without_gnomon() -> None:
    read = Histogram.from_bytes((GOLDEN / "histogram_exact_1.bin").read_bytes())
    assert dict(zip(read.lows().tolist(), read.counts.tolist(), strict=True)) == {
        -3.5: 1,
        0.1: 1,
        1.0: 1,
        2.0: 2,
        100.0: 1,
    }
    names = Categories.from_bytes((GOLDEN / "categories_exact_1.bin").read_bytes())
    assert dict(names.top(5)) == {"JFK": 2, "": 1, "EWR": 1, "LGA": 1, "é": 1}
    assert Distinct.from_bytes((GOLDEN / "distinct_exact_1.bin").read_bytes()).estimate() == 20
    assert float(ExactSum.from_bytes((GOLDEN / "exact_sum_negative_1.bin").read_bytes())) == -499500.0
