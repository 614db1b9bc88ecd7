"""A drill: a fault in a copy of the newest rows goes the whole way, from rows to the receivers of alerts.

All of it happens in a store of its own, for a while, and to an entity of another
name: what is kept of the real one is only read. The past comes from the source
itself, the newest windows from a file with the fault in it. Receivers get marked
messages, and the end of each follows at once.

Source: ALERTS 7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from gnomon.config.channel import Channel
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import run as runs
from gnomon.jobs.clock import Clock, Pause
from gnomon.jobs.judging import late
from gnomon.jobs.judging.history import Stored
from gnomon.jobs.steps import Listener, Step, nobody
from gnomon.jobs.telling import deliver
from gnomon.jobs.trials.faults.fault import Fault
from gnomon.jobs.trials.injected import Counts
from gnomon.jobs.trials.raw_rows import Source
from gnomon.jobs.trials.replay import replay, with_rows
from gnomon.jobs.trials.shadow import shadow_of, take_over, with_fault
from gnomon.jobs.trials.trial_place import Place, place_at
from gnomon.jobs.trials.trials import Injecting
from gnomon.notify.deliver import Report
from gnomon.store import outbox
from gnomon.store.open import Store, open_store

WINDOWS = 3
"""So many of the newest windows get the fault: most faults are found in the first."""

STAGES: Mapping[Step, str] = {"measured": "ingest", "judged": "verdict", "told": "outbox", "settled": "delivered"}
"""What is timed, by the step that ends it: windows are closed, judged and become alerts in one transaction."""

Timer = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Drill:
    """What became of one fault.

    Attributes:
        fault: Its name.
        size: How large it was.
        columns: The columns that it went into.
        monitors: Those that told of something that they do not tell of without the fault.
        expected: The channels that should be told.
        actual: The channels that were, with the title of the first message.
        failed: Why a channel was not, by channel.
        seconds: When each stage was over since rows began to come in.
        is_friend: Whether nothing is wrong, so that nobody should be told.
    """

    fault: str
    size: str
    columns: tuple[str, ...]
    monitors: tuple[str, ...]
    expected: tuple[str, ...]
    actual: Mapping[str, str]
    failed: Mapping[str, str]
    seconds: Mapping[str, float]
    is_friend: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the fault was found, and all that should be told were; of a false friend, that nobody was."""
        if self.is_friend:
            return not (self.monitors or self.actual)
        return bool(self.monitors) and set(self.expected) == set(self.actual)

    def record(self) -> dict[str, Any]:  # Any: JSON
        """As `gnomon drill --json` prints it."""
        return {
            "fault": self.fault,
            "size": self.size or None,
            "columns": list(self.columns),
            "found": bool(self.monitors),
            "monitors": list(self.monitors),
            "expected": list(self.expected),
            "actual": dict(self.actual),
            "failed": dict(self.failed),
            "seconds": {stage: round(took, 3) for stage, took in self.seconds.items()},
        }


@dataclass(frozen=True, slots=True)
class Tools:
    """What a drill takes from outside.

    Attributes:
        clock: The time on the wall.
        timer: Seconds that go by.
        wait: Lets time pass until what failed is tried again; None: it is not.
        lines: Where logs without a file go; standard output when not given.
    """

    clock: Clock
    timer: Timer
    wait: Pause | None = None
    lines: TextIO | None = None


def accepting(settings: Settings, name: str | None) -> Mapping[str, Channel]:
    """The channels that a drill tells: one, or all that accept drills.

    Raises:
        UsageError: There is none, or it does not accept drills.
    """
    if name is not None and name not in settings.channels:
        raise UsageError(
            f"there is no channel {name!r} in this configuration. There are {', '.join(settings.channels)}."
        )
    found = {each: one for each, one in settings.channels.items() if one.accept_drills and name in (None, each)}
    if not found:
        which = "no channel accepts" if name is None else f"the channel {name!r} does not accept"
        raise UsageError(f"{which} drills. Write accept_drills: true beneath it.")
    return found


def drill(
    settings: Settings, store: Store, entity: Entity, faults: Sequence[Fault], notify: str | None, tools: Tools
) -> tuple[Drill, ...]:
    """Send each fault the whole way; nothing is written into the store.

    Args:
        settings: The configuration.
        store: Its store.
        entity: Whose newest windows are copied.
        faults: What goes into the copies, one at a time, each in its last size.
        notify: The channel that is told; all that accept drills when None.
        tools: What it takes from outside.

    Raises:
        UsageError: No channel accepts drills, or a fault cannot be injected here.
        DataError: The rows cannot be read.
    """
    channels = accepting(settings, notify)
    with with_rows(settings, store, entity, tools.clock()) as filled:
        place, source = _place(filled, entity)
        columns = {fault.name: place.columns(fault) for fault in faults}
        for fault in faults:
            if columns[fault.name] is None:
                raise UsageError(f"{fault.name} cannot be injected into the newest windows of {entity.name}.")
        return tuple(
            _sent(
                settings,
                filled,
                channels,
                tools,
                Injecting(place, source, one, [*one.sizes][-1], columns[one.name] or ()),
            )
            for one in faults
        )


