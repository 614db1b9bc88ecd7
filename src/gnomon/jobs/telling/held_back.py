"""Why an alert is held back: it follows from another one that fires, or somebody silenced it.

What is held back keeps its state, is listed with its reason, and is told at the
next flush after the reason is gone, where it still fires.

Source: ALERTS R24, R26–R28, R33, R34.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from gnomon.alerts import inhibition, record, words
from gnomon.alerts.inhibition import Seen
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.store import alerts as episodes
from gnomon.store import silences
from gnomon.store.alerts import FIRING, EpisodeRow
from gnomon.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What holds the alerts of an entity back.

    Attributes:
        reasons: Why, in words, by the episode's name; of what is not there nothing is held back.
        following: How many alerts of the entity follow from each source.
    """

    reasons: dict[str, str]
    following: Counter[str]


def held_back(tx: Transaction, settings: Settings, entity: Entity, now: datetime) -> HeldBack:
    """What is held back of an entity, on every channel alike.

    Args:
        tx: The transaction.
        settings: The configuration.
        entity: Whose alerts.
        now: The time on the wall.
    """
    rows = episodes.all(tx, entity.name, FIRING)
    above = upstream(settings, entity)
    seen = [_seen(row) for name in above for row in episodes.all(tx, name, FIRING)]
    seen += [_seen(row) for row in rows]
    muting = silences.unexpired(tx, now) if settings.deliver_via is None else []  # else Alertmanager's count
    found = HeldBack({}, Counter())
    for row in rows:
        source = inhibition.inhibitor(_seen(row), seen, above)
        if source is not None:
            found.following[source.id] += 1
            found.reasons[row.id] = _follows(source, entity)
            continue
        silence = next((one for one in muting if one.mutes(row.matched_labels, now)), None)
        if silence is not None:
            found.reasons[row.id] = silence.reason
    return found


def upstream(settings: Settings, entity: Entity) -> frozenset[str]:
    """Everything that an entity is made of, at any depth.

    Args:
        settings: The configuration.
        entity: The entity.
    """
    found: set[str] = set()
    ahead = list(entity.upstream)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += settings.entities[name].upstream if name in settings.entities else ()
    return frozenset(found - {entity.name})


def _seen(row: EpisodeRow) -> Seen:
    until = record.episode_from_record(row.record).stepped_at
    return Seen(row.id, row.entity, row.monitor, row.labels.get("kind", ""), row.severity, row.since, until)


def _follows(source: Seen, entity: Entity) -> str:
    of = "" if source.entity == entity.name else f" of {source.entity}"
    return f"follows from {source.monitor}{of}, which fires since {words.moment(source.since, with_year=True)}"
