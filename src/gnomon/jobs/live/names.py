"""What columns of the wire are called in an entity: its score comes as `score`, and is kept under the entity's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gnomon.errors import UsageError
from gnomon.log.table import OWN

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.profiles.schema import Kind
    from gnomon.store.inbox import Door


@dataclass(frozen=True, slots=True)
class Names:
    """The entity's names of what comes in by a door.

    Attributes:
        id: The column of the id.
        time: The column of the time.
        renamed: Other columns by their wire name.
        scores: The column of each class's score, where there are several.
        needed: The column without which a row says nothing; empty where there is none.
    """

    id: str
    time: str
    renamed: Mapping[str, str]
    scores: Mapping[str, str]
    needed: str = ""

    def of(self, wire: str) -> str:
        """What a column of the wire is called.

        Example:
            >>> Names("key", "at", {"score": "p"}, {}).of("event_id"), Names("key", "at", {"score": "p"}, {}).of("x")
            ('key', 'x')
        """
        return {"event_id": self.id, "ts": self.time, **self.renamed}.get(wire, wire)

    def wired(self, known: Mapping[str, Kind]) -> Mapping[str, Kind]:
        """Kinds of the entity's columns, by what they are called on the wire."""
        back = {self.of(wire): wire for wire in ("event_id", "ts", *self.renamed)}
        return {**known, **{back[name]: kind for name, kind in known.items() if name in back and name != self.time}}


def names_of(entity: Entity, door: Door) -> Names:
    """The names of an entity.

    Args:
        entity: Whose.
        door: By which its rows come.

    Raises:
        UsageError: Nothing of it comes by that door.
    """
    if door in ("events", "feedback"):
        if not entity.source.live or entity.source.id is None:
            raise UsageError(f"{entity.name} takes no {door} over HTTP. Write source: {{live: true}}.")
        if door == "feedback":
            return Names(entity.source.id, entity.source.timestamp, {}, {})
        said = {"score": entity.score, "prediction": entity.prediction}
        renamed = {wire: name for wire, name in said.items() if name}
        return Names(entity.source.id, entity.source.timestamp, renamed, entity.scores or {})
    if entity.targets is None or not entity.targets.live:
        line = "targets: {live: true, id: event_id, timestamp: ts, target: label}"
        raise UsageError(f"{entity.name} takes no targets over HTTP. Write {line}.")
    targets = entity.targets
    return Names(targets.id, targets.timestamp, {"target": targets.target}, {}, targets.target)


def is_own(name: str) -> bool:
    """Whether a name is one of the log's own, whatever its case."""
    return name.lower() in OWN
