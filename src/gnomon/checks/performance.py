"""Performance: a metric of outcomes, realised or estimated, against the reference's. Worse only."""

from __future__ import annotations

from collections.abc import Sequence

from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.windows import Window


def judge_performance(  # noqa: PLR0913 - what is known of a window
    metric: str,
    reference: Sequence[Outcome],
    current: Sequence[Outcome],
    *,
    windows: Sequence[Window],
    worse_by: float | None = None,
    maturity: Sequence[float] | None = None,
    coverage: Sequence[float] | None = None,
    alpha: float = 0.005,
    first: int = 0,
) -> tuple[ScalarVerdict, ...]:
    """Judge each current window from the `first` on."""
    raise NotImplementedError
