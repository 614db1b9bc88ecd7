"""A change of a monitor that is proposed: why, what to write, and what it would have changed in the history.

Nothing is changed by a proposal: a person pastes what it says, or does not.

Source: ALERTS R51.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gnomon.config import show
from gnomon.config.entity import Entity
from gnomon.jobs.trials import backtest
from gnomon.jobs.trials.against import Against, against
from gnomon.jobs.trials.difference import Difference, difference
from gnomon.jobs.trials.known_incidents import Known
from gnomon.jobs.trials.replay import Replay, replay
from gnomon.profiles.windows import Every
from gnomon.store.alerts import EpisodeRow

Change = Mapping[str, Any]  # a setting of a monitor: its value


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is proposed.

    Attributes:
        rule: By which rule: `S1` to `S5`, or `material`.
        entity: Whose.
        monitor: Which monitor; empty where it is of the whole entity.
        why: In a sentence or two.
        fragment: What to write, as a part of the configuration.
        difference: What becomes of the monitor's alerts, or of all where it is of the whole entity; None where the
            history cannot be judged so.
    """

    rule: str
    entity: str
    monitor: str
    why: str
    fragment: Mapping[str, Any]
    difference: Difference | None = None

    @property
    def yaml(self) -> str:
        """What to write."""
        return show.written(dict(self.fragment))

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As JSON."""
        return {
            "rule": self.rule,
            "entity": self.entity,
            "monitor": self.monitor or None,
            "why": self.why,
            "change": dict(self.fragment),
            "replay": None if self.difference is None else self.difference.record(),
        }


@dataclass(frozen=True, eq=False)
class Bench:
    """A history on which changes are tried; it is judged when that is first asked for.

    Attributes:
        entity: Whose.
        judge: Judges it as it is now.
        known: What was wrong, as far as people said so.
    """

    entity: Entity
    judge: Callable[[Entity], Replay]
    known: tuple[Known, ...] = ()

    @classmethod
    def of(cls, base: Replay, known: tuple[Known, ...] = ()) -> Bench:
        """A history that is judged already."""
        return cls(base.entity, lambda _: base, known)

    @cached_property
    def base(self) -> Replay:
        """The history as it is judged now."""
        return self.judge(self.entity)

    def judged(self, changes: Mapping[str, Change]) -> Replay:
        """The history judged with changed monitors.

        Args:
            changes: By monitor.
        """
        return self.as_of(changed(self.entity, changes))

    def as_of(self, entity: Entity) -> Replay:
        """The same windows judged as an entity would be.

        Args:
            entity: The same, with other settings.
        """
        return replay(self.base.store, entity, self.base.judged[0].window.start, self.base.at)

    def alerts(self, replayed: Replay, monitor: str) -> tuple[EpisodeRow, ...]:
        """A monitor's alerts in a replay."""
        return next((backtest.fired(replayed, plan) for plan in replayed.plans if plan.name == monitor), ())

    def whole(self, after: Replay) -> Difference:
        """What becomes of all alerts."""
        was, now = ([row for plan in one.plans for row in backtest.fired(one, plan)] for one in (self.base, after))
        return difference(was, now, self.base.judged[-1].window.end)

    def difference(self, monitor: str, after: Sequence[EpisodeRow]) -> Difference:
        """What becomes of a monitor's alerts."""
        return difference(self.alerts(self.base, monitor), after, self.base.judged[-1].window.end)

    def held(self, rows: Sequence[EpisodeRow]) -> Against:
        """Alerts against what was wrong."""
        judged = self.base.judged
        since, until = judged[0].window.start, judged[-1].window.end
        return against(rows, self.known, since, until, Every.parse(self.entity.every).length)

    def loses(self, monitor: str, after: Sequence[EpisodeRow]) -> bool:
        """Whether something that was wrong, and that the monitor told of, would not be told by it any more."""
        before, now = self.held(self.alerts(self.base, monitor)), self.held(after)
        return any(was.alerts and not then.alerts for was, then in zip(before.incidents, now.incidents, strict=True))


def changed(entity: Entity, changes: Mapping[str, Change]) -> Entity:
    """An entity with other settings of some monitors.

    Args:
        entity: Whose.
        changes: By monitor.
    """
    made = {
        name: monitor.model_copy(update=dict(changes[name])) if name in changes else monitor
        for name, monitor in entity.monitors.items()
    }
    return entity.model_copy(update={"monitors": made})


def of_monitor(entity: Entity, monitor: str, change: Change) -> dict[str, Any]:  # Any: JSON
    """What to write for a change of a monitor: all that was written of it, with the change in it.

    Args:
        entity: Whose.
        monitor: Which.
        change: The change.
    """
    one = entity.monitors[monitor].model_copy(update=dict(change))
    return {"entities": {entity.name: {"monitors": {monitor: show.chosen(one)}}}}
