"""The monitors that an entity has by default, in the order of good practice: output first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gnomon.config.monitor import WATCHES, Monitor, Watches

if TYPE_CHECKING:
    from gnomon.config.entity import Entity


def monitors(entity: Entity) -> dict[str, Monitor]:
    """The default monitors, those that were named in their place, and those that are the entity's own.

    Args:
        entity: With the monitors that were named.
    """
    named = dict(entity.monitors)
    found = {}
    for watches in WATCHES:
        if watches == "expect" or not _has(entity, watches):
            continue
        found[watches] = named.pop(watches, None) or Monitor(name=watches, watches=watches)
    return found | named


def _has(entity: Entity, watches: Watches) -> bool:
    match watches:
        case "performance":
            return entity.outcome is not None and (entity.targets is not None or entity.reference.target is not None)
        case "score":
            return entity.score is not None or entity.scores is not None
        case "prediction":
            return entity.prediction is not None
        case _:
            return True
