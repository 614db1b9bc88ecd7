"""Scalars of one's own keep the laws of every value that adds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import laws
from tests.profiles.rows import few

from gnomon.errors import FormatError, SchemaError, SubtractionError
from gnomon.profiles.custom import scalar
from gnomon.profiles.custom.count import Count
from gnomon.profiles.custom.failed import Failed
from gnomon.profiles.custom.mean import Mean
from gnomon.profiles.custom.ratio import Ratio
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import MAGIC, Profile, envelope, open_envelope
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.codec import Writer

GOLDEN = Path(__file__).parents[2] / "golden" / "profiles" / "custom-v1.bin"

EVERY = Profile(
    RowsSummary(count=5),
    {"a": NumberSummary(nulls=5)},
    {},
    {
        "refunds": Count(3),
        "share_late": Ratio(2, 5),
        "basket": Mean.of([1.5, None, -2.25, 1e-300]),
        "broken": Failed("KeyError: 'ü' (checks.py, line 3)"),
    },
)
"""What is in the golden bytes. It never changes."""


def of(items: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Profile:
    if not len(items):
        return Profile()  # no profiler is called on no rows
    small = np.clip(items, -1e150, 1e150)
    return Profile(
        RowsSummary(len(items)),
        {},
        {},
        {"n": Count(len(items)), "share": Ratio(int((items > 0).sum()), len(items)), "mean": Mean.of(small)},
    )


def exact(profile: Profile) -> bytes:
    """The bytes; none of a profile whose rows were all taken away, though it still names its series."""
    return profile.to_bytes() if profile.rows else b""


PROFILES = laws.Kind(Profile(), of, laws.floats(), exact=exact)


@pytest.mark.parametrize(
    "law",
    [laws.associative, laws.commutative, laws.zero, laws.whole_is_sum_of_parts, laws.subtracts, laws.comes_back],
    ids=lambda law: law.__name__,
)
@few
@given(data=st.data())
def test_scalars_keep_the_law(law: object, data: st.DataObject) -> None:
    law(PROFILES, data)  # type: ignore[operator]  # a law


FAILED = st.sampled_from("abc").map(Failed)
ANY = st.one_of(FAILED, st.integers(0, 9).map(Count))


@given(ANY, ANY, ANY)
def test_what_failed_takes_in_the_rest_in_any_order(a: scalar.Scalar, b: scalar.Scalar, c: scalar.Scalar) -> None:
    def add(x: scalar.Scalar, y: scalar.Scalar) -> scalar.Scalar:
        return scalar.together("n", x, y)

    assert add(add(a, b), c) == add(a, add(b, c))
    assert add(a, b) == add(b, a)
    assert isinstance(add(a, b), Failed) is (isinstance(a, Failed) or isinstance(b, Failed))


def test_golden_bytes_are_read_and_written_as_ever() -> None:
    stored = GOLDEN.read_bytes()
    assert EVERY.to_bytes() == stored
    assert Profile.from_bytes(stored).scalars == EVERY.scalars
    assert Profile.from_bytes(stored) == EVERY


def test_bytes_of_another_gnomon_are_refused() -> None:
    writer = Writer()
    RowsSummary().write(writer)
    for number in (1,):
        writer.varint(number)
    writer.text("later")
    writer.varint(0)
    writer.varint(99)
    with pytest.raises(FormatError, match=r"'later' is of a type that this gnomon does not know\. Upgrade"):
        Profile.from_bytes(envelope(MAGIC, 1, writer.to_bytes()))


def test_damaged_bytes_are_refused_and_nothing_else() -> None:
    payload = bytearray(open_envelope(EVERY.to_bytes(), MAGIC, 1, "profile"))
    for place in range(len(payload)):
        damaged = bytes(payload[:place] + bytes([payload[place] ^ 0x55]) + payload[place + 1 :])
        try:
            Profile.from_bytes(envelope(MAGIC, 1, damaged))
        except FormatError:
            continue


def test_two_types_do_not_go_together_and_the_series_is_named() -> None:
    with pytest.raises(SchemaError, match=r"series 'n': a Ratio does not go together with a Count"):
        scalar.together("n", Count(1), Ratio(1, 2))


@pytest.mark.parametrize(
    ("whole", "part"), [(Count(1), Count(2)), (Ratio(1, 2), Ratio(0, 2)), (Mean.of([1.0]), Mean.of([1.0, 2.0]))]
)
def test_what_was_never_added_cannot_be_taken_away(whole: scalar.Scalar, part: scalar.Scalar) -> None:
    with pytest.raises(SubtractionError, match=r"^series 'n': "):
        scalar.apart("n", whole, part)


def test_a_profile_says_where_its_own_numbers_are() -> None:
    with pytest.raises(SchemaError, match=r"take \.scalars\['refunds'\]"):
        EVERY["refunds"]
    assert EVERY.columns == ("a",)


def test_a_series_that_was_never_added_is_named() -> None:
    with pytest.raises(SchemaError, match="no series 'refunds'"):
        Profile() - Profile(scalars={"refunds": Count(1)})
