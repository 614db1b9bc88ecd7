"""Tests of injections: what they know of the reference."""

from __future__ import annotations

import numpy as np
import polars as pl

import gnomon as gn
from gnomon.jobs.trials.faults.fault import Injection, record_of

USUAL = gn.profile(pl.DataFrame({"x": [1.0, 2.0, 3.0], "none": [None, None, None], "word": ["a", "b", "b"]}))


def at(column: str) -> Injection:
    return Injection((column,), 1.0, 0, np.random.default_rng(0), USUAL)


def test_a_column_has_the_scatter_of_the_reference_and_one_without_values_has_none() -> None:
    assert at("x").sd == 1.0
    assert at("none").sd == at("word").sd == at("unknown").sd == 0.0


def test_the_most_frequent_value_is_the_references() -> None:
    assert at("word").most == "b"
    assert at("x").most == at("unknown").most == ""


def test_a_share_of_rows_is_drawn() -> None:
    assert not at("x").chosen(100, 0.0).any()
    assert at("x").chosen(100, 1.0).all()


def test_what_is_no_fault_has_no_record() -> None:
    assert record_of(print) is None
