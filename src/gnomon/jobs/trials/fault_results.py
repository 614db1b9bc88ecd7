"""What became of injected faults: found or not, how soon, by which monitor, and whether the cause was named."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gnomon.notify.payload import stamp

HORIZON = 14
"""Windows within which a fault must be found (STATISTICS G)."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault in one place.

    Attributes:
        start: Start of the first faulty window.
        columns: What it went into.
        delay: Windows until an alert told of it, 1 at once; infinite when none did.
        monitor: Which monitor told first; empty when none did.
        named: The column that was named first; empty when none was.
        is_right: Whether what was named is the cause.
    """

    start: datetime
    columns: tuple[str, ...]
    delay: float = math.inf
    monitor: str = ""
    named: str = ""
    is_right: bool = False

    @property
    def is_found(self) -> bool:
        """Whether an alert told of it in time."""
        return self.delay <= HORIZON


@dataclass(frozen=True, slots=True)
class FaultResult:
    """What became of one fault of one size.

    Attributes:
        fault: Its name.
        size: The words for its size; empty where it has one only.
        says: What happens, in a clause.
        is_friend: Whether nothing is wrong, so that all must stay silent.
        trials: Every place in which it was injected.

    Example:
        >>> from datetime import UTC
        >>> day = datetime(2013, 1, 1, tzinfo=UTC)
        >>> trials = (Trial(day, ("x",), 1, "quality", "x", True), Trial(day, ("y",)))
        >>> found = FaultResult("null burst", "5 %", "values are null", False, trials)
        >>> found.share, found.delay, found.right, dict(found.by)
        (0.5, inf, 1.0, {'quality': 1})
    """

    fault: str
    size: str
    says: str
    is_friend: bool
    trials: tuple[Trial, ...]

    @property
    def found(self) -> int:
        """In how many places it was found."""
        return sum(trial.is_found for trial in self.trials)

    @property
    def share(self) -> float:
        """In which share of the places it was found."""
        return self.found / len(self.trials)

    @property
    def delay(self) -> float:
        """Windows until it was found in half of the places; infinite when it was not."""
        return statistics.median(trial.delay for trial in self.trials)

    @property
    def late_delay(self) -> float:
        """Windows until it was found in nine places of ten; infinite when it was not."""
        return sorted(trial.delay for trial in self.trials)[math.ceil(0.9 * len(self.trials)) - 1]

    @property
    def right(self) -> float | None:
        """In which share of the places where it was found the cause was named first; None where it never was found."""
        return sum(trial.is_right for trial in self.trials) / self.found if self.found else None

    @property
    def by(self) -> Mapping[str, int]:
        """How often which monitor told first, the most frequent first."""
        return dict(Counter(trial.monitor for trial in self.trials if trial.is_found).most_common())

    @property
    def is_good(self) -> bool:
        """Whether it was found in at least half of the places; of a false friend, whether all was silent everywhere."""
        return self.found == 0 if self.is_friend else math.isfinite(self.delay)

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As `gnomon backtest --json` prints it."""
        return {
            "fault": self.fault,
            "size": self.size,
            "what": self.says,
            "must_stay_silent": self.is_friend,
            "found": self.found > 0 if self.is_friend else math.isfinite(self.delay),
            "found_share": self.share,
            "delay_windows": _finite(self.delay),
            "delay_windows_p90": _finite(self.late_delay),
            "by": dict(self.by),
            "right_cause_share": self.right,
            "trials": [
                {
                    "start": stamp(trial.start),
                    "columns": list(trial.columns),
                    "delay_windows": _finite(trial.delay),
                    "monitor": trial.monitor or None,
                    "named": trial.named or None,
                }
                for trial in self.trials
            ],
        }


def _finite(delay: float) -> float | None:
    return delay if math.isfinite(delay) else None
