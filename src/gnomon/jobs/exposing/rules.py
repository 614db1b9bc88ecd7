"""Rules for Prometheus over what `/metrics` says: gnomon itself, and the alerts of its monitors.

Alerts of monitors are left out where a channel of kind `alertmanager` tells Alertmanager of them already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.jobs import monitors

Record = dict[str, Any]  # Any: JSON

LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
OWN = ("alertname", "entity", "severity")
"""Labels of an alert that a rule has by itself."""


def rules(settings: Settings) -> Record:
    """A file of rules.

    Args:
        settings: The configuration.

    Example:
        >>> [group["name"] for group in rules(Settings())["groups"]]
        ['gnomon']
    """
    groups = [{"name": "gnomon", "rules": list(_itself())}]
    fires = (
        [] if _tells_alertmanager(settings) else [one for each in settings.entities.values() for one in _fires(each)]
    )
    return {"groups": groups + ([{"name": "gnomon-alerts", "rules": fires}] if fires else [])}


def _itself() -> Iterator[Record]:
    yield _rule(
        "GnomonDown", "absent(gnomon_build_info)", "5m", "high",
        "Nobody scrapes gnomon.", "No server of gnomon has answered Prometheus for five minutes. Look at gnomon serve.",
    )  # fmt: skip
    yield _rule(
        "GnomonNotRun", "time() - gnomon_last_run_timestamp_seconds > clamp_min(2 * gnomon_window_seconds, 300)", "0s",
        "high", "{{ $labels.entity }} is not run.",
        "It ran {{ $value | humanizeDuration }} ago, more than two windows. Look at the scheduler, or at cron.",
    )  # fmt: skip
    yield _rule(
        "GnomonLags",
        "gnomon_evaluation_lag_seconds > 4 * gnomon_window_seconds + gnomon_lateness_seconds", "0s", "warning",
        "{{ $labels.entity }} lags behind.",
        "It is judged until {{ $value | humanizeDuration }} before its last run. gnomon status says why.",
    )  # fmt: skip
    yield _rule(
        "GnomonError", 'gnomon_entity_status{status="error"} == 1', "15m", "high",
        "Work on {{ $labels.entity }} cannot be done.", "gnomon status says what is wrong, and how to mend it.",
    )  # fmt: skip
    yield _rule(
        "GnomonDeliveryDead", 'gnomon_outbox_rows{state="dead"} > 0', "0s", "high",
        "Messages to {{ $labels.channel }} are given up.",
        "{{ $value }} of them. gnomon outbox list --dead shows the answers; retry or drop them.",
    )  # fmt: skip
    yield _rule(
        "GnomonDeliveryWaits", "gnomon_outbox_oldest_seconds > 900", "0s", "warning", "Messages wait.",
        "The oldest is {{ $value | humanizeDuration }} old. gnomon outbox list shows why.",
    )  # fmt: skip
    yield _rule(
        "GnomonInboxFills", "gnomon_inbox_bytes > 1e9", "5m", "warning", "The inbox fills.",
        "{{ $value | humanize1024 }}B wait, of at most 2 GiB. Look at whether runs bring them into the log.",
    )  # fmt: skip


def _fires(entity: Entity) -> Iterator[Record]:
    for plan in monitors.plans(entity):
        labels = {
            name: _literal(text) for name, text in plan.labels.items() if name not in OWN and LABEL.fullmatch(name)
        }
        chosen = f'entity="{entity.name}", monitor="{plan.name}", state="firing"'
        expression = f"sum by (entity, monitor, severity) (gnomon_alerts{{{chosen}}}) > 0"
        said = "gnomon status and gnomon explain {{ $labels.entity }} {{ $labels.monitor }} say why."
        runbook = {"runbook_url": _literal(plan.monitor.runbook)} if plan.monitor.runbook else {}
        yield {
            "alert": "GnomonAlertFiring",
            "expr": expression,
            "labels": {"entity": entity.name, "monitor": plan.name, **labels},  # a rule is told apart by them
            "annotations": {
                "summary": "{{ $labels.entity }}: {{ $labels.monitor }} fires.",
                "description": said,
                **runbook,
            },
        }


def _rule(name: str, expression: str, wait: str, severity: str, summary: str, description: str) -> Record:
    lasting = {} if wait == "0s" else {"for": wait}
    annotations = {"summary": summary, "description": description}
    return {"alert": name, "expr": expression, **lasting, "labels": {"severity": severity}, "annotations": annotations}


def _literal(text: str) -> str:
    """A text that Prometheus' templates leave as it is."""
    return text.replace("{{", '{{"{{"}}')


def _tells_alertmanager(settings: Settings) -> bool:
    return any(channel.kind == "alertmanager" for channel in settings.channels.values())
