"""Performance of a segment: whether its targets show anything, and whether it broke otherwise than the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from gnomon.checks.apart import MORE, rest
from gnomon.checks.performance import material_of
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.checks.settings import LONGEST
from gnomon.checks.stretches import STANDARD_ERRORS
from gnomon.metrics import registry
from gnomon.metrics.estimate import Estimate
from gnomon.profiles.outcomes.outcome import Outcome, together

BREAK = 5
"""A segment that cannot show so many times what matters is left out, and costs the others nothing.

What matters of a metric is small (0.01 of an AUC), and a segment breaks by far more: a hard 2, as of columns, would
leave out all but the largest.
"""


def is_large(metric: str, reference: Sequence[Outcome], worse_by: float | None = None) -> bool:
    """Whether a segment's rows show a break, from its reference alone.

    Args:
        metric: Its name.
        reference: Outcomes of the segment in the windows of the reference.
        worse_by: As in `judge_performance`.

    Source: STATISTICS B5.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.outcomes.regression import RegressionOutcome
        >>> rng = np.random.default_rng(0)
        >>> days = {n: [RegressionOutcome.of(rng.normal(0, 1, n), np.zeros(n)) for _ in range(28)] for n in (2, 200)}
        >>> {n: is_large("mae", some) for n, some in days.items()}
        {2: False, 200: True}
    """
    record = registry.find_outcome(metric)
    whole = record(reduce(together, reference)) if reference else None
    if not isinstance(whole, Estimate):
        return False
    longest = min(LONGEST, len(reference))
    error = whole.se * (len(reference) / longest) ** 0.5
    return bool(STANDARD_ERRORS * error <= BREAK * material_of(record, record, reference, worse_by))


def stands_out(mine: ScalarVerdict, whole: ScalarVerdict, share: float) -> bool:
    """Whether a segment's performance moved at least twice as far as that of the other rows.

    Args:
        mine: The segment's, in violation.
        whole: That of all rows.
        share: The segment's share of these.

    Example:
        >>> broken, same = (ScalarVerdict("violation", "", effect=-x) for x in (0.12, 0.02))
        >>> stands_out(broken, same, 0.1), stands_out(broken, broken, 0.1)
        (True, False)
    """
    far = mine.effect or 0.0
    alike = max(0.0, (whole.effect or 0.0) * (1 if far > 0 else -1))  # all rows, the same way
    return abs(far) >= MORE * rest(alike, abs(far), share)
