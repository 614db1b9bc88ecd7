"""What Prometheus calls a metric family: samples of one name, each with its labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from gnomon.sketches.native import Native

Kind = Literal["gauge", "gaugehistogram"]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How values lie now.

    Attributes:
        count: How many.
        sum: Of all of them.
        fine: By up to 160 exponential buckets.
        coarse: By up to 20, for those who read text.
    """

    count: int
    sum: float
    fine: Native
    coarse: Native


Value = float | Distribution


@dataclass(frozen=True, slots=True)
class Family:
    """Samples of one name.

    Attributes:
        name: As it is queried.
        help: What it is, in a sentence.
        kind: What its values are: numbers, or distributions.
        samples: Labels and value of each.
    """

    name: str
    help: str
    kind: Kind
    samples: tuple[tuple[Mapping[str, str], Value], ...]


def gauge(name: str, help: str, samples: Iterable[tuple[Mapping[str, str], float]]) -> Family:
    """A family of numbers that go up and down.

    Example:
        >>> gauge("up", "Whether it answers.", [({}, 1.0)]).kind
        'gauge'
    """
    return Family(name, help, "gauge", tuple(samples))
