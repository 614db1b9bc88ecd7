"""A body becomes a batch of the inbox: rows under the entity's names, and those that are refused with the reason."""

from __future__ import annotations

import io
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import polars as pl

from gnomon.errors import DataError
from gnomon.jobs.live import arrow_body, json_body
from gnomon.jobs.live.fitting import fitted
from gnomon.jobs.live.names import Names, names_of
from gnomon.jobs.rows.plain_text import plain_text
from gnomon.profiles import records
from gnomon.profiles.frames.guard import quoted
from gnomon.profiles.records import PLACE, TYPES
from gnomon.profiles.schema import FEEDBACK, Kind
from gnomon.store.inbox import Arrived, Door, Refused

if TYPE_CHECKING:
    from gnomon.config.entity import Entity
    from gnomon.jobs.live.json_body import Sent

Form = Literal["json", "lines", "arrow"]

LONGEST_ID = 512
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Times before come of a clock that was never set: 1970 is a zero."""

AHEAD = timedelta(days=1)
"""So far a sender's clock may be ahead of ours; what is later comes of a clock that is wrong."""

JSON: Mapping[Door, Callable[[bytes], Sent]] = {
    "events": json_body.events,
    "targets": json_body.targets,
    "feedback": json_body.feedback,
}
LINES: Mapping[Door, Callable[[bytes], Sent]] = {
    "events": json_body.lines,
    "targets": json_body.lines,
    "feedback": json_body.feedback_lines,
}


def accept(
    entity: Entity,
    door: Door,
    form: Form,
    body: bytes,
    now: datetime,
    *,
    batch_id: str | None = None,
    known: Mapping[str, Kind] = MappingProxyType({}),
) -> Arrived:
    """Read a body, and take each of its rows or refuse it.

    Args:
        entity: Whose rows.
        door: What they are.
        form: How they are written.
        body: The bytes.
        now: The time on the wall.
        batch_id: The name of the batch, where the body has none; a new one when neither says it.
        known: The kind of each column that the log has, as far as is known here; draining looks again.

    Raises:
        DataError: The body as a whole cannot be read.
        UsageError: The entity takes no rows by this door.
    """
    names = names_of(entity, door)
    why: dict[int, str] = {}
    unread: tuple[Refused, ...] = ()
    shown: Mapping[int, Mapping[str, object]] | pl.DataFrame
    if form == "arrow" and door == "feedback":
        raise DataError("feedback is not read as Arrow: its values are of several kinds. Send JSON or JSON lines.")
    if form == "arrow":
        shown = read = arrow_body.frame(body)
    else:
        sent = (LINES if form == "lines" else JSON)[door](body)
        read, why = records.frame([_plain(row, names) for row in sent.rows], sent.places, names.wired(known))
        batch_id, unread = sent.batch_id or batch_id, sent.refused
        shown = dict(zip(sent.places, sent.rows, strict=True))
    frame = _checked(_named(read, names), names, now, door, why)
    frame, misfits = fitted(frame, known)
    why = {**misfits, **why}
    good = frame.filter(~frame[PLACE].is_in(list(why))) if why else frame
    refused = sorted((*unread, *_refused(shown, why)), key=lambda one: one.place)
    batch_id = batch_id or uuid.uuid4().hex
    if not 0 < len(batch_id) <= LONGEST_ID:
        raise DataError(f"the batch id has {len(batch_id)} characters. Write at most {LONGEST_ID}.")
    held = to_bytes(good) if good.height else b""
    return Arrived(entity.name, door, batch_id, now, good.height, held, tuple(refused))


def to_bytes(frame: pl.DataFrame) -> bytes:
    """Rows as the inbox holds them."""
    out = io.BytesIO()
    frame.write_ipc_stream(out)
    return out.getvalue()


def _plain(row: Mapping[str, object], names: Names) -> Mapping[str, object]:
    """A row whose id is a text, and whose score of each class has a column of its own."""
    for name in ("event_id", names.id):
        if isinstance(row.get(name), int):
            row = {**row, name: str(row[name])}
    score = row.get("score")
    if not isinstance(score, dict):
        return row
    rest = {name: value for name, value in row.items() if name != "score"}
    return {**rest, **{names.scores.get(each, f"score.{each}"): value for each, value in score.items()}}


def _named(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    """The frame under the entity's names."""
    wanted = [names.of(name) for name in frame.columns]
    if len(set(wanted)) < len(wanted):
        twice = Counter(wanted).most_common(1)[0][0]
        raise DataError(f"{quoted(twice)} is there twice: under the entity's name, and under that of the wire.")
    return pl.DataFrame([column.alias(name) for column, name in zip(frame, wanted, strict=True)])


def _checked(frame: pl.DataFrame, names: Names, now: datetime, door: Door, why: dict[int, str]) -> pl.DataFrame:
    """The frame with ids as texts and times as moments; why rows without them are refused goes into `why`.

    Columns are put together one by one: a query of Polars costs more than a hundred rows do.
    """
    held = {column.name: column for column in frame}
    for name in (names.id, names.time, names.needed):
        if name and name not in held:
            held[name] = pl.Series(name, [None] * frame.height, dtype=pl.Null)
    places, ids, times = frame[PLACE], plain_text(held[names.id]).cast(pl.String), records.moments(held[names.time])
    lengths = ids.str.len_bytes()
    _say(places, ids.is_null() | (lengths == 0), f"{quoted(names.id)} is missing: the event has no id.", why)
    _say(places, lengths > LONGEST_ID, f"{quoted(names.id)} has more than {LONGEST_ID} bytes.", why)
    if door != "events" and held[names.time].null_count():  # one without a time is known from now on
        unsaid = held[names.time].is_null()
        times = pl.select(pl.when(unsaid).then(pl.lit(now, TYPES["time"])).otherwise(times)).to_series()
    _say(places, times.is_null(), f"{quoted(names.time)} is no time: write 2013-12-31T23:59:00Z.", why)
    _say(places, times < FIRST, f"{quoted(names.time)} is before 2000: the clock that wrote it was not set.", why)
    ahead = f"{quoted(names.time)} is more than a day ahead: the clock that wrote it is wrong."
    _say(places, times > now + AHEAD, ahead, why)
    for name in held if door == "events" else ():
        if name.startswith(FEEDBACK):
            _say(places, held[name].is_not_null(), f"{quoted(name)} is a name of feedback. Send it as such.", why)
    if names.needed:
        _say(places, held[names.needed].is_null(), f"{quoted(names.needed)} is missing: it says no outcome.", why)
    return pl.DataFrame([*(held | {names.id: ids.alias(names.id), names.time: times.alias(names.time)}).values()])


def _say(places: pl.Series, bad: pl.Series, words: str, why: dict[int, str]) -> None:
    if bad.any():
        for place in places.filter(bad.fill_null(False)):
            why.setdefault(place, words)


def _refused(sent: pl.DataFrame | Mapping[int, Mapping[str, object]], why: Mapping[int, str]) -> tuple[Refused, ...]:
    """The rows that are refused, as they were sent."""
    if not why:
        return ()
    shown = sent if isinstance(sent, Mapping) else _by_place(sent.filter(sent[PLACE].is_in(list(why))))
    return tuple(Refused(place, why[place], _text(shown[place])) for place in sorted(why))


def _by_place(rows: pl.DataFrame) -> Mapping[int, Mapping[str, object]]:
    return {row.pop(PLACE): row for row in rows.iter_rows(named=True)}


def _text(row: Mapping[str, object]) -> str:
    import json  # noqa: PLC0415 - seldom

    return json.dumps({name: value for name, value in row.items() if value is not None}, default=str)