def _place(store: Store, entity: Entity) -> tuple[Place, Source]:
    """The newest windows, and where their rows are."""
    replayed = replay(store, entity, None, None)
    source = Source.of(entity, replayed.at)
    rows = Stored(store, entity.name).rows(None, None)
    place = place_at(replayed, source, rows, max(len(replayed.judged) - WINDOWS, 0), 0, Counts())
    if place.windows[0].start not in place.frames:
        raise UsageError(f"{entity.name}: the rows of {place.windows[0].full_name} are no longer there.")
    return place, source


def _sent(
    settings: Settings, store: Store, channels: Mapping[str, Channel], tools: Tools, injecting: Injecting
) -> Drill:
    """One fault, the whole way, in a store of its own."""
    place, real = injecting.place, injecting.place.replayed.entity
    shadow, until = shadow_of(real, channels), place.windows[-1].end + real.lateness
    with TemporaryDirectory(prefix="gnomon-") as folder, open_store(f"sqlite:///{folder}/drill.db") as made:
        take_over(store, made, real, shadow)
        way = Way(_own(settings, real, channels), made, tools)
        way.quietly(shadow, place.windows[0].start)
        faulty, began, seconds = with_fault(shadow, injecting, Path(folder)), tools.timer(), dict[str, float]()

        def listener(step: Step, _of: str, _facts: dict[str, object]) -> None:
            if step in STAGES:
                seconds[STAGES[step]] = tools.timer() - began

        report = way.whole(faulty, until, listener)
        with made.reading() as tx:
            delivered = [row for key in report.delivered if (row := outbox.find(tx, key)) is not None]
            alerts = late.before(tx, shadow.name, place.replayed.plans, place.windows[-1].end)
        way.whole(faulty.model_copy(update={"monitors": {}}), until)  # the end of all that fires
    known = {*place.told(place.before), *place.told(place.usual[-1].alerts)}
    return Drill(
        injecting.fault.name,
        injecting.words,
        injecting.columns,
        tuple(dict.fromkeys(one[0] for one in place.told(alerts) if one not in known)),
        () if injecting.fault.is_friend else tuple(channels),
        {row.channel: str(row.payload["alerts"][0]["title"]) for row in reversed(delivered)},
        {one.channel: one.error for one in (*report.dead, *report.put_off.values())},
        seconds,
        injecting.fault.is_friend,
    )


def _own(settings: Settings, real: Entity, channels: Mapping[str, Channel]) -> Settings:
    """The configuration without entities but the one that the reference is made of, which nobody watches."""
    other = real.reference.entity
    kept = {} if other is None else {other: settings.entity(other).model_copy(update={"monitors": {}})}
    own: dict[str, object] = {"entities": kept, "channels": dict(channels), "routes": (), "maintenance": ()}
    return settings.model_copy(update={**own, "deliver_via": None, "heartbeat": None})


@dataclass(frozen=True, slots=True)
class Way:
    """The way from rows to receivers.

    Attributes:
        settings: The configuration, without the entity.
        store: The store of the drill.
        tools: What it takes from outside.
    """

    settings: Settings
    store: Store
    tools: Tools

    def whole(self, entity: Entity, until: datetime, listener: Listener = nobody) -> Report:
        """Run and deliver."""
        found = self._with(entity)
        runs.run(found, self.store, until, clock=self.tools.clock, listener=listener)
        return deliver.deliver(
            found, self.store, clock=self.tools.clock, wait=self.tools.wait, listener=listener, lines=self.tools.lines
        )

    def quietly(self, entity: Entity, until: datetime) -> None:
        """Run, and let nobody hear what is wrong before the drill; channels count as told of it."""
        found = self._with(entity)
        runs.run(found, self.store, until, clock=self.tools.clock)
        quiet = {name: Channel(name=name, kind="log") for name in found.channels}
        unheard = found.model_copy(update={"channels": quiet})
        deliver.deliver(unheard, self.store, clock=self.tools.clock, lines=StringIO())

    def _with(self, entity: Entity) -> Settings:
        return self.settings.model_copy(update={"entities": {**self.settings.entities, entity.name: entity}})
