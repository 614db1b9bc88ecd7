"""The monitors of an entity as a run reads them: what each looks at, and the alert that it has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from gnomon.alerts import identity
from gnomon.alerts.policy import Policy
from gnomon.alerts.verdict import What
from gnomon.checks.budget import Family
from gnomon.config.entity import Entity
from gnomon.config.monitor import SELF, Monitor, Watches
from gnomon.profiles.schema import Role
from gnomon.profiles.windows import Every

OF_COLUMNS: Mapping[Watches, What] = {
    "score": "values",
    "prediction": "values",
    "inputs": "values",
    "quality": "missing",
}
"""Monitors of columns, and what of a column each looks at."""

FAMILIES: Mapping[Watches, Family] = {
    **dict.fromkeys(OF_COLUMNS, "columns"),
    "volume": "checks",
    "freshness": "checks",
    "custom": "checks",
    "performance": "performance",
}
"""The monitors that share the budget, and the part of it that they take; others are certain."""

OUTPUT: tuple[Role, ...] = ("score", "prediction")


@dataclass(frozen=True, slots=True)
class Plan:
    """One monitor of one entity.

    Attributes:
        monitor: As it is configured.
        policy: What it says of telling.
        labels: Of its alert.
        fingerprint: Of all its settings: another one is another monitor to those who ask what was evaluated.
    """

    monitor: Monitor
    policy: Policy
    labels: Mapping[str, str]
    fingerprint: str

    @property
    def name(self) -> str:
        """The monitor's name."""
        return self.monitor.name

    @property
    def alert_id(self) -> str:
        """The alert's name."""
        return identity.alert_id(self.labels)

    @property
    def watches(self) -> Watches:
        """What it watches."""
        return self.monitor.watched

    @property
    def family(self) -> Family | None:
        """Its part of the budget; None for a monitor that knows for certain."""
        return FAMILIES.get(self.watches) if self.monitor.code is None else None

    def takes(self, column: str, what: str, role: Role) -> bool:
        """Whether a decision about a column is this monitor's.

        Args:
            column: Its name.
            what: `values` or `missing`.
            role: What the column is to the model.
        """
        if OF_COLUMNS.get(self.watches) != what:
            return False
        if self.monitor.columns is not None:
            return column in self.monitor.columns
        if role == "target":  # the monitor of performance knows when targets are due
            return False
        if self.watches == "quality":
            return True
        return role == self.watches if role in OUTPUT else self.watches == "inputs"


def plans(entity: Entity) -> tuple[Plan, ...]:
    """An entity's monitors, in the order of good practice: output first."""
    every = Every.parse(entity.every)
    return tuple(_plan(entity, monitor, every) for monitor in entity.monitors.values())


def own(entity: Entity) -> Plan:
    """The monitor by which gnomon watches its own work on an entity: nobody configures it."""
    return _plan(entity, Monitor.model_construct(name=SELF), Every.parse(entity.every))


def _plan(entity: Entity, monitor: Monitor, every: Every) -> Plan:
    labels = identity.labels(monitor.name, entity.name, monitor.severe, monitor.kind, entity.labels, monitor.labels)
    settings = monitor.model_dump_json(exclude_defaults=True)
    fingerprint = hashlib.sha256(f"{entity.every}|{settings}".encode()).hexdigest()[:16]
    return Plan(monitor, monitor.policy(every), labels, fingerprint)
