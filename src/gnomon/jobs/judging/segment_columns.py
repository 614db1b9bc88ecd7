"""The columns of an entity's segments, as groups that are judged beside those of all rows."""

from __future__ import annotations

from collections.abc import Sequence

from gnomon.checks.family import is_large
from gnomon.checks.learned import Learned
from gnomon.config.entity import Entity
from gnomon.jobs.judging import columns
from gnomon.jobs.judging.assessed import Group, Segment, Segments
from gnomon.jobs.judging.columns import Lesson
from gnomon.jobs.judging.history import History
from gnomon.jobs.monitors import Plan
from gnomon.jobs.references.frozen import Frozen
from gnomon.jobs.rows.segments import named
from gnomon.profiles.windows import Window
from gnomon.store.windows import WindowRow

Parts = Sequence[tuple[Lesson, Learned]]
"""Of each segment what it is compared with, and what that taught."""


def lessons(entity: Entity, plans: Sequence[Plan], frozen: Frozen, rows_have: Sequence[str]) -> Parts:
    """The segments that are large enough to be judged, by the reference alone.

    Args:
        entity: Whose.
        plans: Its monitors.
        frozen: Its reference.
        rows_have: The columns that its rows have.
    """
    found = tuple(
        lesson
        for labels in frozen.segments.labels_of_all()
        for lesson in columns.lessons(entity, plans, frozen, rows_have, labels)
    )
    taught = columns.learned_apart(found) if found else ()
    return [(lesson, one) for lesson, one in zip(found, taught, strict=True) if is_large(one)]


def segments(
    history: History,
    frozen: Frozen,
    parts: Parts,
    groups: Sequence[Group],
    rows: Sequence[WindowRow],
    windows: Sequence[Window],
    alpha: float,
) -> Segments:
    """The chances of every segment's columns in every window that is to be judged.

    Args:
        history: Of the entity.
        frozen: Its reference.
        parts: The segments.
        groups: The columns of all rows.
        rows: The windows with rows, those before the first that is judged as well, since tests merge them.
        windows: The windows to judge.
        alpha: The chance of a false alarm that all segments have together.
    """
    total = sum(len(lesson.columns) for lesson, _ in parts)
    whole = {column: group for group in groups for column in group.chances.learned.columns}
    return Segments(
        tuple(
            Segment(
                named(lesson.labels),
                columns.group(history, frozen, lesson, taught, rows, windows, alpha * len(lesson.columns) / total),
                whole[lesson.columns[0]],
            )
            for lesson, taught in parts
        ),
        alpha,
    )
