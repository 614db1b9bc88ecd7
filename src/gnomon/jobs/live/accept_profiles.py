"""A body of finished profiles becomes a batch of the inbox: those that fit, and those that are refused with the reason.

Each is of a window of the entity. What the columns are to the model is the entity's to say, so that
profiles of whoever made them add to those of its rows.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from gnomon.errors import DataError, FormatError
from gnomon.jobs.live.accept import AHEAD, FIRST, LONGEST_ID
from gnomon.jobs.live.fitting import LONGEST_NAME, MOST_COLUMNS
from gnomon.jobs.live.names import names_of
from gnomon.jobs.rows.cut import schema_of
from gnomon.jobs.rows.index import window_at
from gnomon.profiles.frames.guard import quoted
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Every, Window
from gnomon.store.inbox import Arrived, Refused

if TYPE_CHECKING:
    from gnomon.config.entity import Entity


def accept_profiles(entity: Entity, body: bytes, now: datetime, *, batch_id: str | None = None) -> Arrived:
    """Read a body, and take each of its windows or refuse it.

    Args:
        entity: Whose.
        body: The bytes of a `ProfileSeries`.
        now: The time on the wall.
        batch_id: The name of the batch; a new one when there is none.

    Raises:
        DataError: The body as a whole cannot be read, or its windows are cut otherwise.
        UsageError: The entity takes no rows over HTTP.
    """
    names_of(entity, "events")
    batch_id = batch_id or uuid.uuid4().hex
    if len(batch_id) > LONGEST_ID:
        raise DataError(f"the batch id has {len(batch_id)} characters. Write at most {LONGEST_ID}.")
    sent = _read(entity, body)
    schema = schema_of(entity)
    kept, refused = dict[Window, Profile](), list[Refused]()
    for place, (window, profile) in enumerate(sent):
        words = next(_misfits(entity, window, profile, schema, now), "")
        if words:
            refused.append(Refused(place, words, f"{profile!r} of {window.full_name}"))
        else:
            roles = {name: role for name, role in schema.roles.items() if name in profile}
            kept[window] = replace(profile, roles=roles)
    made = ProfileSeries(entity.every, entity.zone, tuple(kept), tuple(kept.values()))
    return Arrived(
        entity.name, "profiles", batch_id, now, made.rows, made.to_bytes() if kept else b"", tuple(refused)
    )  # fmt: skip


def _read(entity: Entity, body: bytes) -> ProfileSeries:
    try:
        found = ProfileSeries.from_bytes(body)
    except FormatError as error:
        raise DataError(f"the body: {error} Send what gn.profile_series(…).to_bytes() gives.") from None
    if (Every.parse(found.every), found.zone) != (Every.parse(entity.every), entity.zone):
        raise DataError(
            f"its windows are {found.every} in {found.zone}, and those of {entity.name} {entity.every} in "
            f"{entity.zone}. Cut them alike."
        )
    return found


def _misfits(entity: Entity, window: Window, profile: Profile, schema: Schema, now: datetime) -> Iterator[str]:
    """What does not fit, a sentence each."""
    if window != window_at(window.start, entity.every, entity.zone):
        yield f"it is no window of {entity.every} in {entity.zone}."
    if window.start < FIRST:
        yield "it is before 2000: the clock that wrote its times was not set."
    if window.start > now + AHEAD:
        yield "it is more than a day ahead: the clock that wrote its times is wrong."
    series = [*profile.summaries, *profile.scalars]
    if len(series) > MOST_COLUMNS:
        yield f"it has {len(series):,} columns: an entity has at most {MOST_COLUMNS:,}."
    for name in series:
        if not 0 < len(name) <= LONGEST_NAME:
            yield f"a column's name has {len(name)} characters: 1 to {LONGEST_NAME}."
        role = schema.role(name)
        if role in ("id", "timestamp"):
            how = f"gn.Schema(roles={{{name!r}: {role!r}}})"
            yield f"{quoted(name)} is the {role}, and no column to look at. Profile with schema={how}."
