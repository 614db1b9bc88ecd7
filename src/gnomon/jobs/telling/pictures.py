"""Pictures: drawn for a message on its way out, where its channel takes one.

A picture is not worth a message: what cannot be drawn, takes more than three
seconds, or comes after a delivery has drawn for half a minute is left out, and
the log says why. It is drawn outside of every transaction. The outbox does not keep
it: the store has what it shows, and a message that waits has no bytes to carry.

Source: ALERTS 3.2, line 11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from gnomon.alerts import words
from gnomon.config.entity import Entity
from gnomon.config.monitor import Watches
from gnomon.config.settings import Settings
from gnomon.jobs.clock import Clock
from gnomon.jobs.monitors import OF_COLUMNS, plans
from gnomon.notify import registry
from gnomon.store.open import Store
from gnomon.store.outbox import OutboxRow

if TYPE_CHECKING:
    from gnomon.charts.chart import Chart

Record = Mapping[str, Any]  # Any: JSON

PATIENCE_S = 3.0
"""How long one may take; it is as long as a reader would not notice."""

BUDGET = timedelta(seconds=30)
"""How long a delivery draws in all: as many messages as a person would read."""

OVER_TIME: Sequence[Watches] = ("performance", "volume", "freshness")
"""What is drawn window by window: one figure, and what is usual."""

TOO_LONG = "the pictures before took all the time that there is for them"


@dataclass(slots=True)
class Pictures:
    """The pictures of one delivery.

    Attributes:
        settings: The configuration.
        store: Where what is shown is read.
        clock: The time on the wall.
        left: How long drawing may still take, in all.
        known: What was drawn, by the event that it shows: every channel and every try has the same.
        missing: Why a row has no picture though its channel takes one, by the row's key.
    """

    settings: Settings
    store: Store
    clock: Clock
    left: timedelta = BUDGET
    known: dict[str, Record | None] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def added(self, row: OutboxRow) -> OutboxRow:
        """A row with the picture of the first alert that it tells as firing and that has something to show."""
        channel = self.settings.channels.get(row.channel)
        if channel is None or not registry.find(channel.kind).pictures:
            return row
        for place, alert in enumerate(row.payload["alerts"]):
            picture = self._of(alert, row.key) if alert["state"] == "firing" else None
            if picture is not None:
                alerts = [*row.payload["alerts"]]
                alerts[place] = {**alert, "picture": picture}
                return replace(row, payload={**row.payload, "alerts": alerts})
        return row

    def _of(self, alert: Record, key: str) -> Record | None:
        event, begin = alert["event_key"], self.clock()
        if event not in self.known and self.left <= timedelta():
            self.missing[key] = TOO_LONG
            return None
        if event not in self.known:
            try:
                self.known[event] = self._drawn(alert)
            except Exception as error:
                self.known[event], self.missing[key] = None, str(error) or type(error).__name__
            self.left -= self.clock() - begin
        return self.known[event]

    def _drawn(self, alert: Record) -> Record | None:
        """The picture of an alert; None where there is nothing to show."""
        from gnomon.notify import picture  # noqa: PLC0415 - charts take a second to load

        entity = self.settings.entities.get(alert["entity"])
        shown = None if entity is None else _chart(self.store, entity, alert)
        if entity is None or shown is None:
            return None
        since, segment = datetime.fromisoformat(alert["since"]), _worst(alert)["segment"]
        with_year = since.year != datetime.fromisoformat(alert["observed_at"]).year
        what = f"{entity.name}: {next(iter(alert['series']), alert['monitor'])}{f' for {segment}' if segment else ''}"
        return picture.drawn(shown, what, words.moment(since, entity.zone, with_year=with_year), PATIENCE_S)


def _chart(store: Store, entity: Entity, alert: Record) -> Chart | None:
    """What an alert is about: a column's values or gaps, performance, or rows over time; None for anything else."""
    from gnomon.charts.missing import missing  # noqa: PLC0415 - charts take a second to load
    from gnomon.jobs.drawing import measured  # noqa: PLC0415
    from gnomon.jobs.drawing.stretch import stretch  # noqa: PLC0415

    watches = next((plan.watches for plan in plans(entity) if plan.name == alert["monitor"]), None)
    column = next(iter(alert["series"]), "")
    if watches not in OVER_TIME and not (watches in OF_COLUMNS and column):
        return None
    here = stretch(store, entity, None, None)
    with store.reading() as tx:
        if watches in OVER_TIME:
            return measured.performance(tx, here) if watches == "performance" else measured.volume(tx, here)
        part = _worst(alert)
        segment = part["segment"]
        if part["what"] == "missing":
            return missing(here.column(tx, column, segment=segment), here.usual(column, here.labels(segment)))
        last = [row.window for row in here.rows if row.monitor == alert["monitor"] and row.status == "violation"][-1:]
        made = here.picture(tx, column, last[0].start, last[0].end, segment) if last else None
        return None if made is None else made.chart


def _worst(alert: Record) -> Record:
    """What is said of the column that an alert names first."""
    column = next(iter(alert["series"]), "")
    return next((one for one in alert["details"] if one["series"] == column), {"segment": "", "what": ""})
