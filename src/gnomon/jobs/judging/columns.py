"""An entity's columns as groups that share what matters to them, with the chances of their tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from gnomon.checks import budget
from gnomon.checks.budget import Family
from gnomon.checks.chances import chances
from gnomon.checks.learned import Learned, learn
from gnomon.checks.settings import Settings
from gnomon.config.entity import Entity
from gnomon.jobs.judging.assessed import Group
from gnomon.jobs.judging.history import History
from gnomon.jobs.monitors import Plan
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.rows.cut import cut_of
from gnomon.jobs.rows.segments import WHOLE, Labels
from gnomon.profiles.profile import Profile
from gnomon.profiles.sampled import RATE, has_rates
from gnomon.profiles.schema import Role
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Every, Window
from gnomon.store.windows import WindowRow

KEPT = 8
"""References that a process keeps learned, so that stepping through time learns each once."""


class Matters(NamedTuple):
    """What matters to a column: of its values, of its missing and novel rows, and how sure one must be."""

    material: float = 0.10
    material_share: float = 0.005
    strict: float = 0.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A reference and what to learn of it; two with the same words teach the same.

    Attributes:
        digest: Of the reference.
        columns: Those to learn.
        asked: Those of them that a monitor names: they are tested whatever they are.
        matters: What matters to them.
        reference: The reference.
        roles: What the columns are to the model.
    """

    digest: str
    columns: tuple[str, ...]
    asked: tuple[str, ...]
    matters: Matters
    reference: ProfileSeries | Profile = field(compare=False, hash=False)
    roles: Mapping[str, Role] = field(compare=False, hash=False)
    labels: Labels = WHOLE

    @property
    def fingerprint(self) -> str:
        """The words, short."""
        words = (self.digest, self.columns, self.asked, self.matters, *self.labels)
        return hashlib.sha256(repr(words).encode()).hexdigest()[:16]


@lru_cache(KEPT)
def learned(lesson: Lesson) -> Learned:
    """What a reference teaches."""
    return _learned(lesson)


@lru_cache(1)
def learned_apart(lessons: tuple[Lesson, ...]) -> tuple[Learned, ...]:
    """What the segments of one reference teach: too many to be kept beside others."""
    return tuple(_learned(lesson) for lesson in lessons)


def _learned(lesson: Lesson) -> Learned:
    return learn(
        lesson.reference,
        columns=lesson.columns,
        material=lesson.matters.material,
        material_share=lesson.matters.material_share,
        roles=lesson.roles,
        asked=lesson.asked,
    )


def lessons(
    entity: Entity, plans: Sequence[Plan], frozen: Frozen, columns: Sequence[str], labels: Labels = WHOLE
) -> list[Lesson]:
    """What is learned of a reference: one lesson for all columns that the same matters to.

    Args:
        entity: Whose.
        plans: Its monitors.
        frozen: Its reference.
        columns: The columns that its rows have.
        labels: Of which segment; of all rows without it.
    """
    roles = entity.schema.roles
    by_matter: dict[Matters, list[str]] = {}
    series = frozen.part(labels)
    taught = {name for profile in series.profiles for name in profile.columns}
    if labels != WHOLE:
        ((by, _),) = labels  # itself it is not looked at in its own segments
        taught = {name for name in cut_of(entity, frozen.segments).columns(by, taught) if name != by}
    compared = series if frozen.basis == "windows" else series.total
    named = {name for plan in plans for name in plan.monitor.columns or ()}
    passed = {RATE} - named if entity.source.live and has_rates(series.total) else set[str]()
    for column in sorted(taught.intersection(columns) - passed):
        matters = _matters(plans, column, roles.get(column, "feature"))
        if matters is not None:
            by_matter.setdefault(matters, []).append(column)
    return [
        Lesson(frozen.digest, tuple(names), tuple(sorted(named.intersection(names))), matters, compared, roles, labels)
        for matters, names in sorted(by_matter.items())
    ]


def _matters(plans: Sequence[Plan], column: str, role: Role) -> Matters | None:
    """What matters to a column; None when no monitor looks at it."""
    of_values = next((plan.monitor for plan in plans if plan.takes(column, "values", role)), None)
    of_missing = next((plan.monitor for plan in plans if plan.takes(column, "missing", role)), None)
    if of_values is None and of_missing is None:
        return None
    usual = Matters()
    material = of_values.material if of_values is not None else None
    shares = [one.material_share for one in (of_values, of_missing) if one is not None and one.material_share]
    strict = of_values.strict if of_values is not None else usual.strict
    return Matters(material or usual.material, min(shares, default=usual.material_share), strict)


def group(
    history: History,
    frozen: Frozen,
    lesson: Lesson,
    taught: Learned,
    rows: Sequence[WindowRow],
    windows: Sequence[Window],
    alpha: float,
) -> Group:
    """The chances of a group's columns in every window that is to be judged.

    Args:
        history: Of the entity.
        frozen: Its reference.
        lesson: The group.
        taught: What that taught.
        rows: The windows with rows, those before the first that is judged as well, since tests merge them.
        windows: The windows to judge.
        alpha: The group's part of the chance of a false alarm.
    """
    counted = history.tallies(frozen, taught, lesson.fingerprint, rows, lesson.labels)
    ends = {row.window.start: place for place, row in enumerate(rows)}
    first = next((place for place, row in enumerate(rows) if row.window.start >= windows[0].start), len(rows))
    settings = Settings(lesson.matters.material, lesson.matters.material_share, alpha, lesson.matters.strict)

    def profile_of(place: int) -> Profile:
        return history.profile(rows[place].window, lesson.labels)

    found = chances(
        taught, [row.window for row in rows], counted, settings=settings, first=first, profile_of=profile_of
    )
    places = {place: ends[window.start] - first for place, window in enumerate(windows) if window.start in ends}
    return Group(found, places, alpha)


def alphas(
    entity: Entity, plans: Sequence[Plan], sizes: Sequence[int], *, with_segments: bool = False
) -> tuple[Mapping[str, float], list[float], float]:
    """How the budget of one window is split.

    Args:
        entity: Whose.
        plans: Its monitors.
        sizes: How many columns each group has.
        with_segments: Whether there are segments that are judged.

    Returns:
        By monitor, for those that are no monitors of columns; of each group of columns; and of all segments together.

    Source: STATISTICS B1.
    """
    every = Every.parse(entity.every).length
    whole = budget.alpha(entity.false_alarms.alarms, entity.false_alarms.period, every)
    families: set[Family] = {plan.family for plan in plans if plan.family is not None}
    counts = {family: sum(plan.family == family for plan in plans) for family in families}
    if with_segments:
        families.add("segments")
    parts = budget.split(families)
    of_monitors = {
        plan.name: whole * parts[plan.family] / counts[plan.family]
        for plan in plans
        if plan.family is not None and plan.family != "columns"
    }
    total = sum(sizes)
    of_groups = [whole * parts.get("columns", 0.0) * size / total for size in sizes]
    return of_monitors, of_groups, whole * parts.get("segments", 0.0)


def newest_first_look(rows: Sequence[WindowRow], start: datetime, reach: int) -> list[WindowRow]:
    """The windows with rows from `reach` before a time on: as many as tests merge.

    Args:
        rows: Windows, in order.
        start: Start of the first window that is judged.
        reach: How many before it.
    """
    before = [row for row in rows if row.window.start < start]
    return before[-reach:] + [row for row in rows if row.window.start >= start]
