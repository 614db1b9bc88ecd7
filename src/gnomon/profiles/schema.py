"""The schema: the name, kind and role of every column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from gnomon.errors import SchemaError

Kind = Literal["number", "flag", "category", "time", "vector", "null"]
Role = Literal["feature", "score", "prediction", "target", "id", "timestamp", "segment", "feedback"]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
ROLE_ORDER: Mapping[Role, int] = {"target": 0, "score": 1, "prediction": 2, "segment": 4}
"""Output first: how columns of the same weight are listed."""

FEEDBACK = "feedback."
"""How the columns of feedback on live events begin, and no other of theirs."""


@dataclass(frozen=True, slots=True)
class Schema:
    """Names, kinds and roles of an entity's columns.

    A kind that is given makes the profiler read the column as that kind; one
    that is not given follows from the column's type. A column without a role
    is a `feature`.

    Args:
        kinds: Kind by column name.
        roles: Role by column name. At most one `id` and one `timestamp`.

    Raises:
        SchemaError: A kind or role that does not exist, or two ids or timestamps.

    Example:
        >>> schema = Schema(kinds={"zip": "category"}, roles={"event_id": "id", "p": "score"})
        >>> schema.role("p"), schema.role("zip"), schema.id
        ('score', 'feature', 'event_id')
    """

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check every word, and freeze the mappings."""
        for name, kind in self.kinds.items():
            if kind not in KINDS:
                raise SchemaError(f"column {name!r}: {kind!r} is no kind. Choose one of {', '.join(KINDS)}.")
        for name, role in self.roles.items():
            if role not in ROLES:
                raise SchemaError(f"column {name!r}: {role!r} is no role. Choose one of {', '.join(ROLES)}.")
        for role in ("id", "timestamp"):
            names = [name for name, given in self.roles.items() if given == role]
            if len(names) > 1:
                raise SchemaError(f"columns {', '.join(map(repr, names))} are all {role}. Name one.")
        object.__setattr__(self, "kinds", MappingProxyType(dict(self.kinds)))
        object.__setattr__(self, "roles", MappingProxyType(dict(self.roles)))

    def role(self, column: str) -> Role:
        """What the column is to the model; `feature` when nothing was said."""
        return self.roles.get(column, "feature")

    @property
    def id(self) -> str | None:
        """The column that names an event."""
        return next((name for name, role in self.roles.items() if role == "id"), None)

    @property
    def timestamp(self) -> str | None:
        """The column that holds the event's time."""
        return next((name for name, role in self.roles.items() if role == "timestamp"), None)
