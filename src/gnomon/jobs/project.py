"""What `gn.open` gives: the store behind a configuration, from Python."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import polars as pl

from gnomon.config.entity import Entity
from gnomon.config.read import read_settings
from gnomon.config.settings import Settings
from gnomon.jobs import clock, listing
from gnomon.jobs import run as runs
from gnomon.jobs.actor import me
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.jobs.reporting import series
from gnomon.jobs.reporting.status import status
from gnomon.jobs.rows import pushed
from gnomon.jobs.telling import deliver
from gnomon.jobs.trials.suggestions import in_short
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window
from gnomon.store import samples
from gnomon.store.open import Store, open_store

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """A configuration with its store.

    Attributes:
        settings: The configuration.
        store: Its store.
    """

    settings: Settings
    store: Store

    def run(self, until: datetime | None = None) -> dict[str, Any]:
        """Do all work that is due, once, and send what there is to tell; as `gnomon run --json` prints it.

        Args:
            until: As if it were this time; now when not given.
        """
        at = until or clock.wall()
        done = runs.run(self.settings, self.store, at, clock=clock.wall, suggest=in_short)
        deliver.deliver(self.settings, self.store, clock=clock.wall, wait=clock.pause)
        return {"entities": [one.record() for one in done]}

    def series(
        self,
        entity: str,
        metric: str | None = None,
        series: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> pl.DataFrame:
        """An entity's measurements with the verdicts on them, a row a measurement.

        Args:
            entity: Its name.
            metric: Only of this metric.
            series: Only of this series: a column, `rows` or `outcome`.
            since: Only of windows that start then or later.
            until: Only of windows that end then or before.

        Raises:
            UsageError: There is no such entity.
        """
        return _series(self.store, self.entity(entity), metric, series, since, until)

    def rows(
        self,
        entity: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        where: Mapping[str, str] | None = None,
        columns: Sequence[str] = (),
        limit: int | None = None,
    ) -> pl.DataFrame:
        """Rows of a live entity as they were sent, oldest first, each with its newest target.

        Args:
            entity: Its name; it says `raw_rows: true`.
            since: Only of this time or later.
            until: Only of times before.
            where: The value that columns must have, as text; an empty one: none.
            columns: Which columns; all when not given.
            limit: How many at most.

        Raises:
            UsageError: People may not see its rows, or it has none in the log.
            UnavailableError: The log cannot be reached.
        """
        from gnomon.jobs.live import query  # noqa: PLC0415 - needs what only gnomon[server] installs

        return query.rows(self.entity(entity), query.Wanted(since, until, where or {}, columns, limit))

    def status(self) -> dict[str, Any]:
        """How every entity is, and gnomon itself, as `gnomon status --json` prints it."""
        return status(self.settings, self.store, clock.wall())

    def alerts(self, entity: str | None = None) -> list[dict[str, Any]]:
        """Alerts, newest first, as `gnomon alerts --json` prints them."""
        return listing.alerts(self.store, None if entity is None else self.entity(entity).name)

    @property
    def incidents(self) -> Incidents:
        """Incidents: listed, taken on, and closed with what they were."""
        return Incidents(self.settings, self.store, me())

    def add(self, entity: str, profile: Profile, window: Window, *, batch_id: str) -> bool:
        """Add a finished profile to a window; the same batch again changes nothing.

        Args:
            entity: The entity's name.
            profile: Of rows that stay where they are.
            window: The window that they belong to.
            batch_id: What tells this batch from others.

        Returns:
            False when the batch was there.
        """
        return pushed.push(self.store, self.entity(entity).name, profile, window, batch_id)

    def profile(self, entity: str, since: datetime | None = None, until: datetime | None = None) -> Profile:
        """The profile of an entity's windows within `[since, until)`, added up."""
        return self.profiles(entity, since, until).total

    def profiles(self, entity: str, since: datetime | None = None, until: datetime | None = None) -> ProfileSeries:
        """The profiles of an entity's windows within `[since, until)`."""
        name = self.entity(entity).name
        with self.store.reading() as tx:
            return samples.series(tx, name, since, until)

    def measure(self, metric: Callable[[Profile], T], entity: str) -> list[tuple[Window, T]]:
        """A function of your own on the profile of every window: no row is read again.

        Args:
            metric: What is measured.
            entity: The entity's name.
        """
        return [(window, metric(profile)) for window, profile in self.profiles(entity)]

    def entity(self, name: str) -> Entity:
        """An entity of the configuration.

        Raises:
            UsageError: There is none of that name.
        """
        return self.settings.entity(name)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Project:
        """The project itself, closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


_series = series.frame


def open_project(config: str | os.PathLike[str] | Settings = "gnomon.yaml") -> Project:
    """Open the store behind a configuration.

    Args:
        config: The path of a `gnomon.yaml`, or settings.

    Raises:
        UsageError: The configuration is wrong; the message says everything that is.
        UnavailableError: The store cannot be reached.
    """
    settings = config if isinstance(config, Settings) else read_settings(Path(config))
    return Project(settings, open_store(settings.address))
