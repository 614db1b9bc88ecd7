"""Windows whose rows could not all be read: few rows say nothing of them, until a later run has read the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from gnomon.alerts.verdict import Verdict
from gnomon.config.monitor import Watches
from gnomon.jobs.judging.assessed import Assessed
from gnomon.jobs.monitors import Plan
from gnomon.store import verdicts
from gnomon.store.transaction import Transaction

HELD: Collection[Watches] = ("volume", "freshness")
"""What is judged by rows that are not there."""

SAID = "Its rows could not all be read, so nothing is said of how many there are. {problems}"


def starts(tx: Transaction, entity: str, plans: Sequence[Plan]) -> set[datetime]:
    """Starts of the windows that were held back, and are until they are judged again.

    Args:
        tx: The transaction.
        entity: Whose.
        plans: Its monitors.
    """
    return {start for plan in plans if plan.watches in HELD for start in verdicts.failed(tx, entity, plan.name)}


def without(assessed: Assessed, plans: Sequence[Plan], held: Collection[datetime], problems: Sequence[str]) -> Assessed:
    """The same, with volume and freshness of some windows held back: an alert is as it was before them.

    Args:
        assessed: Windows.
        plans: The monitors.
        held: Starts of the windows whose rows could not all be read.
        problems: Why, a sentence each.
    """
    if not held:
        return assessed
    said = Verdict("error", SAID.format(problems=" ".join(problems)))
    given = {
        plan.name: tuple(
            said if window.start in held else verdict
            for window, verdict in zip(assessed.windows, assessed.given[plan.name], strict=True)
        )
        for plan in plans
        if plan.watches in HELD
    }
    return replace(assessed, given={**assessed.given, **given})
