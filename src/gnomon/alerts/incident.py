"""An incident: what people do about alerts of an entity that belong together, as values.

Each step takes an incident and gives the one after it, and refuses what cannot be.

Source: ALERTS 4, R46–R48.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from gnomon.alerts.policy import RANK, Severity
from gnomon.errors import UsageError

Status = Literal["open", "acknowledged", "mitigated", "reopened", "resolved"]
Assessment = Literal["true_positive", "false_positive", "expected_change", "duplicate", "unreviewed", "retracted"]
"""What an incident turned out to be; the last two are not said by a person."""

Judgement = Literal["true_positive", "false_positive", "expected_change", "duplicate"]
Cause = Literal[
    "data_source", "pipeline", "schema", "upstream", "deployment", "population", "season", "targets", "other"
]

JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
CAUSES: tuple[Cause, ...] = get_args(Cause)
EXPLAINED: tuple[Judgement, ...] = ("true_positive", "expected_change")
"""What needs a root cause."""

AUTO_RESOLVE_AFTER = timedelta(hours=1)
REOPEN_WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a person says when they close an incident.

    Attributes:
        assessment: What it turned out to be.
        root_cause: One of `CAUSES`, and words after a colon; needed for a true positive and an expected change.
        resolution: What mended it; needed for a true positive.
        duplicate_of: The other incident; needed for a duplicate.

    Raises:
        UsageError: Something that is needed is missing, or a word is unknown.

    Example:
        >>> Closing("true_positive", "upstream: the feed stopped", "restarted it").root_cause
        'upstream: the feed stopped'
    """

    assessment: Judgement
    root_cause: str = ""
    resolution: str = ""
    duplicate_of: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is not whole."""
        if self.assessment not in JUDGEMENTS:
            raise UsageError(f"{self.assessment!r} is no assessment. Write {', '.join(JUDGEMENTS)}.")
        if self.root_cause and self.root_cause.partition(":")[0].strip() not in CAUSES:
            raise UsageError(f"{self.root_cause!r}: a cause begins with one of {', '.join(CAUSES)}, then a colon.")
        if self.assessment in EXPLAINED and not self.root_cause:
            raise UsageError(f"{self.assessment} needs a root cause. Write --cause 'upstream: what happened'.")
        if self.assessment == "true_positive" and not self.resolution:
            raise UsageError("true_positive needs a resolution. Write --resolution 'what mended it'.")
        if (self.assessment == "duplicate") != (self.duplicate_of is not None):
            raise UsageError("a duplicate, and nothing else, names the other incident. Write --of NUMBER.")


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as it is now.

    Attributes:
        id: Its number; 0 before it is kept.
        incident_key: What belongs together: one incident of a key is open at a time.
        entity: Of which entity.
        status: Where it is.
        severity: That of its most severe alert.
        title: The sentence of that alert.
        owner: Whose the entity is.
        assignee: Who works on it; empty for nobody.
        started_at: Event time of its first episode.
        detected_at: When that was seen, by the clock on the wall.
        acked_at: When somebody said that they look at it.
        acked_by: Who.
        mitigated_at: When the harm was over.
        resolved_at: When that it is over was seen, or said, by the clock on the wall.
        reopened_count: How often it came back.
        assessment: What it turned out to be; empty while it is open.
        previous_assessment: What was said before it came back.
        root_cause: Why, as `Closing` has it.
        resolution: What mended it.
        duplicate_of: The incident of which this is another name.
    """

    id: int
    incident_key: str
    entity: str
    status: Status
    severity: Severity
    title: str
    owner: str
    assignee: str
    started_at: datetime
    detected_at: datetime
    acked_at: datetime | None = None
    acked_by: str = ""
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None
    reopened_count: int = 0
    assessment: Assessment | Literal[""] = ""
    previous_assessment: Assessment | Literal[""] = ""
    root_cause: str = ""
    resolution: str = ""
    duplicate_of: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.status != "resolved"


def fired(incident: Incident, severity: Severity, title: str) -> Incident:
    """An alert of an open incident fires, or became more severe: after a mitigation it is open again.

    Args:
        incident: As it is.
        severity: The alert's.
        title: The alert's sentence.
    """
    after = replace(incident, status="open") if incident.status == "mitigated" else incident
    is_worse = RANK[severity] > RANK[incident.severity]
    return replace(after, severity=severity, title=title) if is_worse else after


def reopen(incident: Incident) -> Incident:
    """It came back soon after it was over; what was said of it was said too early."""
    return replace(
        incident,
        status="reopened",
        resolved_at=None,
        acked_at=None,
        acked_by="",
        mitigated_at=None,
        reopened_count=incident.reopened_count + 1,
        assessment="",
        previous_assessment=incident.assessment,
    )


def acknowledge(incident: Incident, by: str, at: datetime) -> Incident:
    """Somebody looks at it.

    Raises:
        UsageError: It is over, or somebody does already.
    """
    _check(incident)
    if incident.status not in ("open", "reopened"):
        said = f"acknowledged by {incident.acked_by}" if incident.status == "acknowledged" else incident.status
        raise UsageError(f"incident {incident.id} is {said} already.")
    return replace(incident, status="acknowledged", acked_at=at, acked_by=by)


def mitigate(incident: Incident, at: datetime) -> Incident:
    """The harm is over, though alerts may still fire.

    Raises:
        UsageError: It is over.
    """
    _check(incident)
    return replace(incident, status="mitigated", mitigated_at=at)


def assign(incident: Incident, to: str) -> Incident:
    """Somebody works on it; an empty name for nobody."""
    return replace(incident, assignee=to)


def over(incident: Incident, at: datetime, *, is_retracted: bool) -> Incident:
    """All of its alerts have been over for long enough.

    Args:
        incident: As it is.
        at: When that was seen, by the clock on the wall.
        is_retracted: Whether late data took all of its episodes back.
    """
    said: Assessment = "retracted" if is_retracted else "unreviewed"
    return replace(incident, status="resolved", resolved_at=at, assessment=said)


def close(incident: Incident, closing: Closing, at: datetime) -> Incident:
    """A person says what it was. One that is over already is reviewed so; what was said before is said anew.

    Raises:
        UsageError: It is called a duplicate of itself.
    """
    if closing.duplicate_of == incident.id:
        raise UsageError(f"incident {incident.id} is no duplicate of itself. Name the other one.")
    return replace(
        incident,
        status="resolved",
        resolved_at=incident.resolved_at or at,
        assessment=closing.assessment,
        root_cause=closing.root_cause,
        resolution=closing.resolution,
        duplicate_of=closing.duplicate_of,
    )


def _check(incident: Incident) -> None:
    if not incident.is_open:
        raise UsageError(f"incident {incident.id} is over.")
