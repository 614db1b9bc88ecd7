"""The bytes of stored samples: readable for ever, and refused when they are not whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.profiles import golden
from tests.store.made import window

import gnomon as gn
from gnomon.errors import FormatError
from gnomon.profiles.outcomes.binary import BinaryOutcome
from gnomon.profiles.summary import BY_KIND
from gnomon.store import blob as blobs
from gnomon.store.blob import StoredColumn

STORED: dict[str, str] = json.loads(
    (Path(__file__).parents[1] / "golden" / "store" / "blobs-1.json").read_text("utf-8")
)
"""Hexadecimal bytes as the first format had them; never written again."""

PROFILE = gn.profile(golden.FRAME, schema=golden.SCHEMA)
OUTCOME = BinaryOutcome.of(np.array([0, 1, 1], np.int8), np.array([0, 1, 0], np.int8), np.array([0.25, 0.75, 0.5]))
OUTCOMES = [(window(n), OUTCOME) for n in (-1, 0)]
READERS: dict[str, Callable[[bytes], object]] = {
    "rows": blobs.rows_from_bytes,
    "column": blobs.column_from_bytes,
    "outcome": blobs.outcome_from_bytes,
    "outcomes": blobs.outcomes_from_bytes,
}


def made() -> dict[str, bytes]:
    """The same values, as this gnomon stores them."""
    found = {
        f"column {name}": blobs.column_to_bytes(StoredColumn(name, PROFILE.roles.get(name), summary))
        for name, summary in PROFILE.summaries.items()
    }
    found["rows"] = blobs.rows_to_bytes(PROFILE.volume)
    found["outcome"] = blobs.outcome_to_bytes(OUTCOME)
    found["outcomes"] = blobs.outcomes_to_bytes(OUTCOMES)
    return found


def _reader(name: str) -> Callable[[bytes], Any]:
    return READERS[name.partition(" ")[0]]


def test_every_kind_of_column_has_its_stored_bytes() -> None:
    kinds = {blobs.column_from_bytes(bytes.fromhex(STORED[name])).summary.kind for name in STORED if "column" in name}
    assert kinds == set(BY_KIND)


def test_what_is_stored_has_the_bytes_of_the_first_format() -> None:
    assert {name: data.hex() for name, data in made().items()} == STORED


def test_what_the_first_format_stored_is_read() -> None:
    assert blobs.rows_from_bytes(bytes.fromhex(STORED["rows"])) == PROFILE.volume
    assert blobs.outcome_from_bytes(bytes.fromhex(STORED["outcome"])) == OUTCOME
    assert blobs.outcomes_from_bytes(bytes.fromhex(STORED["outcomes"])) == OUTCOMES
    for name, summary in PROFILE.summaries.items():
        column = blobs.column_from_bytes(bytes.fromhex(STORED[f"column {name}"]))
        assert column == StoredColumn(name, PROFILE.roles.get(name), summary)


@pytest.mark.parametrize("name", STORED)
def test_what_is_cut_or_too_long_is_refused(name: str) -> None:
    data = bytes.fromhex(STORED[name])
    for cut in range(1, len(data), 7):
        with pytest.raises(FormatError):
            _reader(name)(data[:cut])
    with pytest.raises(FormatError):
        _reader(name)(data + b"\0")


@pytest.mark.parametrize("name", [*READERS])
def test_bytes_of_something_else_or_of_a_newer_gnomon_are_refused(name: str) -> None:
    stored = bytes.fromhex(STORED.get(name) or STORED["column temp"])
    with pytest.raises(FormatError, match="newer"):
        READERS[name](stored[:1] + b"\x63" + stored[2:])
    other = bytes.fromhex(STORED["outcome" if name == "rows" else "rows"])
    with pytest.raises(FormatError):
        READERS[name](other)


def test_a_role_that_is_not_known_is_refused() -> None:
    stored = bytearray(bytes.fromhex(STORED["column temp"]))
    place = stored.index(b"temp") + len("temp")
    stored[place] = 99
    with pytest.raises(FormatError, match="'temp' has a role or kind that this gnomon does not know"):
        blobs.column_from_bytes(bytes(stored))


def test_no_outcomes_are_no_bytes_or_few() -> None:
    assert blobs.outcomes_from_bytes(b"") == []
    assert blobs.outcomes_from_bytes(blobs.outcomes_to_bytes([])) == []
