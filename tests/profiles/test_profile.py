"""A profile is a value: it adds, it subtracts, and equal ones have equal bytes."""

from __future__ import annotations

import copy
import pickle

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles.rows import DATA, few, frames, profiled, some

from gnomon.errors import FormatError, SchemaError, SubtractionError
from gnomon.profiles.profile import MAGIC, Profile, envelope
from gnomon.profiles.profiler import profile_frame
from gnomon.profiles.schema import ROLES, Role, Schema
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.codec import Writer

PAIRS = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))


@some
@given(frames(), PAIRS)
def test_profiles_add_in_any_order_with_nothing_as_zero(frame: pl.DataFrame, cuts: tuple[int, int, int]) -> None:
    a, b, c = (profiled(frame[cut::2]) for cut in cuts)
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + Profile() == a == Profile() + a
    assert a - Profile() == a


@some
@given(frames())
def test_a_profile_comes_back_from_its_bytes(frame: pl.DataFrame) -> None:
    made = profiled(frame)
    again = Profile.from_bytes(made.to_bytes())
    assert again == made
    assert hash(again) == hash(made)
    assert again.to_bytes() == made.to_bytes()
    assert again.schema == made.schema


@some
@given(frames(min_rows=2), st.integers(1, 4))
def test_counts_and_sums_of_a_difference_are_those_of_the_rest(frame: pl.DataFrame, cut: int) -> None:
    left, rest = profiled(frame) - profiled(frame[:cut]), profiled(frame[cut:])
    assert left.rows == rest.rows
    assert left.volume.repeated_rows == rest.volume.repeated_rows
    for name in left:
        assert (left[name].rows, left[name].count, left[name].nulls, left[name].missing) == (
            rest[name].rows,
            rest[name].count,
            rest[name].nulls,
            rest[name].missing,
        )
        assert left[name].top(100) == rest[name].top(100)


@few
@given(frames(min_rows=1))
def test_what_was_never_added_cannot_be_taken_away(frame: pl.DataFrame) -> None:
    made = profiled(frame)
    with pytest.raises(SubtractionError):
        made - (made + made)


def test_the_column_of_a_value_that_was_never_added_is_named() -> None:
    made, other = (profiled(pl.DataFrame({"origin": names, "x": [1.0]})) for names in (["JFK"], ["EWR"]))
    with pytest.raises(SubtractionError, match=r"^column 'origin': 'EWR' is taken away but was never added"):
        made - other
    with pytest.raises(SubtractionError, match=r"^column 'x': more values are taken away"):
        profiled(pl.DataFrame({"x": [1.0]})) - profiled(pl.DataFrame({"x": [1.0, 1.0]}))


def test_columns_that_one_side_lacks_are_absent_there_not_null() -> None:
    a, b = profiled(pl.DataFrame({"x": [1]})), profiled(pl.DataFrame({"y": [1]}))
    both = a + b
    assert (both.rows, both["x"].rows, both["y"].rows, both["x"].nulls) == (2, 1, 1, 0)
    assert both == b + a


def test_a_column_that_was_never_there_cannot_be_taken_away() -> None:
    with pytest.raises(SchemaError, match="no column 'y'"):
        profiled(pl.DataFrame({"x": [1]})) - profiled(pl.DataFrame({"y": [1]}))


def test_a_column_that_changed_its_type_is_named_when_profiles_are_added() -> None:
    v1, v2 = (profiled(pl.read_parquet(DATA / "dirty" / f"schema_v{n}.parquet")) for n in (1, 2))
    with pytest.raises(SchemaError, match="column 'dep_delay': a category cannot be added to a number"):
        v1 + v2


def test_a_profile_is_a_mapping_of_its_columns() -> None:
    made = profiled(pl.DataFrame({"temp": [1.0], "dewp": ["a"]}))
    assert (list(made), len(made), made.columns) == (["dewp", "temp"], 2, ("dewp", "temp"))
    assert "temp" in made
    assert "humid" not in made
    assert 3 not in made
    assert bool(made)
    assert not Profile()
    assert repr(made) == "<Profile of 1 rows × 2 columns>"
    with pytest.raises(TypeError):
        made.summaries["new"] = made["temp"]  # type: ignore[index]  # a mapping that cannot be changed


