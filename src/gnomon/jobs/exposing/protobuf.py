"""Families as protobuf, the only form in which Prometheus takes native histograms from an endpoint.

Each family is a message `io.prometheus.client.MetricFamily` behind its length. The numbers here are those of that
message's published definition, which never change; writing them takes fewer lines than compiling it would.

Source: https://github.com/prometheus/client_model, metrics.proto; https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

from gnomon.jobs.exposing.family import Distribution, Family, Value
from gnomon.sketches.native import Buckets

PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"

GAUGE, GAUGE_HISTOGRAM = 1, 5
"""Of the enumeration `MetricType`."""

VARINT, FIXED64, BYTES = 0, 1, 2
"""Wire types."""


def protobuf(families: Iterable[Family]) -> bytes:
    """Families, each behind its length."""
    return b"".join(_delimited(_family(family)) for family in families if family.samples)


def _family(family: Family) -> bytes:
    kind = GAUGE if family.kind == "gauge" else GAUGE_HISTOGRAM
    head = _text(1, family.name) + _text(2, family.help) + _whole(3, kind)
    return head + b"".join(_bytes(4, _metric(labels, value)) for labels, value in family.samples)


def _metric(labels: Mapping[str, str], value: Value) -> bytes:
    pairs = b"".join(_bytes(1, _text(1, name) + _text(2, text)) for name, text in labels.items())
    if isinstance(value, Distribution):
        return pairs + _bytes(7, _histogram(value))
    return pairs + _bytes(2, _double(1, value))


def _histogram(one: Distribution) -> bytes:
    written = _whole(1, one.count) + _double(2, one.sum) + _signed(5, one.fine.schema)
    written += _double(6, 0.0) + _whole(7, one.fine.zeros)
    written += _buckets(9, one.fine.negative) + _buckets(12, one.fine.positive)
    # Without a span it would be read as a classic histogram without buckets.
    return written if one.fine.negative or one.fine.positive else written + _bytes(12, _signed(1, 0) + _whole(2, 0))


def _buckets(field: int, buckets: Buckets) -> bytes:
    """Spans of buckets without a gap, then how much each bucket differs from the one before."""
    spans: list[list[int]] = []
    end = 0
    for index, _ in buckets:
        if spans and index == end:
            spans[-1][1] += 1
        else:
            spans.append([index - end, 1])
        end = index + 1
    written = b"".join(_bytes(field, _signed(1, offset) + _whole(2, length)) for offset, length in spans)
    return written + b"".join(_signed(field + 1, delta) for delta in _deltas(buckets))


def _deltas(buckets: Buckets) -> Iterator[int]:
    before = 0
    for _, count in buckets:
        yield count - before
        before = count


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode("utf-8", "replace"))


def _bytes(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | BYTES) + _delimited(data)


def _double(field: int, number: float) -> bytes:
    return _varint(field << 3 | FIXED64) + struct.pack("<d", number)


def _whole(field: int, number: int) -> bytes:
    return _varint(field << 3 | VARINT) + _varint(number)


def _signed(field: int, number: int) -> bytes:
    return _whole(field, number << 1 if number >= 0 else (-number << 1) - 1)


def _delimited(data: bytes) -> bytes:
    return _varint(len(data)) + data


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits a byte
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])
