"""Categories: their laws, and what they say against slow obvious lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws

from gnomon.errors import FormatError, SubtractionError
from gnomon.sketches.categories import Categories
from gnomon.sketches.codec import Writer
from gnomon.sketches.hashing import hash_name, hash_names


def exact_part(value: Categories) -> object:
    """What of a difference is exact: which strings to 2,048 distinct ones, past them their cells; and the counts."""
    strings = value.hashes if value.is_exact else value.cells
    return value.shift, strings.tolist(), value.counts.tolist(), value.is_exact and value.pure.tolist()


CATEGORIES = laws.Kind(
    zero=Categories(),
    of=lambda names: Categories.of(names.tolist()),
    items=laws.names(),
    coarsened=lambda a, whole: a.at(whole.shift),
    exact=exact_part,
)


@pytest.mark.parametrize("law", laws.LAWS)
@given(data=st.data())
def test_categories_keep_the_law(law: Callable[..., None], data: st.DataObject) -> None:
    law(CATEGORIES, data)


def slow(names: list[str]) -> tuple[int, dict[int, tuple[int, str, bool]]]:
    """Try one shift after the other."""
    counts = Counter(names)
    shift = 0
    while len({hash_name(name) >> shift for name in counts}) > 2048:
        shift += 1
    cells: dict[int, list[str]] = {}
    for name in sorted(counts, key=hash_name):
        cells.setdefault(hash_name(name) >> shift, []).append(name)
    return shift, {cell: (sum(counts[n] for n in ns), ns[0], len(ns) == 1) for cell, ns in cells.items()}


@given(laws.names())
def test_the_state_is_the_least_shift_and_its_cells(names: np.ndarray) -> None:
    c = Categories.of(names.tolist())
    cells = zip(c.counts.tolist(), c.names, c.pure.tolist(), strict=True)
    assert (c.shift, dict(zip(c.cells.tolist(), cells, strict=True))) == slow(names.tolist())
    assert c.hashes.tolist() == [hash_name(name) for name in c.names]
    assert c.total == len(names)
    assert c.distinct_lower_bound <= len(set(names.tolist()))


@given(laws.names())
def test_distinct_strings_make_the_same_as_all_of_them(names: np.ndarray) -> None:
    counts = Counter(names.tolist())
    order = sorted(counts, key=hash_name)
    distinct = Categories.of_distinct(
        hash_names(order),
        np.array([counts[name] for name in order], np.int64),
        lambda places: [order[i] for i in places.tolist()],
    )
    assert distinct == Categories.of(names.tolist())
    assert distinct == Categories.of(order, [counts[name] for name in order])


def test_strings_that_never_occur_are_left_out() -> None:
    assert Categories.of(["a", "b"], [0, 2]) == Categories.of(["b", "b"])
    assert Categories.of(["a"], [0]) == Categories()


def test_the_fullest_cells_come_first_and_equal_ones_by_name() -> None:
    assert Categories.of(["b", "a", "c", "c"]).top(2) == [("c", 2), ("a", 1)]


def test_a_cell_of_several_strings_says_so() -> None:
    c = Categories.of([str(i) for i in range(5000)])
    assert not c.is_exact
    mixed = int(np.flatnonzero(~c.pure)[0])
    assert c.shown()[mixed] == f"{c.names[mixed]} and others"
    assert 2048 < c.distinct_lower_bound <= 5000


def test_a_pure_cell_stays_pure_when_the_same_string_is_added() -> None:
    c = Categories.of([str(i) for i in range(5000)])
    assert ((c + c).pure == c.pure).all()
    pure = int(np.flatnonzero(c.pure)[0])
    assert (c + Categories.of([c.names[pure]])).pure[pure]


def test_a_pure_cell_stays_pure_when_others_are_taken_away() -> None:
    a, b = Categories.of([str(i) for i in range(5000)]), Categories.of([str(i) for i in range(4000, 9000)])
    whole = a + b
    left = whole - b
    pure = dict(zip(whole.cells.tolist(), whole.pure.tolist(), strict=True))
    assert all(p == pure[cell] for cell, p in zip(left.cells.tolist(), left.pure.tolist(), strict=True))


def test_categories_are_not_refined() -> None:
    with pytest.raises(ValueError, match="cannot be refined to shift 3"):
        Categories.of([str(i) for i in range(5000)]).at(3)
    assert Categories().at(3) == Categories()


@pytest.mark.parametrize(
    ("taken", "message"),
    [(["x"], "'x' is taken away but was never added"), (["a", "a"], "'a' is taken away more often")],
)
def test_strings_that_were_never_in_cannot_be_taken_out(taken: list[str], message: str) -> None:
    with pytest.raises(SubtractionError, match=message):
        Categories.of(["a", "b"]) - Categories.of(taken)
    with pytest.raises(SubtractionError, match="never added"):
        Categories() - Categories.of(taken)


def long_names(n: int) -> list[str]:
    """Names that together are far longer than is stored."""
    return [f"{i} é" + "x" * (i % 90) for i in range(n)]


def test_names_are_stored_in_16_kb_and_the_longest_are_cut() -> None:
    names = long_names(1500)
    read = Categories.from_bytes(Categories.of(names).to_bytes())
    assert sum(len(name.encode()) for name in read.names) <= 16 * 1024 + 3 * int(read.cut.sum())
    assert read.cut.any()
    whole = {name for name, cut in zip(read.names, read.cut.tolist(), strict=True) if not cut}
    cut = {name for name, cut in zip(read.names, read.cut.tolist(), strict=True) if cut}
    assert whole < set(names)
    assert max(map(len, whole)) <= min(map(len, cut))
    assert all(name.endswith("…") and any(n.startswith(name[:-1]) for n in names) for name in cut)


def test_cut_names_lose_no_count_hash_or_cell() -> None:
    a, b = Categories.of(long_names(1500)), Categories.of(long_names(3000)[700:])
    read_a, read_b = Categories.from_bytes(a.to_bytes()), Categories.from_bytes(b.to_bytes())
    assert read_a == a
    for whole, parts in ((a + b, read_a + read_b), ((a + b) - b, (read_a + read_b) - read_b)):
        assert parts.shift == whole.shift
        assert (parts.hashes == whole.hashes).all()
        assert (parts.counts == whole.counts).all()
        assert (parts.pure == whole.pure).all()


def test_a_sum_knows_of_a_name_what_either_side_knows() -> None:
    whole = Categories.of(long_names(1500))
    read = Categories.from_bytes(whole.to_bytes())
    assert (read + whole).names == (whole + read).names == whole.names
    assert not (read + whole).cut.any()
    longer = Categories.from_bytes(Categories.of(long_names(1500)[:800]).to_bytes())
    both = dict(zip((read + longer).hashes.tolist(), (read + longer).names, strict=True))
    assert all(len(both[h]) >= len(n) for h, n in zip(longer.hashes.tolist(), longer.names, strict=True))


def stored(shift: int, flags: int, texts: list[bytes], hashes: list[int]) -> bytes:
    """Write a table of categories by hand."""
    writer = Writer()
    writer.begin(b"C", 1)
    writer.varint(shift)
    writer.varint(len(texts))
    writer.counts(np.ones(len(texts), np.int64))
    writer.packed(np.full(len(texts), flags, np.uint64))
    writer.packed(np.array([len(text) for text in texts], np.uint64))
    writer.raw(b"".join(texts))
    writer.ascending(np.array(hashes, np.uint64))
    return writer.to_bytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (stored(0, 2, [b"a"], []), "more or fewer hashes"),
        (stored(0, 0, [b"a", b"a"], []), "do not ascend"),
        (stored(0, 0, [b"\xff"], []), "not UTF-8"),
        (stored(0, 1, [b"a"], []), "mixes strings"),
        (stored(1, 0, [], []), "mixes strings"),
    ],
)
def test_a_stored_table_that_cannot_be_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        Categories.from_bytes(data)


def test_a_value_is_shown_by_its_size() -> None:
    assert repr(Categories.of(["a", "a"])) == "<Categories of 2 strings in 1 cells at shift 0>"
