"""What is kept of strings is what plain Python finds in each of them, counted in either way."""

from __future__ import annotations

import itertools
import string
from collections import Counter

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.profiles.rows import ODD_TEXTS, TEXTS
from tests.ways import by_numpy, way  # noqa: F401 - a fixture

from gnomon.profiles.category import CategorySummary
from gnomon.profiles.text import summarise_text
from gnomon.profiles.text_hash import hashes
from gnomon.sketches.categories import Categories
from gnomon.sketches.histogram import Histogram

SPACES = "\t\n\x0b\x0c\r\x20\x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"


def summarised(values: list[str | None]) -> CategorySummary:
    text = pl.Series("x", values, dtype=pl.String)
    made = summarise_text(text, hashes(text))
    with by_numpy():
        assert made == summarise_text(text, hashes(text))
    return made


def shape_of(text: str) -> str:
    """Letters as `A` or `a`, all past ASCII as `a`, digits as `9`, runs as one."""
    classes = {**dict.fromkeys(string.ascii_uppercase, "A"), **dict.fromkeys(string.digits, "9")}
    classes |= dict.fromkeys(string.ascii_lowercase, "a")
    mapped = ["a" if ord(c) > 127 else classes.get(c, c) for c in text]
    return "".join(c for c, _ in itertools.groupby(mapped))


def words_of(text: str) -> int:
    """As `str.split` has them, which alone takes ASCII's four separators for white space too; Unicode does not."""
    return len(text.translate(dict.fromkeys(range(0x1C, 0x20), "x")).split())


def counted(histogram: Histogram) -> dict[float, int]:
    return dict(zip(histogram.lows().tolist(), histogram.counts.tolist(), strict=True))


def holds(values: list[str | None]) -> None:
    made, present = summarised(values), [value for value in values if value is not None]
    assert (made.nulls, made.count, made.rows) == (len(values) - len(present), len(present), len(values))
    assert dict(made.categories.top(10_000)) == Counter(present)
    assert made.distinct == len(set(present))
    assert made.empties == present.count("")
    assert counted(made.lengths) == Counter(map(len, present))
    assert counted(made.words) == Counter(map(words_of, present))
    assert dict(made.shapes.top(10_000)) == Counter(map(shape_of, present))


@example(list(ODD_TEXTS))
@example(["A9", "A"])
@example(["A9A", "A9"])
@example([""])
@example(["", ""])
@example([None])
@example(["\x1e"])
@example(["a\x1fb c"])
@given(st.lists(st.none() | TEXTS, max_size=12))
def test_every_figure_is_that_of_plain_python(values: list[str | None]) -> None:
    holds(values)


@pytest.mark.parametrize("repeat", [1, 5])
@pytest.mark.parametrize("seed", range(6))
def test_many_values_are_read_as_few_are(seed: int, repeat: int) -> None:
    rng = np.random.default_rng(seed)
    pool = ["", "JFK", "Ärger", "a b", "x-1", "日本 1", "Aa9", *(["a\x1eb"] if seed % 2 else [])]
    values: list[str | None] = [
        None if i % 17 == 0 else pool[i % len(pool)] + "9A z-"[: i % 6] + str(i % 900)[: seed % 4] for i in range(1500)
    ]
    rng.shuffle(values)
    holds(values * repeat)


def test_codes_of_one_form_have_one_shape() -> None:
    holds([f"AA-{i:05}" for i in range(1000)])
    holds([f"AA-{i:05}" for i in range(999)] + ["AA-0000"])
    holds([f"AA-{i:05}" for i in range(999)] + ["AA-00000x"])
    holds([f"AA-{i:05}" for i in range(999)] + ["AA"])
    holds([f"AA-{i:05}" for i in range(999)] + [""])


def test_codes_of_hundreds_of_forms_have_their_shapes() -> None:
    rng = np.random.default_rng(4)
    values: list[str | None] = ["".join("aA9- "[i] for i in row) for row in rng.integers(0, 5, (3000, 7))]
    assert summarised(values).shapes == Categories.of([shape_of(value or "") for value in values])
    holds([value for value in values[:700] for _ in range(9)])


def test_values_that_occur_often_and_late_have_their_names() -> None:
    rng = np.random.default_rng(5)
    values: list[str | None] = [f"v{i}" for i in rng.integers(0, 1900, 25_000)]
    holds([*values, "only once", None, ""])


ALIKE = [
    # Four words of 16 bits, each 0 or 1: wherever one looks, eight of sixteen look alike.
    [sum(((i >> place) & 1) << (16 * place) for place in range(4)) for i in range(16)],
    # All look alike but in the lowest bits.
    list(range(10)),
]


@pytest.mark.parametrize("codes", ALIKE, ids=len)
@pytest.mark.usefixtures("way")
def test_hashes_that_look_alike_keep_their_names(codes: list[int]) -> None:
    text = pl.Series([f"v{code}" for code in codes] * 300)
    made = summarise_text(text, pl.Series(codes * 300, dtype=pl.UInt64))
    assert dict(made.categories.top(100)) == {f"v{code}": 300 for code in codes}


@pytest.mark.parametrize("space", SPACES)
def test_each_white_space_parts_words_as_python_does(space: str) -> None:
    assert counted(summarised([f"a{space}b{space}"]).words) == {2.0: 1}


def test_what_only_looks_like_white_space_parts_nothing() -> None:
    holds(["a\u200bb", "a\ufeffb", "\u180e", "aࠅb"])


@given(st.lists(TEXTS, min_size=1, max_size=8), st.integers(1, 3))
def test_a_column_that_holds_its_values_several_times_is_counted_so(values: list[str], times: int) -> None:
    made = summarised(values * times)
    assert counted(made.lengths) == {length: n * times for length, n in counted(summarised(values).lengths).items()}
