"""The laws of values that add, each written once and applied to every such value.

A `Kind` tells the laws how to make values of some type, and what its subtraction promises; `LAWS` are
functions of a kind and of hypothesis' `data`. Values are grown by operations as well as made from data, so
that every state which a sum or a difference can reach is tried.

    @pytest.mark.parametrize("law", LAWS)
    @given(st.data())
    def test_histograms_keep_the_law(law, data):
        law(HISTOGRAMS, data)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from gnomon.errors import FormatError

ODD_FLOATS = (
    -0.0,
    0.0,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    -2.225073858507201e-308,
    2.0**53 - 1,
    2.0**53 + 2,
    -(2.0**53) - 2,
    1e308,
    -1e308,
    1.7976931348623157e308,
    -1.7976931348623157e308,
    1.0,
    1.0000000000000002,
)


@dataclass(frozen=True)
class Kind:
    """A type of values that add.

    Attributes:
        zero: The value of nothing.
        of: Makes a value of a multiset, given as an array in any order.
        items: Draws such an array.
        coarsened: `coarsened(a, whole)` is `a` at the resolution of `whole`.
        exact: The part of a value that is exact in a difference; by default the value itself.
    """

    zero: Any
    of: Callable[[Any], Any]
    items: st.SearchStrategy[Any]
    coarsened: Callable[[Any, Any], Any] = lambda a, whole: a
    exact: Callable[[Any], Any] = lambda value: value

    def grown(self) -> st.SearchStrategy[Any]:
        """Draw a value that was made by operations."""
        return st.recursive(
            self.items.map(self.of),
            lambda inner: st.one_of(
                st.tuples(inner, inner).map(lambda ab: ab[0] + ab[1]),
                st.tuples(inner, inner).map(lambda ab: (ab[0] + ab[1]) - ab[1]),
                inner.map(lambda a: type(a).from_bytes(a.to_bytes())),
            ),
            max_leaves=3,
        )


def floats() -> st.SearchStrategy[np.ndarray]:
    """Draw finite floats: few odd ones, or more than any sketch keeps apart."""
    one = st.one_of(st.sampled_from(ODD_FLOATS), st.floats(allow_nan=False, allow_infinity=False))
    few = st.lists(one, max_size=15).map(lambda xs: np.array(xs, np.float64))
    return st.one_of(few, st.builds(_many_floats, st.integers(0, 2**32), st.integers(0, 4), few))


def _many_floats(seed: int, shape: int, odd: np.ndarray) -> np.ndarray:
    """Thousands of floats of some shape, with some odd ones among them."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1500, 4000))
    many = (
        lambda: rng.normal(size=n),
        lambda: rng.lognormal(0, 3, n),
        lambda: rng.integers(-500, 5000, n).astype(np.float64),
        lambda: np.round(rng.normal(100, 30, n), 1),
        lambda: np.ldexp(rng.normal(size=n), rng.integers(-1000, 1000, n)),
    )[shape]()
    return rng.permutation(np.concatenate((many, odd)))


def names() -> st.SearchStrategy[np.ndarray]:
    """Draw strings: few odd ones, or more than any sketch keeps apart."""
    one = st.one_of(st.sampled_from(["", " ", "é", "…", "JFK", "a" * 300]), st.text(max_size=5))
    few = st.lists(one, max_size=10)
    return st.one_of(few, st.builds(_many_names, st.integers(0, 2**32), few)).map(
        lambda xs: np.array(xs, np.dtypes.StringDType())
    )


def _many_names(seed: int, odd: list[str]) -> list[str]:
    """Thousands of strings, some of them long, with some odd ones among them."""
    rng = np.random.default_rng(seed)
    pad = "long " * int(rng.integers(0, 5))
    return [*odd, *(f"{pad}{i}" for i in rng.integers(0, rng.integers(1, 6000), 3000).tolist())]


def hashes() -> st.SearchStrategy[np.ndarray]:
    """Draw 64-bit hashes: few odd ones, or more than any sketch keeps."""
    one = st.one_of(st.sampled_from([0, 1, 2**63, 2**64 - 1]), st.integers(0, 2**64 - 1))
    few = st.lists(one, max_size=10).map(lambda xs: np.array(xs, np.uint64))

    def many(seed: int, odd: np.ndarray) -> np.ndarray:
        rng = np.random.default_rng(seed)
        pool = rng.integers(0, 2**64, int(rng.integers(1, 6000)), np.uint64)
        return np.concatenate((odd, rng.choice(pool, int(rng.integers(1000, 5000)))))

    return st.one_of(few, st.builds(many, st.integers(0, 2**32), few))


