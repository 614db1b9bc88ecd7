"""Rows that are a sample: each says with what rate it was kept, and stands for as many rows as that."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.profiles.null import NullSummary
from gnomon.profiles.number import NumberSummary
from gnomon.profiles.profile import Profile

RATE = "sample_rate"
"""The column that says with what rate a row was kept; a client that samples sends it."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """What sampled rows stand for.

    Attributes:
        rows: How many there are.
        estimated: How many there were before sampling, as far as their rates tell.
        variance: The sampling variance of that.
    """

    rows: int
    estimated: float
    variance: float

    @property
    def share(self) -> float:
        """The share of rows that were kept."""
        return self.rows / self.estimated


def has_rates(profile: Profile) -> bool:
    """Whether there is a column of rates: of that name, and with no value that is none.

    Args:
        profile: Of any rows.
    """
    rates = profile.summaries.get(RATE)
    if isinstance(rates, NumberSummary):
        return not rates.count or 0 < rates.low <= rates.high <= 1
    return isinstance(rates, NullSummary)


def sampled(profile: Profile) -> Sampled | None:
    """What the rows of a profile stand for; None where they do not say that they are a sample.

    A column of that name whose values are no rates, as of a sound, says nothing of sampling. A row without a rate
    stands for itself.

    Source: Horvitz & Thompson 1952, for rows that are kept independently of each other.

    Example:
        >>> import gnomon as gn, polars as pl
        >>> sampled(gn.profile(pl.DataFrame({"sample_rate": [0.5, 0.5, None]})))
        Sampled(rows=3, estimated=5.0, variance=4.0)
        >>> sampled(gn.profile(pl.DataFrame({"sample_rate": [44_100.0]}))) is None
        True
    """
    rates = profile.summaries.get(RATE)
    if not isinstance(rates, NumberSummary) or not rates.count or not has_rates(profile):
        return None
    values, counts = rates.points(), rates.histogram.counts
    rest = profile.rows - rates.count
    estimated = rest + float((counts / values).sum())
    return Sampled(profile.rows, estimated, float((counts * (1 - values) / values**2).sum()))
