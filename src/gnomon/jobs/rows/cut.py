"""How the rows of an entity are cut into windows and segments, and what of each is profiled."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gnomon.jobs.code import code_of
from gnomon.jobs.rows.reading import TIME
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.profiles.custom.profiler import Profiler
from gnomon.profiles.schema import Role, Schema

if TYPE_CHECKING:
    from gnomon.config.entity import Entity

OUTPUT_ROLES = frozenset({"score", "prediction", "target"})


@dataclass(frozen=True, slots=True)
class Cut:
    """How rows are cut into pieces, and what of each piece is profiled.

    Attributes:
        every: How long windows are.
        zone: The time zone in which they begin.
        schema: Kinds to read columns as, and roles.
        segments: Which segments are looked at apart.
        widened: Segment columns of which every column is profiled, not only the output.
        profilers: Of the user's own: of all rows, and of the segments of widened columns.

    Example:
        >>> cut = Cut("1d", schema=Schema(roles={"p": "score"}), widened={"origin"})
        >>> cut.columns("carrier", ["p", "temp"]), cut.columns("origin", ["p", "temp"])
        (['p'], ['p', 'temp'])
    """

    every: str
    zone: str = "UTC"
    schema: Schema = field(default_factory=Schema)
    segments: SegmentSet = field(default_factory=SegmentSet)
    widened: Collection[str] = field(default_factory=frozenset)
    profilers: tuple[Profiler, ...] = ()

    def columns(self, column: str, names: Iterable[str]) -> list[str]:
        """The columns that are profiled in the segments of a column, of those that there are."""
        kept = [name for name in names if name != TIME and self.schema.role(name) != "feedback"]
        return kept if column in self.widened else [n for n in kept if self.schema.role(n) in OUTPUT_ROLES]


def cut_of(entity: Entity, segments: SegmentSet) -> Cut:
    """How an entity's rows are cut.

    Args:
        entity: Whose.
        segments: The segment set that is frozen with its reference; an empty one before there is any.

    Raises:
        UsageError: Its code cannot be loaded.
    """
    widened = frozenset(column for column, how in entity.segments.items() if how == "all")
    return Cut(entity.every, entity.zone, schema_of(entity), segments, widened, code_of(entity).profilers)


def schema_of(entity: Entity) -> Schema:
    """Kinds and roles of an entity's columns: its own schema, with time, id and segments as its source says."""
    roles: dict[str, Role] = dict.fromkeys(entity.segments, "segment")
    roles |= {entity.source.timestamp: "timestamp"}
    if entity.source.id is not None:
        roles[entity.source.id] = "id"
    return Schema(entity.schema.kinds, {**roles, **entity.schema.roles})
