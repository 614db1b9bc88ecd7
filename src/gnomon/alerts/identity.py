"""Who an alert is: its labels, and the name that is made of them.

Columns, segments and values are never labels: they are details of one alert.

Source: ALERTS R2–R4.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from gnomon.alerts.policy import Severity
from gnomon.checks import numbers
from gnomon.errors import UsageError

MonitorKind = Literal["drift", "quality", "missing", "late", "schema", "performance", "service", "pipeline", "self"]
Labels = Mapping[str, str]

FIXED = ("alertname", "entity")
LENGTH = 16  # hexadecimal digits


def labels(
    monitor: str, entity: str, severity: Severity, kind: MonitorKind, of_entity: Labels, of_monitor: Labels
) -> dict[str, str]:
    """The labels of an alert, in the order of their names.

    Args:
        monitor: The monitor's name.
        entity: The entity's name.
        severity: How severe.
        kind: What class of monitor.
        of_entity: The entity's labels.
        of_monitor: The monitor's labels; they win where names meet.

    Raises:
        UsageError: A monitor's label is named `alertname` or `entity`.

    Example:
        >>> labels("inputs", "churn", "info", "drift", {"env": "prod"}, {"team": "risk", "env": ""})
        {'alertname': 'inputs', 'entity': 'churn', 'kind': 'drift', 'severity': 'info', 'team': 'risk'}
    """
    for name in FIXED:
        if name in of_monitor:
            raise UsageError(f"monitors: {monitor}: the label {name!r} is gnomon's own. Give yours another name.")
    own = {"severity": severity, "kind": kind}
    found = {**of_entity, **own, **of_monitor, "alertname": monitor, "entity": entity}
    return {name: found[name] for name in sorted(found) if found[name]}  # an empty label is none, as in Prometheus


def alert_id(of: Labels) -> str:
    """The alert's name: it stays the same when its severity changes.

    Args:
        of: Its labels.

    Returns:
        The first 16 hexadecimal digits of SHA-256 over the labels without `severity`, as JSON.

    Example:
        >>> alert_id({"alertname": "drift-inputs", "entity": "churn", "env": "prod", "severity": "high"})
        '80d2ebb3b0289ba0'
    """
    kept = {name: text for name, text in of.items() if name != "severity" and text}
    written = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]


def repeated(results: Sequence[Labels]) -> str | None:
    """Why the results of one evaluation cannot be told apart, or None when they can.

    The whole monitor is then `error`, and no alert moves.

    Args:
        results: The labels of each.

    Example:
        >>> repeated([{"alertname": "a", "entity": "e"}, {"alertname": "a", "entity": "f"}]) is None
        True
        >>> repeated([{"alertname": "a", "entity": "e"}] * 2)
        "2 results have the same labels: alertname='a', entity='e'."
    """
    counted = Counter(alert_id(each) for each in results)
    for each in results:
        if counted[alert_id(each)] > 1:
            said = ", ".join(f"{name}={each[name]!r}" for name in sorted(each) if name != "severity")
            return f"{numbers.count(counted[alert_id(each)])} results have the same labels: {said}."
    return None
