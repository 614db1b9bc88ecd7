"""Bodies of JSON and JSON lines: rows as they were sent, and those that are no rows with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from gnomon.errors import DataError
from gnomon.profiles.schema import FEEDBACK
from gnomon.store.inbox import Refused

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Value = str | Whole | float | bool | list[float] | None
Row = Mapping[str, Any]


class Event(msgspec.Struct, forbid_unknown_fields=True):
    """One prediction, as it is sent."""

    event_id: str | Whole
    ts: str | Whole | float
    features: dict[str, Value] = {}
    score: dict[str, float | None] | float | None = None
    prediction: str | Whole | float | bool | None = None
    model_version: str | Whole | float | None = None
    labels: dict[str, str | Whole | float | bool | None] = {}


class Target(msgspec.Struct, forbid_unknown_fields=True):
    """One true outcome, as it is sent."""

    event_id: str | Whole
    target: str | Whole | float | bool
    ts: str | Whole | float | None = None


class Feedback(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody made of a prediction, as it is sent."""

    event_id: str | Whole
    name: Annotated[str, msgspec.Meta(min_length=1)]
    value: str | Whole | float | bool
    ts: str | Whole | float | None = None


class Events(msgspec.Struct, forbid_unknown_fields=True):
    """A batch of predictions."""

    events: list[Event]
    batch_id: str | None = None


class Targets(msgspec.Struct, forbid_unknown_fields=True):
    """A batch of true outcomes."""

    targets: list[Target]
    batch_id: str | None = None


class Feedbacks(msgspec.Struct, forbid_unknown_fields=True):
    """A batch of feedback."""

    feedback: list[Feedback]
    batch_id: str | None = None


class _Apart(msgspec.Struct, forbid_unknown_fields=True):
    """Any of them, its rows unread."""

    events: list[msgspec.Raw] | None = None
    targets: list[msgspec.Raw] | None = None
    feedback: list[msgspec.Raw] | None = None
    batch_id: str | None = None


_EVENTS, _TARGETS = msgspec.json.Decoder(Events), msgspec.json.Decoder(Targets)
_EVENT, _TARGET = msgspec.json.Decoder(Event), msgspec.json.Decoder(Target)
_FEEDBACKS, _FEEDBACK = msgspec.json.Decoder(Feedbacks), msgspec.json.Decoder(Feedback)
_APART = msgspec.json.Decoder(_Apart)
_LINE = msgspec.json.Decoder(dict[str, Value])


@dataclass(frozen=True, slots=True)
class Sent:
    """What a body holds.

    Attributes:
        batch_id: As its sender says; None where it does not.
        rows: Those that are rows, by wire name or feature.
        places: Which row of the body each is.
        refused: Those that are not.
    """

    batch_id: str | None
    rows: Sequence[Row]
    places: Sequence[int]
    refused: tuple[Refused, ...] = ()


def events(body: bytes) -> Sent:
    """Read a JSON body of events.

    Raises:
        DataError: It is no JSON, or no batch of events.

    Example:
        >>> sent = events(b'{"events": [{"event_id": "a", "ts": 1e9, "features": {"x": 1}}, {"event_id": "b"}]}')
        >>> sent.rows[0]["x"], sent.refused[0].reason
        (1, 'Object missing required field `ts`')
    """
    try:
        batch = _EVENTS.decode(body)
    except msgspec.ValidationError:
        return _one_by_one(body, "events", _EVENT, _of_event)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DataError(_malformed(error)) from None
    return _read(batch.batch_id, batch.events, _of_event)


def targets(body: bytes) -> Sent:
    """Read a JSON body of targets.

    Raises:
        DataError: It is no JSON, or no batch of targets.
    """
    try:
        batch = _TARGETS.decode(body)
    except msgspec.ValidationError:
        return _one_by_one(body, "targets", _TARGET, _of_target)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DataError(_malformed(error)) from None
    return _read(batch.batch_id, batch.targets, _of_target)


