"""The raw rows of some windows of a source, with their targets: what a fault is injected into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from gnomon.config.entity import Entity
from gnomon.jobs.rows import known, observed, pieces
from gnomon.jobs.rows.cut import Cut, cut_of
from gnomon.jobs.rows.known import Wanted
from gnomon.jobs.rows.observed import Columns
from gnomon.jobs.rows.reading import TIME, between, open_between
from gnomon.jobs.rows.segments import SegmentSet
from gnomon.jobs.rows.source import contents
from gnomon.jobs.trials.faults.fault import Touches
from gnomon.jobs.trials.injected import Altered
from gnomon.profiles.outcomes.observe import observe
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.profiler import profile_frame
from gnomon.store.windows import WindowRow


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where an entity's raw rows are read.

    Attributes:
        entity: Whose.
        cut: How its windows are cut.
        newest: The targets that are known, `ID` and `VALUE`; None where they stand in the rows, or there are none.
    """

    entity: Entity
    cut: Cut
    newest: pl.DataFrame | None

    @classmethod
    def of(cls, entity: Entity, at: datetime) -> Source:
        """The source of an entity, with the targets that are known at a time.

        Raises:
            DataError: The targets cannot be read.
        """
        return cls(entity, cut_of(entity, SegmentSet()), _targets(entity, at))

    def read(self, since: datetime, until: datetime) -> Mapping[datetime, pl.DataFrame]:
        """The rows of `[since, until)` by the start of their window, each with its time and its target.

        Raises:
            DataError: They cannot be read.
        """
        entity, timestamp = self.entity, self.entity.source.timestamp
        frames = []
        for part in contents(entity.source.place).parts:
            rows = open_between(part, timestamp, since, until)
            frames += [frame for frame in between(rows, timestamp, since, until) if frame.height]
        if not frames:
            return {}
        whole = pl.concat(frames, how="diagonal_relaxed")
        if entity.outcome is not None:
            whole = observed.with_targets(whole, Columns(timestamp, entity.source.id, entity.outcome), self.newest)
        return dict(pieces.windows([whole], self.cut))

    def altered(
        self, row: WindowRow, frame: pl.DataFrame, touches: Touches, columns: tuple[str, ...], was: Altered
    ) -> Altered:
        """A window whose rows arrive with a fault.

        Args:
            row: What is known of the window.
            frame: The rows as they arrive.
            touches: What the fault changed.
            columns: Which columns it went into.
            was: The window as it was.
        """
        profile, outcome = was.profile, was.outcome
        if touches != "targets":
            profile = self._profile(frame, touches, columns, was.profile)
        if touches in ("rows", "targets") or self._is_of_outcome(columns):
            outcome = self._outcome(frame)
        newest = row.newest
        if touches == "rows":
            newest = frame[TIME].max() if frame.height else None  # type: ignore[assignment]  # a column of times
        return Altered(replace(row, rows=frame.height, newest=newest), profile, outcome)

    def _profile(self, frame: pl.DataFrame, touches: Touches, columns: tuple[str, ...], was: Profile) -> Profile:
        schema = self.cut.schema
        if touches == "values":  # all other columns are as they were
            made = profile_frame(frame.select(columns), schema)
            return replace(was, summaries={**was.summaries, **made.summaries})
        return profile_frame(frame.drop(TIME, *self._joined(frame)), schema)

    def _joined(self, frame: pl.DataFrame) -> list[str]:
        """The column of targets that the rows themselves do not have."""
        targets = self.entity.targets
        return [targets.target] if targets is not None and targets.target in frame.columns else []

    def _is_of_outcome(self, columns: tuple[str, ...]) -> bool:
        outcome = self.entity.outcome
        return outcome is not None and bool(set(columns) & set(outcome.named))

    def _outcome(self, frame: pl.DataFrame) -> Outcome | None:
        return observe(frame.drop(TIME), self.entity.outcome) if self.entity.outcome is not None else None


def _targets(entity: Entity, at: datetime) -> pl.DataFrame | None:
    targets = entity.targets
    if targets is None or entity.source.id is None:
        return None
    wanted = Wanted(targets.id, targets.target, targets.timestamp)
    return known.known_at(known.said(contents(targets.place).parts, wanted), at).newest
