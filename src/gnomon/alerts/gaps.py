"""Windows without evidence: what they mean, and what a long silence does to an alert.

By default they mean nothing (`on_no_data: keep`): no step is taken, so that a
pending alert cannot fire without evidence and a firing one is not closed by
silence, until it has lasted for `stale_after`. A verdict `error` never takes a step.

Source: ALERTS 1.3, R9–R12.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gnomon.alerts import state as machine
from gnomon.alerts.policy import Policy
from gnomon.alerts.state import Pending, State
from gnomon.alerts.verdict import WHOLE, Detail, Part, Verdict

NO_EVIDENCE = ("no_data", "insufficient_data")
NONE: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a window says of each part; a part in none of the sets is calm.

    Attributes:
        fires: In violation.
        lingers: Not in violation and not calm.
        unknown: Without evidence.
    """

    fires: frozenset[Part] = NONE
    lingers: frozenset[Part] = NONE
    unknown: frozenset[Part] = NONE


def evidence(verdict: Verdict, policy: Policy, standing: AbstractSet[Part]) -> Evidence | None:
    """Read a verdict.

    Args:
        verdict: Of one window.
        policy: What the monitor says.
        standing: The parts that its alert holds now: silence never renames them (R12).

    Returns:
        None when the verdict takes no step at all.

    Example:
        >>> from datetime import timedelta
        >>> evidence(Verdict("no_data"), Policy(timedelta(hours=1)), set()) is None
        True
        >>> evidence(Verdict("violation"), Policy(timedelta(hours=1)), set()).fires == {WHOLE}
        True
    """
    if verdict.status == "error":
        return None
    if verdict.status == "no_data" or (verdict.status in NO_EVIDENCE and not verdict.details):
        return _silent(policy, standing)
    found: dict[str, set[Part]] = {"fires": set(), "lingers": set(), "unknown": set(), "calm": set()}
    for detail in verdict.parts:
        found[_place(detail, policy)].add(detail.part)
    return Evidence(frozenset(found["fires"]), frozenset(found["lingers"]), frozenset(found["unknown"]))


def is_stale(stepped_at: datetime, ts: datetime, policy: Policy) -> bool:
    """Whether a firing episode has been without evidence for too long (R11).

    Args:
        stepped_at: End of the last window with evidence.
        ts: End of this window.
        policy: What the monitor says.
    """
    return ts - stepped_at > policy.stale_after


def step(state: State, holds: bool | None, ts: datetime, stepped_at: datetime, policy: Policy) -> machine.Step:
    """Take one step, or none, after however long a silence.

    Args:
        state: Before.
        holds: Whether the condition does; None without evidence.
        ts: End of the window.
        stepped_at: End of the last window with evidence.
        policy: What the monitor says.
    """
    if holds is None:
        return state, ()
    if isinstance(state, Pending) and holds and ts - stepped_at > policy.widest_gap:
        state = replace(state, active_at=ts)
    return machine.step(state, holds, ts, policy)


def _silent(policy: Policy, standing: AbstractSet[Part]) -> Evidence | None:
    match policy.on_no_data:
        case "keep":
            return None
        case "ok":
            return Evidence()
        case "alert":
            return Evidence(fires=frozenset(standing) or frozenset({WHOLE}))
        case _ as never:
            assert_never(never)


def _place(detail: Detail, policy: Policy) -> str:
    """Where a part belongs: `fires`, `lingers`, `unknown` or `calm`."""
    if detail.status == "error":
        return "unknown"
    if detail.status in NO_EVIDENCE:
        return {"keep": "unknown", "ok": "calm", "alert": "fires"}[policy.on_no_data]
    if policy.condition.holds(detail.status, detail.figures):
        return "fires"
    # A condition that a person wrote says itself when it is over.
    return "lingers" if policy.condition.is_default and not detail.is_calm else "calm"