def feedback(body: bytes) -> Sent:
    """Read a JSON body of feedback: a row has the column that its name is of.

    Raises:
        DataError: It is no JSON, or no batch of feedback.

    Example:
        >>> feedback(b'{"feedback": [{"event_id": "a", "name": "stars", "value": 5}]}').rows
        [{'event_id': 'a', 'ts': None, 'feedback.stars': 5}]
    """
    try:
        batch = _FEEDBACKS.decode(body)
    except msgspec.ValidationError:
        return _one_by_one(body, "feedback", _FEEDBACK, _of_feedback)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DataError(_malformed(error)) from None
    return _read(batch.batch_id, batch.feedback, _of_feedback)


def feedback_lines(body: bytes) -> Sent:
    """Read a body of JSON lines of feedback."""
    return _by_line(body, lambda line: _of_feedback(_FEEDBACK.decode(line)))


def lines(body: bytes) -> Sent:
    r"""Read a body of JSON lines: a flat row a line.

    Example:
        >>> sent = lines(b'{"event_id": "a", "x": 1}\n\nnonsense\n')
        >>> sent.rows, sent.refused[0].place
        ([{'event_id': 'a', 'x': 1}], 2)
    """
    return _by_line(body, _LINE.decode)


def _by_line(body: bytes, read: Callable[[bytes], Row]) -> Sent:
    rows, places, refused = list[Row](), list[int](), list[Refused]()
    for place, line in enumerate(body.split(b"\n")):
        if not line.strip():
            continue
        try:
            rows.append(read(line))
            places.append(place)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            refused.append(Refused(place, _said(error), _shown(line)))
    return Sent(None, rows, places, tuple(refused))


def _read(batch_id: str | None, found: Sequence[Any], flat: Any) -> Sent:  # noqa: ANN401 - of any door
    rows, places, refused = list[Row](), list[int](), list[Refused]()
    for place, one in enumerate(found):
        row = flat(one)
        if isinstance(row, str):
            refused.append(Refused(place, row, _shown(msgspec.json.encode(one))))
        else:
            rows.append(row)
            places.append(place)
    return Sent(batch_id, rows, places, tuple(refused))


def _one_by_one(body: bytes, key: str, decoder: msgspec.json.Decoder[Any], flat: Any) -> Sent:  # noqa: ANN401
    """The rows of a batch of which some are wrong: the others go in."""
    try:
        batch = _APART.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise DataError(_malformed(error)) from None
    raw = getattr(batch, key)
    if raw is None:
        raise DataError(f'the body has no {key}. Write {{"batch_id": …, "{key}": [{{…}}, …]}}.')
    rows, places, refused = list[Row](), list[int](), list[Refused]()
    for place, each in enumerate(raw):
        try:
            row = flat(decoder.decode(each))
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            row = _said(error)
        if isinstance(row, str):
            refused.append(Refused(place, row, _shown(bytes(each))))
        else:
            rows.append(row)
            places.append(place)
    return Sent(batch.batch_id, rows, places, tuple(refused))


def _of_event(event: Event) -> Row | str:
    """An event as a flat row; a sentence where two of its parts claim one column."""
    row: dict[str, Any] = {**event.features, **event.labels}
    if len(row) < len(event.features) + len(event.labels):
        twice = min(event.features.keys() & event.labels.keys())
        return f"{twice!r} is a feature and a label. Give one of them another name."
    given = {"score": event.score, "prediction": event.prediction, "model_version": event.model_version}
    said = {name: value for name, value in given.items() if value is not None}
    clash = row.keys() & {"event_id", "ts", *said}
    if clash:
        return f"{min(clash)!r} is a feature or label, and a field of the event. Say it once."
    return {**row, **said, "event_id": event.event_id, "ts": event.ts}


def _of_target(target: Target) -> Row:
    return {"event_id": target.event_id, "target": target.target, "ts": target.ts}


def _of_feedback(one: Feedback) -> Row:
    return {"event_id": one.event_id, "ts": one.ts, f"{FEEDBACK}{one.name}": one.value}


def _said(error: Exception) -> str:
    return "It is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _malformed(error: Exception) -> str:
    return f"the body cannot be read: {_said(error)}."


def _shown(row: bytes) -> str:
    return row.decode("utf-8", "replace")
