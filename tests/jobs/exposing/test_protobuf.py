"""Families as protobuf: read back by a reader that knows the wire format only."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gnomon.jobs.exposing.current import distribution
from gnomon.jobs.exposing.family import Family, gauge
from gnomon.jobs.exposing.protobuf import protobuf
from gnomon.profiles.number import NumberSummary
from gnomon.sketches.native import Buckets

NAME, HELP, TYPE, METRIC = 1, 2, 3, 4
LABEL, GAUGE, HISTOGRAM = 1, 2, 7
COUNT, SUM, SCHEMA, THRESHOLD, ZEROS, SPAN = 1, 2, 5, 6, 7, {"negative": 9, "positive": 12}


def varint(data: Iterator[int]) -> int:
    found, shift = 0, 0
    for byte in data:
        found |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return found
    raise EOFError


def signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def fields(data: bytes) -> dict[int, list[int | float | bytes]]:
    """Field numbers with their values, in order."""
    found: dict[int, list[int | float | bytes]] = {}
    rest = iter(data)
    for first in rest:
        key = varint(iter([first])) if first < 0x80 else (first & 0x7F) | varint(rest) << 7
        match key & 7:
            case 0:
                value: int | float | bytes = varint(rest)
            case 1:
                (value,) = struct.unpack("<d", bytes(next(rest) for _ in range(8)))
            case _:
                value = bytes(next(rest) for _ in range(varint(rest)))
        found.setdefault(key >> 3, []).append(value)
    return found


def only(data: bytes) -> dict[int, list[int | float | bytes]]:
    """The fields of the only message behind its length."""
    rest = iter(data)
    size = varint(rest)
    message = bytes(rest)
    assert len(message) == size
    return fields(message)


def buckets(histogram: dict[int, list[int | float | bytes]], side: str) -> Buckets:
    found, index, count = list[tuple[int, int]](), 0, 0
    deltas = iter(histogram.get(SPAN[side] + 1, []))
    for span in histogram.get(SPAN[side], []):
        said = fields(span)  # type: ignore[arg-type]
        index += signed(said[1][0])  # type: ignore[arg-type]
        for _ in range(said[2][0]):  # type: ignore[arg-type]
            count += signed(next(deltas))  # type: ignore[arg-type]
            found.append((index, count))
            index += 1
    return tuple(found)


def test_a_gauge_has_its_name_its_labels_and_its_value() -> None:
    family = only(protobuf([gauge("x", "X.", [({"of": "a" * 200, "and": "é"}, -1.5)])]))
    assert (family[NAME], family[HELP], family[TYPE]) == ([b"x"], [b"X."], [1])
    metric = fields(family[METRIC][0])  # type: ignore[arg-type]
    labels = [fields(pair) for pair in metric[LABEL]]  # type: ignore[arg-type]
    assert [(pair[1], pair[2]) for pair in labels] == [([b"of"], [b"a" * 200]), ([b"and"], ["é".encode()])]
    assert fields(metric[GAUGE][0]) == {1: [-1.5]}  # type: ignore[arg-type]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=100))
def test_a_distribution_is_read_back_as_it_was(values: list[float]) -> None:
    one = distribution(NumberSummary.of(np.array(values)))
    family = only(protobuf([Family("v", "V.", "gaugehistogram", (({}, one),))]))
    assert family[TYPE] == [5]
    histogram = fields(fields(family[METRIC][0])[HISTOGRAM][0])  # type: ignore[arg-type]
    assert (histogram[COUNT], histogram[SUM]) == ([len(values)], [one.sum])
    assert signed(histogram[SCHEMA][0]) == one.fine.schema  # type: ignore[arg-type]
    assert (histogram[THRESHOLD], histogram[ZEROS]) == ([0.0], [one.fine.zeros])
    assert (buckets(histogram, "positive"), buckets(histogram, "negative")) == (one.fine.positive, one.fine.negative)
    assert SPAN["positive"] in histogram or SPAN["negative"] in histogram


def test_families_without_samples_are_left_out() -> None:
    assert protobuf([gauge("x", "X.", [])]) == b""
