"""Which types go together."""

from __future__ import annotations

import polars as pl
import pytest

from gnomon.profiles.frames.union import widen


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (pl.Int8(), pl.Int64(), pl.Int64()),
        (pl.Int64(), pl.Float32(), pl.Float64()),
        (pl.UInt64(), pl.Int8(), None),
        (pl.Decimal(10, 2), pl.Int64(), pl.Float64()),
        (pl.String(), pl.Categorical(), pl.String()),
        (pl.Enum(["a"]), pl.Enum(["b"]), pl.String()),
        (pl.Date(), pl.Datetime("us"), pl.Datetime("us")),
        (pl.Datetime("us", "UTC"), pl.Datetime("ns", "Europe/Zurich"), pl.Datetime("us", "UTC")),
        (pl.Duration("ms"), pl.Duration("us"), pl.Duration("us")),
        (pl.List(pl.Int64()), pl.List(pl.Float64()), pl.List(pl.Float64())),
        (pl.Null(), pl.Boolean(), pl.Boolean()),
        (pl.Boolean(), pl.Boolean(), pl.Boolean()),
    ],
)
def test_types_of_one_family_become_the_wider(one: pl.DataType, other: pl.DataType, both: pl.DataType | None) -> None:
    wide = widen(one, other)
    assert wide is not None
    assert both is None or wide == both
    assert widen(other, one) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pl.Int64(), pl.String()),
        (pl.Boolean(), pl.Int64()),
        (pl.Datetime("us"), pl.Datetime("us", "UTC")),
        (pl.List(pl.Int64()), pl.List(pl.String())),
        (pl.Array(pl.Int64(), 2), pl.Array(pl.Int64(), 3)),
        (pl.Binary(), pl.String()),
    ],
)
def test_types_of_two_families_do_not_go_together(one: pl.DataType, other: pl.DataType) -> None:
    assert widen(one, other) is None
