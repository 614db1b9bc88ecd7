"""What is said of one number in one window."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.checks.verdict import Status
from gnomon.profiles.windows import Window


@dataclass(frozen=True, slots=True)
class ScalarVerdict:
    """The verdict of one number in one window; a figure that could not be computed is None.

    Attributes:
        status: `ok`, `violation`, `insufficient_data`, `no_data` or `error`.
        reason: A sentence that a person can act on.
        value: What was measured in the window.
        expected: What is usual there.
        low: Lower end of where 95 % of usual windows lie; of a performance, of the value's 95 % interval.
        high: Upper end of it.
        limit: From which value on it is in violation; None where no single value says it.
        effect: Size of the change in the unit of `material`, signed.
        material: The least effect that matters.
        p: Chance of it when nothing changed, over all levels; 1 where nothing is admissible.
        z: The change in standard normal units at the level that decided.
        level: How many last windows were merged.
        rows: Rows that it stands on.
        is_calm: Whether it is back to usual: p above .05, or every level's effect below half of what matters.
        admissible: Whether the effect, and the reference's own reach where that is asked for, let it fire.
        fires: Whether it is to be told: a violation, or no rows where some were due.
        window: Which window; None where there is none.
        since: The first window of the unbroken run of windows that fire and ends here.
        shift: How many last windows lie on one side of what is usual; 0 below 14. A new level: offer a new
            reference, never take one silently.
        detectable: Size of an effect that would have been seen nine times in ten.
    """

    status: Status
    reason: str
    value: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    limit: float | None = None
    effect: float | None = None
    material: float | None = None
    p: float | None = None
    z: float | None = None
    level: int = 1
    rows: int = 0
    is_calm: bool = True
    admissible: bool = False
    fires: bool = False
    window: Window | None = None
    since: Window | None = None
    shift: int = 0
    detectable: float | None = None