def associative(kind: Kind, data: st.DataObject) -> None:
    """`(a + b) + c == a + (b + c)`."""
    a, b, c = (data.draw(kind.grown()) for _ in range(3))
    assert (a + b) + c == a + (b + c)


def commutative(kind: Kind, data: st.DataObject) -> None:
    """`a + b == b + a`."""
    a, b = data.draw(kind.grown()), data.draw(kind.grown())
    assert a + b == b + a


def zero(kind: Kind, data: st.DataObject) -> None:
    """Nothing, added or taken away, changes nothing."""
    a = data.draw(kind.grown())
    assert a + kind.zero == a == kind.zero + a
    assert a - kind.zero == a
    assert kind.of(data.draw(kind.items)[:0]) == kind.zero


def whole_is_sum_of_parts(kind: Kind, data: st.DataObject) -> None:
    """Any split and any order give the same bytes as the whole."""
    items = data.draw(kind.items)
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    cuts = np.sort(rng.integers(0, len(items) + 1, data.draw(st.integers(0, 6))))
    parts = [kind.of(part) for part in np.split(items[rng.permutation(len(items))], cuts)]
    while len(parts) > 1:
        a, b = (parts.pop(int(rng.integers(len(parts)))) for _ in range(2))
        parts.append(a + b)
    assert parts[0] == kind.of(items)
    assert parts[0].to_bytes() == kind.of(items).to_bytes()


def subtracts(kind: Kind, data: st.DataObject) -> None:
    """`(a + b) - b` is `a` at the resolution of `a + b`, in what is exact."""
    a, b = data.draw(kind.grown()), data.draw(kind.grown())
    whole = a + b
    assert kind.exact(whole - b) == kind.exact(kind.coarsened(a, whole))


def equal_values_have_equal_bytes(kind: Kind, data: st.DataObject) -> None:
    """Values are equal just when their bytes are, and then have one hash."""
    a, b = data.draw(kind.grown()), data.draw(kind.grown())
    for x, y in ((a, b), (a + b, b + a), (a, type(a).from_bytes(a.to_bytes()))):
        assert (x == y) is (x.to_bytes() == y.to_bytes())
        assert x != y or hash(x) == hash(y)
    assert a != "something else"


def comes_back(kind: Kind, data: st.DataObject) -> None:
    """What is read is what was written, and is written again as the same bytes."""
    a = data.draw(kind.grown())
    again = type(a).from_bytes(a.to_bytes())
    assert again == a
    assert again.to_bytes() == a.to_bytes()


def refuses_cut_or_longer_bytes(kind: Kind, data: st.DataObject) -> None:
    """Bytes with something missing, or left over, are refused."""
    a = data.draw(kind.grown())
    written = a.to_bytes()
    with pytest.raises(FormatError):
        type(a).from_bytes(written[: data.draw(st.integers(0, len(written) - 1))])
    with pytest.raises(FormatError, match=r"left over|cut off or damaged"):
        type(a).from_bytes(written + b"\0")


def refuses_a_newer_format(kind: Kind, data: st.DataObject) -> None:
    """A value of a newer format, or of another kind, is refused with what to do about it."""
    written = kind.zero.to_bytes()
    with pytest.raises(FormatError, match=r"format 99, this one reads up to 1\): upgrade gnomon"):
        type(kind.zero).from_bytes(written[:1] + bytes([99]) + written[2:])
    with pytest.raises(FormatError, match="something else"):
        type(kind.zero).from_bytes(b"?" + written[1:])


def survives_any_bytes(kind: Kind, data: st.DataObject) -> None:
    """Damaged or invented bytes give a value or a `FormatError`, and nothing else."""
    written = bytearray(data.draw(kind.grown()).to_bytes())
    for place in data.draw(st.lists(st.integers(0, len(written) - 1), max_size=4)):
        written[place] = data.draw(st.integers(0, 255))
    for damaged in (bytes(written), kind.zero.to_bytes()[:2] + data.draw(st.binary(max_size=60))):
        try:
            value = type(kind.zero).from_bytes(damaged)
        except FormatError:
            continue
        assert type(value).from_bytes(value.to_bytes()) == value
        assert value + kind.zero == value


LAWS: Sequence[Callable[[Kind, st.DataObject], None]] = (
    associative,
    commutative,
    zero,
    whole_is_sum_of_parts,
    subtracts,
    equal_values_have_equal_bytes,
    comes_back,
    refuses_cut_or_longer_bytes,
    refuses_a_newer_format,
    survives_any_bytes,
)
