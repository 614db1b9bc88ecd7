"""Alerts to tell of, made by the fold itself from verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from gnomon.alerts import episodes, identity
from gnomon.alerts.alert import Alert, Episode
from gnomon.alerts.policy import Policy, Severity
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.notify.told import Kind, Told

DAY = timedelta(days=1)
START = datetime(2013, 12, 31, tzinfo=UTC)
FIGURES = Figures(value=0.31, limit=0.1, material=0.1, effect=0.31, p=1e-4, n=912)
REASON = "*temp* moved up by 0.31 sd (material: 0.10)."


def violation(*names: str, figures: Figures = FIGURES) -> Verdict:
    details = tuple(Detail(Part(name), "violation", figures, is_calm=False) for name in names)
    return Verdict("violation", REASON, figures, details, is_calm=False)


def firing(
    *names: str, at: datetime = START, severity: Severity = "high", number: int = 1, figures: Figures = FIGURES
) -> Episode:
    """An episode that began with the window from `at`."""
    _, happened = episodes.step(Alert(), violation(*names, figures=figures), at + DAY, Policy(DAY, severity=severity))
    return replace(happened[0].episode, number=number)


def over(episode: Episode, days: int = 1) -> Episode:
    """The same, recovered so many days after it fired."""
    policy = Policy(DAY, severity=episode.severity)
    _, happened = episodes.step(Alert((episode,)), Verdict("ok"), episode.started_at + days * DAY, policy)
    return happened[0].episode


def told(kind: Kind = "firing", episode: Episode | None = None, monitor: str = "inputs", **more: Any) -> Told:
    episode = firing("temp", "dewp", "wind") if episode is None else episode
    entity = more.pop("entity", "flights-delay")
    facts: dict[str, Any] = {
        "labels": identity.labels(monitor, entity, episode.severity, "drift", {}, {}),
        "monitor_kind": "drift",
        "every": DAY,
        "since": episode.started_at - DAY,
        "observed_at": episode.started_at + timedelta(hours=2),
        "columns": 17,
    }
    return Told(kind, episode, entity, monitor, **(facts | more))