@pytest.mark.parametrize(
    ("column", "hint"),
    [("tmp", "Did you mean 'temp'?"), ("zzz", "Its columns are dewp, temp.")],
)
def test_a_column_that_is_not_there_is_refused_with_a_hint(column: str, hint: str) -> None:
    with pytest.raises(SchemaError) as raised:
        profiled(pl.DataFrame({"temp": [1.0], "dewp": ["a"]}))[column]
    assert str(raised.value) == f"no column {column!r} in this profile. {hint}"


def test_an_empty_profile_has_no_columns_to_hint_at() -> None:
    with pytest.raises(SchemaError, match=r"Its columns are none\."):
        Profile()["x"]


def test_a_profile_equals_nothing_but_a_profile() -> None:
    assert Profile() == Profile()
    assert Profile() != 0
    assert Profile(RowsSummary(1)) != Profile()


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("id", "timestamp")])
def test_roles_are_kept_and_come_back(role: Role) -> None:
    made = profile_frame(pl.DataFrame({"x": [1]}), Schema(roles={"x": role}))
    assert Profile.from_bytes(made.to_bytes()).schema.role("x") == role


def test_two_different_roles_of_one_column_make_it_a_feature_in_any_order() -> None:
    score, target, plain = (
        profile_frame(pl.DataFrame({"x": [1]}), Schema(roles=roles)) for roles in ({"x": "score"}, {"x": "target"}, {})
    )
    assert (score + target).schema.role("x") == "feature"
    assert (score + plain).schema.role("x") == "score"
    assert (score + target) + score == score + (target + score)
    assert (score + target) + plain == plain + (target + score)


# Bytes.


def column_of(role: int, tag: int) -> bytes:
    writer = Writer()
    RowsSummary().write(writer)
    writer.varint(1)
    writer.text("x")
    writer.varint(role)
    writer.varint(tag)
    return envelope(MAGIC, 1, writer.to_bytes())


@pytest.mark.parametrize(("role", "tag"), [(len(ROLES) + 1, 0), (0, 6)])
def test_a_role_or_kind_of_a_later_gnomon_is_a_format_error(role: int, tag: int) -> None:
    with pytest.raises(FormatError, match=r"column 'x' has a role or kind that this gnomon does not know\. Upgrade"):
        Profile.from_bytes(column_of(role, tag))


@few
@given(frames(max_rows=4), st.data())
def test_damaged_bytes_give_a_profile_or_a_format_error_and_nothing_else(
    frame: pl.DataFrame, data: st.DataObject
) -> None:
    written = bytearray(profiled(frame).to_bytes())
    for place in data.draw(st.lists(st.integers(0, len(written) - 1), min_size=1, max_size=4)):
        written[place] = data.draw(st.integers(0, 255))
    try:
        read = Profile.from_bytes(bytes(written))
    except FormatError:
        return
    assert Profile.from_bytes(read.to_bytes()) == read


def test_a_stored_number_column_needs_at_most_five_kilobytes() -> None:
    made = profiled(pl.read_parquet(DATA / "flights.parquet"))
    plain = Profile(RowsSummary(), {name: made[name] for name in made if made[name].kind == "number"})
    assert len(plain.to_bytes()) / len(plain) < 5 * 1024


def test_profiles_add_up_with_sum_and_travel_between_processes() -> None:
    parts = [profiled(pl.DataFrame({"x": [float(i)]})) for i in range(3)]
    whole = sum(parts)
    assert whole == parts[0] + parts[1] + parts[2]
    assert pickle.loads(pickle.dumps(whole)) == whole  # noqa: S301 - our own bytes
    assert copy.deepcopy(whole) == whole
    with pytest.raises(TypeError):
        parts[0] + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        1 + parts[0]  # type: ignore[operator]


def test_integers_past_float64_are_different_rows_and_ids() -> None:
    ids = pl.Series("id", [2**60 + i for i in range(1000)])
    assert profiled(ids.to_frame()).volume.repeated_rows == 0
    assert profile_frame(ids.to_frame(), Schema(roles={"id": "id"})).volume.repeated_ids == 0
    unsigned = pl.Series("id", [2**64 - 1 - i for i in range(1000)] + [None], dtype=pl.UInt64)
    assert profiled(unsigned.to_frame()).volume.repeated_rows == 0
    split = profiled(ids[:10].to_frame()) + profiled(pl.DataFrame({"id": [5, 2**60]}))
    assert split.volume.repeated_rows == pytest.approx(1 / 12)
    assert split == profiled(pl.DataFrame({"id": [*ids[:10].to_list(), 5, 2**60]}))
