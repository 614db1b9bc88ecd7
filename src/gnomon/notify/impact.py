"""What an alert means for the model's performance, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from gnomon.checks import numbers, phrases
from gnomon.checks.numbers import EN_DASH


@dataclass(frozen=True, slots=True)
class Impact:
    """Estimated and realised performance; None where a number is not known.

    Attributes:
        metric: The metric's name as people write it.
        before: What is usual, or what the reference has.
        now: Estimated now.
        low: Lower end of the estimate's interval.
        high: Upper end.
        realised: The newest that targets confirm.
        known_until: Up to when.
        targets_until: When the newest target came; None when none ever did.

    Example:
        >>> from datetime import UTC
        >>> day = datetime(2013, 3, 2, tzinfo=UTC)
        >>> print(sentence(Impact("AUC", 0.79, 0.71, 0.69, 0.73, 0.78, day)))
        estimated AUC 0.790 → 0.710 (0.690–0.730), realised known up to 2 Mar: 0.780
        >>> print(sentence(Impact(targets_until=day)))
        impact on performance not known: no targets since 2 Mar
    """

    metric: str = "performance"
    before: float | None = None
    now: float | None = None
    low: float | None = None
    high: float | None = None
    realised: float | None = None
    known_until: datetime | None = None
    targets_until: datetime | None = None


def sentence(impact: Impact, zone: str = "UTC") -> str:
    """The sentence, without a full stop.

    Args:
        impact: What is known.
        zone: The time zone in which people read it.
    """
    said = []
    if impact.now is not None:
        usual = "" if impact.before is None else f"{numbers.figure(impact.before)} {phrases.ARROW} "
        said.append(f"estimated {impact.metric} {usual}{numbers.figure(impact.now)}{_interval(impact)}")
    if impact.realised is not None:
        until = "" if impact.known_until is None else f" known up to {_day(impact.known_until, zone)}"
        name = "" if said else f" {impact.metric}"
        said.append(f"realised{name}{until}: {numbers.figure(impact.realised)}")
    if said:
        return ", ".join(said)
    if impact.targets_until is None:
        return f"impact on {impact.metric} not known: no targets yet"
    return f"impact on {impact.metric} not known: no targets since {_day(impact.targets_until, zone)}"


def _interval(impact: Impact) -> str:
    if impact.low is None or impact.high is None:
        return ""
    return f" ({numbers.figure(impact.low)}{EN_DASH}{numbers.figure(impact.high)})"


def _day(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b}"
