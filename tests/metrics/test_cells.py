"""Reference cells: the walk of the text, counts of raw rows, words."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.metrics.examples import SHIFTS, VALUES, coarse, lines
from tests.metrics.raw_rows import values

from gnomon.metrics import bins
from gnomon.metrics.cells import CategoryCells, NumberCells, number_words
from gnomon.sketches.categories import Categories
from gnomon.sketches.histogram import Histogram


def walk(counts: list[int], n_cells: int) -> list[list[int]]:
    """The text, bin by bin: which bins lie in which cell."""
    total = sum(counts)
    cells: list[list[int]] = []
    atoms: list[bool] = []
    held: list[int] = []

    def mass(bins: list[int]) -> int:
        return sum(counts[i] for i in bins)

    def close(atom: bool = False) -> None:
        nonlocal held
        if held:
            cells.append(held)
            atoms.append(atom)
        held = []

    for i, count in enumerate(counts):
        if count * n_cells > total:
            close()
            held = [i]
            close(atom=True)
            continue
        if 2 * n_cells * mass(held) > total and n_cells * (2 * mass(held) + count) > 2 * total:
            close()
        held.append(i)
        if n_cells * mass(held) >= total:
            close()
    close()
    if len(cells) > 1 and 2 * n_cells * mass(cells[-1]) < total and not atoms[-2]:
        last = cells.pop()
        cells[-1] += last
    return cells


@given(st.lists(st.integers(1, 30) | st.integers(1, 3), min_size=1, max_size=80), st.integers(1, 20))
def test_cells_are_cut_as_the_text_walks(counts: list[int], n_cells: int) -> None:
    histogram = Histogram.of_counts(np.arange(float(len(counts))), np.array(counts))
    expected = [cell[0] for cell in walk(counts, n_cells)[1:]]
    assert NumberCells.cut(histogram, n_cells).edges.tolist() == expected


@given(VALUES, VALUES, SHIFTS, st.integers(1, 20))
def test_edges_give_the_counts_of_raw_rows(a: np.ndarray, b: np.ndarray, shift: int, n_cells: int) -> None:
    cells = NumberCells.cut(coarse(a, shift).histogram, n_cells)
    for rows in (a, b):
        expected = np.bincount(np.searchsorted(cells.edges, rows, side="right"), minlength=len(cells))
        assert cells.count(Histogram.of(rows)).tolist() == expected.tolist()
        assert cells.count(coarse(rows, shift).histogram).tolist() == expected.tolist()
    assert len(cells) == len(cells.edges) + 1


def test_a_tenth_of_the_rows_lies_in_each_cell_of_a_smooth_column() -> None:
    h = Histogram.of(np.random.default_rng(1).normal(size=100_000))
    assert NumberCells.cut(h, 10).count(h) == pytest.approx([10_000] * 10, rel=0.03)


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([0] * 970 + list(range(1, 31)), [1]),
        (list(range(-30, 0)) + [0] * 970, [0]),
        ([0] * 500 + list(range(1, 501)), [1, 101, 201, 301, 401]),
        ([7.0] * 10, []),
        ([], []),
    ],
)
def test_a_value_with_much_of_the_rows_has_a_cell_of_its_own(values: list[float], edges: list[float]) -> None:
    assert NumberCells.cut(Histogram.of(np.array(values, np.float64)), 10).edges.tolist() == edges


def test_values_at_a_greater_shift_are_refused() -> None:
    side = coarse(np.array([1.0, 2.0]), 50)
    with pytest.raises(ValueError, match="shift 0 cannot count values at shift 50"):
        NumberCells.cut(Histogram.of(np.array([1.0])), 10).count(side.histogram)
    many = Categories.of([str(i) for i in range(5000)])
    with pytest.raises(ValueError, match="shift 0 cannot count those at shift"):
        CategoryCells.verdict(Categories.of(["a"]), 100).count(many)


def test_cells_of_real_columns_have_the_counts_of_raw_rows() -> None:
    for raw in values():
        p, q = raw.cells()
        assert [cell.reference for cell in raw.pair.cells] == p.tolist(), raw.name
        assert [cell.current for cell in raw.pair.cells] == q.tolist(), raw.name
        assert [cell.low for cell in raw.pair.cells][1:] == [cell.high for cell in raw.pair.cells][:-1]


@given(st.lists(st.sampled_from("abcdefg")), st.lists(st.sampled_from("cdefghi")))
def test_each_category_of_either_side_has_its_cell_most_frequent_first(a: list[str], b: list[str]) -> None:
    p, q = Categories.of(a), Categories.of(b)
    cells = CategoryCells.display(p, q)
    counts = [cells.count(side) for side in (p, q)]
    assert [novel for _, novel in counts] == [0, 0]
    for rows, (found, _) in zip((a, b), counts, strict=True):
        assert {name: n for name, n in zip(cells.names, found.tolist(), strict=True) if n} == Counter(rows)
    rank = list(zip((-counts[0][0]).tolist(), (-counts[1][0]).tolist(), strict=True))
    assert rank == sorted(rank)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=60), st.lists(st.integers(0, 60)), st.floats(1, 2000))
def test_a_verdict_has_the_top_categories_the_rest_together_and_counts_novel_rows(
    counts: list[int], rows: list[int], median: float
) -> None:
    names = [f"v{i:02}" for i in range(len(counts))]
    cells = CategoryCells.verdict(Categories.of(names, counts), median)
    expected = [n for n, c in zip(names, counts, strict=True) if c * median >= 5 * sum(counts)]
    top = [name for name in cells.names if name != "other"]
    assert len(top) == min(len(expected), 30)
    assert set(top) <= set(expected)
    assert ("other" in cells.names) == (len(top) < len(counts))
    found, novel = cells.count(Categories.of([f"v{i:02}" for i in rows]))
    seen = Counter(f"v{i:02}" for i in rows)
    assert novel == sum(n for name, n in seen.items() if name not in names)
    assert [seen[name] for name in top] == found[: len(top)].tolist()
    assert found.sum() + novel == len(rows)


def test_a_cell_that_mixes_categories_says_so() -> None:
    many = Categories.of([f"tail {i}" for i in range(3000)])
    cells = CategoryCells.display(many, Categories.of(["tail 1"]))
    assert any(name.endswith("and others") for name in cells.names)
    assert cells.count(many)[0].sum() == 3000


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ([1013.2], ["1013"]),
        ([1016.25, 1016.5], ["1016.25", "1016.5"]),
        ([0.1 + 0.2, 0.31], ["0.3", "0.31"]),
        ([-2.0, 0.0], ["−2", "0"]),
        ([100.0, 20000.0], ["100", "20000"]),
        ([1e-9, 1e20], ["1e−09", "1e+20"]),
        ([-1.7e308, 1.7e308], ["−1.7e+308", "1.7e+308"]),
        ([1.0, 1.0 + 2**-52], ["1", "1.0000000000000002"]),
        ([], []),
    ],
)
def test_edges_are_short_but_tell_each_from_its_neighbours(edges: list[float], words: list[str]) -> None:
    assert number_words(np.array(edges)) == words


def test_cells_are_named_by_their_range_and_by_their_value_when_it_is_one() -> None:
    pair = lines([0] * 50 + list(range(1, 51)), [0, 3])
    cells = NumberCells.cut(pair.numbers[0].histogram, 4)
    found = cells.filled(pair.bins, number_words)
    assert [cell.label for cell in found] == ["0", "1 to 26", "26 and above"]
    assert [(cell.low, cell.high) for cell in found] == [(None, 1.0), (1.0, 26.0), (26.0, None)]
    half = bins.common(pair.numbers[0], lines([1], [0.5]).numbers[1])
    assert cells.filled(half, number_words)[0].label == "below 1"


def test_one_cell_holds_all_values() -> None:
    pair = lines([1.0], [2.0])
    assert [cell.label for cell in pair.cells] == ["all values"]
