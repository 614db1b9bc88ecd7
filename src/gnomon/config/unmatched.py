"""Matchers of routes and maintenance that no alert of the configuration can fit: a typing error tells nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from gnomon.alerts import identity
from gnomon.alerts.identity import MonitorKind
from gnomon.alerts.matchers import Matcher
from gnomon.alerts.policy import Severity
from gnomon.config.mistakes import Mistake, Place, near
from gnomon.config.monitor import SELF
from gnomon.config.settings import Settings

MARKS: Mapping[str, tuple[str, ...]] = {
    "severity": get_args(Severity),
    "kind": get_args(MonitorKind),
    "drill": ("true",),
    "test": ("true",),
}
"""Labels whose values are known beforehand, and those of alerts that nobody configures."""


def unmatched(settings: Settings) -> Iterator[Mistake]:
    """Matchers that fit nothing, each with its place.

    Args:
        settings: A configuration.

    Example:
        >>> settings = Settings.model_validate({
        ...     "entities": {"a": {"source": {"path": "a.csv", "timestamp": "ts"}}},
        ...     "channels": {"ml": {"kind": "log"}},
        ...     "routes": [{"match": ["sevrity=high"], "notify": ["ml"]}],
        ... })
        >>> [str(each) for each in unmatched(settings)]
        ["routes[0].match[0]: no alert has a label sevrity. Did you mean 'severity'?"]
    """
    known = _known(settings)
    asked: list[tuple[Place, Sequence[Matcher]]] = [
        *((("routes", i), route.matchers) for i, route in enumerate(settings.routes)),
        *((("maintenance", i), each.matchers) for i, each in enumerate(settings.maintenance)),
    ]
    for place, several in asked:
        for i, matcher in enumerate(several):
            if words := _fits_nothing(matcher, known):
                yield Mistake((*place, "match", i), words)


def unknown(settings: Settings, labels: Mapping[str, str]) -> list[str]:
    """What is said of labels that no alert of the configuration has.

    Args:
        settings: A configuration.
        labels: Labels that are asked for.

    Example:
        >>> unknown(Settings(), {"sevrity": "high"})
        ["no alert has a label sevrity. Did you mean 'severity'?"]
    """
    known = _known(settings)
    found = (_fits_nothing(Matcher(name, "=", value), known) for name, value in labels.items())
    return [words for words in found if words]


def _fits_nothing(matcher: Matcher, known: Mapping[str, set[str]]) -> str:
    """Why a matcher fits no alert, and how to mend it; empty where it may, or asks for what is not there."""
    if matcher.name not in known:
        return f"no alert has a label {matcher.name}. {near(matcher.name, sorted(known))}"
    values = known[matcher.name]
    if matcher.sign.startswith("!") or any(matcher.matches({matcher.name: value}) for value in ("", *values)):
        return ""
    return f"no alert has {matcher}. {near(matcher.value, sorted(values))}"


def _known(settings: Settings) -> dict[str, set[str]]:
    """The labels that alerts of the configuration can have, with their values."""
    known = {name: set(values) for name, values in MARKS.items()}
    known |= {"entity": set(settings.entities), "alertname": {SELF}}
    for entity in settings.entities.values():
        for name, value in entity.labels.items():
            known.setdefault(name, set()).add(value)
        for one in entity.monitors.values():
            labels = identity.labels(one.name, entity.name, one.severe, one.kind, entity.labels, one.labels)
            for name, value in labels.items():
                known.setdefault(name, set()).add(value)
    return known
