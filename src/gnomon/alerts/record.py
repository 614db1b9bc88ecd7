"""Alerts, episodes and verdicts as JSON values, and back: what the store keeps of them.

Records are readable forever: a field is never renamed or taken away, and a new
one has a default. No record holds NaN or infinity.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any, assert_never

from gnomon.alerts.alert import Alert, Episode, Member
from gnomon.alerts.state import Firing, Inactive, Pending
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.errors import FormatError

Record = dict[str, Any]  # Any: JSON

VERSION = 1
FIGURES = ("value", "limit", "material", "effect", "low", "high", "p", "n")


def alert_to_record(alert: Alert) -> Record:
    """An alert as JSON values.

    Example:
        >>> alert_from_record(alert_to_record(Alert())) == Alert()
        True
    """
    return {
        "version": VERSION,
        "episodes": [episode_to_record(episode) for episode in alert.episodes],
        "last_number": alert.last_number,
        "evaluated_at": _stamp(alert.evaluated_at),
    }


def alert_from_record(record: Mapping[str, Any]) -> Alert:
    """The alert that `alert_to_record` wrote.

    Raises:
        FormatError: It was written by a newer gnomon.
    """
    _check(record)
    episodes = tuple(episode_from_record(one) for one in record["episodes"])
    return Alert(episodes, record["last_number"], _moment(record["evaluated_at"]))


def episode_to_record(episode: Episode) -> Record:
    """An episode as JSON values."""
    return {
        "version": VERSION,
        "number": episode.number,
        "state": _state_to_record(episode.state),
        "stepped_at": _stamp(episode.stepped_at),
        "latest_onset": _stamp(episode.latest_onset),
        "members": [
            [*_part_to_record(member.part), _stamp(member.joined_at), member.calm, _stamp(member.cleared_at)]
            for member in episode.members
        ],
        "parts": [_part_to_record(part) for part in episode.parts],
        "last": verdict_to_record(episode.last),
        "peak": figures_to_record(episode.peak),
        "severity": episode.severity,
        "impact": _finite(episode.impact),
        "is_critical": episode.is_critical,
    }


def episode_from_record(record: Mapping[str, Any]) -> Episode:
    """The episode that `episode_to_record` wrote.

    Raises:
        FormatError: It was written by a newer gnomon.
    """
    _check(record)
    return Episode(
        number=record["number"],
        state=_state_from_record(record["state"]),
        stepped_at=datetime.fromisoformat(record["stepped_at"]),
        latest_onset=datetime.fromisoformat(record["latest_onset"]),
        members=tuple(
            Member(Part(*part), datetime.fromisoformat(joined), calm, _moment(cleared))
            for *part, joined, calm, cleared in record["members"]
        ),
        parts=tuple(Part(*part) for part in record["parts"]),
        last=verdict_from_record(record["last"]),
        peak=figures_from_record(record["peak"]),
        severity=record["severity"],
        impact=record["impact"],
        is_critical=record["is_critical"],
    )


def verdict_to_record(verdict: Verdict) -> Record:
    """A verdict as JSON values."""
    return {
        "version": VERSION,
        "status": verdict.status,
        "reason": verdict.reason,
        "figures": figures_to_record(verdict.figures),
        "details": [
            {
                "part": _part_to_record(detail.part),
                "status": detail.status,
                "figures": figures_to_record(detail.figures),
                "is_calm": detail.is_calm,
                "impact": _finite(detail.impact),
                "is_critical": detail.is_critical,
                "reason": detail.reason,
            }
            for detail in verdict.details
        ],
        "is_calm": verdict.is_calm,
        "revision": verdict.revision,
        "basis": verdict.basis,
    }


def verdict_from_record(record: Mapping[str, Any]) -> Verdict:
    """The verdict that `verdict_to_record` wrote.

    Raises:
        FormatError: It was written by a newer gnomon.
    """
    _check(record)
    details = tuple(
        Detail(
            Part(*one["part"]),
            one["status"],
            figures_from_record(one["figures"]),
            one["is_calm"],
            one["impact"],
            one["is_critical"],
            one["reason"],
        )
        for one in record["details"]
    )
    figures = figures_from_record(record["figures"])
    return Verdict(
        record["status"], record["reason"], figures, details, record["is_calm"], record["revision"], record["basis"]
    )


def figures_to_record(figures: Figures) -> Record:
    """Those numbers of a verdict that are known and finite.

    Example:
        >>> figures_to_record(Figures(value=0.5, p=float("nan")))
        {'value': 0.5}
    """
    return finite({name: getattr(figures, name) for name in FIGURES})


def figures_from_record(record: Mapping[str, Any]) -> Figures:
    """The numbers that `figures_to_record` wrote."""
    return Figures(**{name: record.get(name) for name in FIGURES})


def finite(values: Mapping[str, Any]) -> Record:
    """Values without those that are None, NaN or infinite."""
    return {name: value for name, value in values.items() if _finite(value) is not None}


def _state_to_record(state: Pending | Firing | Inactive) -> Record:
    match state:
        case Pending():
            return {"name": "pending", "active_at": _stamp(state.active_at)}
        case Firing():
            times = (state.active_at, state.fired_at, state.keep_since)
            return {"name": "firing"} | dict(
                zip(("active_at", "fired_at", "keep_since"), map(_stamp, times), strict=True)
            )
        case Inactive():
            times = (state.active_at, state.fired_at, state.resolved_at)
            named = dict(zip(("active_at", "fired_at", "resolved_at"), map(_stamp, times), strict=True))
            return {"name": "inactive", **named, "reason": state.reason}
        case _ as never:
            assert_never(never)


def _state_from_record(record: Mapping[str, Any]) -> Pending | Firing | Inactive:
    active_at = datetime.fromisoformat(record["active_at"])
    if record["name"] == "pending":
        return Pending(active_at)
    fired_at = datetime.fromisoformat(record["fired_at"])
    if record["name"] == "firing":
        return Firing(active_at, fired_at, _moment(record["keep_since"]))
    return Inactive(active_at, fired_at, datetime.fromisoformat(record["resolved_at"]), record["reason"])


def _part_to_record(part: Part) -> list[str]:
    return [part.series, part.what, part.segment]


def _check(record: Mapping[str, Any]) -> None:
    if record["version"] > VERSION:
        raise FormatError("this alert was stored by a newer gnomon. Upgrade gnomon.")


def _finite(value: Any) -> Any:  # noqa: ANN401 - JSON
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
