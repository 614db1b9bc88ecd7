"""What does not fit together in an entity: its columns, its outcome, its monitors and its reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any  # what a file holds

from gnomon.alerts.identity import FIXED
from gnomon.checks.contract import OF_ID
from gnomon.config import durations
from gnomon.config.mistakes import Mistake
from gnomon.config.monitor import class_of
from gnomon.config.plain import flow, mapping
from gnomon.config.values import is_off
from gnomon.errors import UsageError
from gnomon.profiles.windows import Every

Raw = Mapping[str, Any]

USUAL = timedelta(days=28)
"""How much of its own beginning an entity is compared with, unless it says otherwise."""


def misfits(raw: Raw) -> Iterator[Mistake]:
    """What does not fit together.

    Args:
        raw: An entity as it was written; any of its values may be wrong.

    Example:
        >>> [str(each) for each in misfits({"score": "p", "scores": {"cat": "p_cat"}})]
        ['scores: score is written too. Keep one: score for one class, scores for several.']
    """
    yield from _labels(raw)
    yield from _outcome(raw)
    yield from _columns(raw)
    yield from _monitors(raw)
    yield from _reference(raw)


def _labels(raw: Raw) -> Iterator[Mistake]:
    for key in mapping(raw.get("labels")):
        if key in FIXED:
            yield Mistake(("labels", key), f"the label {key} is gnomon's own. Give yours another name.")


def _outcome(raw: Raw) -> Iterator[Mistake]:
    if raw.get("score") and raw.get("scores"):
        yield Mistake(("scores",), "score is written too. Keep one: score for one class, scores for several.")
    ranks = raw.get("task") == "ranking" or (raw.get("task") is None and (raw.get("query") or raw.get("relevance")))
    if ranks:
        for key in ("query", "score"):
            if not raw.get(key):
                yield Mistake((key,), f"is missing: a ranking has a query and a score. Write {key}: {key}.")
    if raw.get("targets"):
        if not any(raw.get(key) for key in ("score", "scores", "prediction")):
            yield Mistake(("targets",), "there is nothing to hold against them. Write score: or prediction: as well.")
        if "id" not in _keys(raw.get("source")) and not _get(raw.get("source"), "live"):
            yield Mistake(("source", "id"), "is missing: targets find their event by it. Write id: event_id.")


def _columns(raw: Raw) -> Iterator[Mistake]:
    """One column is one thing."""
    source = raw.get("source")
    fixed = {key: _get(source, key) for key in ("timestamp", "id")} | {
        key: raw.get(key) for key in ("score", "prediction")
    }
    segments = raw.get("segments")
    for at, column in _segments(segments):
        for key, name in fixed.items():
            if column == name and name:
                yield Mistake(("segments", at), f"{column!r} is the {key}. Segments are other columns.")
    roles = mapping(raw.get("roles"))
    for role in ("id", "timestamp"):
        named = [column for column, each in roles.items() if each == role and column != fixed[role]]
        if named and (fixed[role] or len(named) > 1):
            yield Mistake(
                ("roles", named[-1]), f"there is one {role}, and it is {fixed[role] or named[0]!r}. Leave this out."
            )


def _segments(raw: object) -> Sequence[tuple[str | int, object]]:
    if isinstance(raw, list | tuple):
        return list(enumerate(raw))
    return [(column, column) for column in mapping(raw)]


def _monitors(raw: Raw) -> Iterator[Mistake]:
    """Monitors of what the entity does not have."""
    has_output = any(raw.get(key) for key in ("score", "scores", "prediction"))
    has_target = bool(raw.get("targets")) or bool(_get(raw.get("reference"), "target"))
    output = "there is no output to watch. Write score: or prediction:"
    lacks = {
        "performance": ""
        if has_output and has_target
        else "there is no target. Write targets:"
        if has_output
        else output,
        "score": "" if raw.get("score") or raw.get("scores") else "there is no score to watch. Write score:",
        "prediction": "" if raw.get("prediction") else "there is no prediction to watch. Write prediction:",
        "custom": "" if raw.get("code") else "there is no number of your own to watch. Write code: ./checks.py",
    }
    for name, settings in mapping(raw.get("monitors")).items():
        if is_off(settings) or mapping(settings).get("off"):
            continue
        watches = class_of(str(name), mapping(settings))
        if watches is not None and lacks.get(watches):
            yield Mistake(("monitors", name), f"{lacks[watches]}, or remove the monitor.")
        yield from _contract(raw, str(name), mapping(_get(settings, "expect")))


def _contract(raw: Raw, monitor: str, columns: Raw) -> Iterator[Mistake]:
    """Promises of columns of which no profile keeps values."""
    source = raw.get("source")
    for column, promises in columns.items():
        place = ("monitors", monitor, "expect", column)
        if column == _get(source, "timestamp"):
            yield Mistake(place, "is the timestamp: rows without one are in no window. Leave it out.")
        elif column == _get(source, "id"):
            for word in _keys(promises):
                if word not in OF_ID:
                    yield Mistake((*place, word), f"of the id only {' and '.join(OF_ID)} can be told. Leave this out.")


def _reference(raw: Raw) -> Iterator[Mistake]:
    """A stretch holds a window at least."""
    length = _length(raw.get("every", "1d"))
    if raw.get("reference") is None and length is not None and length > USUAL:
        words = f"a window, which is {flow(raw.get('every'))}, is longer than the first 28 days. Write first: 365d."
        yield Mistake(("reference",), words)
    for form in ("first", "last"):
        written = _get(raw.get("reference"), form)
        stretch = _duration(written)
        if length is not None and stretch and stretch < length:
            words = f"is shorter than a window, which is {flow(raw.get('every', '1d'))}. Write a longer one."
            yield Mistake(("reference", form), words)


def _length(written: object) -> timedelta | None:
    try:
        return Every.parse(durations.every(written)).length
    except UsageError:
        return None


def _duration(written: object) -> timedelta | None:
    try:
        return durations.duration(written)
    except UsageError:
        return None


def _keys(part: object) -> Sequence[str]:
    """The keys that are written in a part, whether it is raw or made."""
    if isinstance(part, Mapping):
        return [key for key, each in part.items() if each is not None]
    return [] if part is None else sorted(getattr(part, "model_fields_set", ()))


def _get(part: object, key: str) -> Any:  # noqa: ANN401
    """What stands at a key of a part, whether it is raw or made."""
    return part.get(key) if isinstance(part, Mapping) else getattr(part, key, None)
