"""JSON lines: an object a line, nested ones unnested, bad lines left out and counted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any  # what JSON holds

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames import json_values, surrogates
from gnomon.profiles.frames.csv_records import clean_breaks
from gnomon.profiles.frames.flat import positions
from gnomon.profiles.frames.json_values import Kinds
from gnomon.profiles.frames.rows import Rows, slices
from gnomon.profiles.frames.stream import BadByteError, TextFile, recode, utf8_chunks
from gnomon.profiles.frames.text import Reading

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # a surrogate, most often one of a good pair
PIECE_BYTES = 4 * 1024 * 1024  # Python's objects take some ten times the room of their text


@dataclass(slots=True)
class _Piece:
    """The lines of a part of the file: a list of values a column, null where a line lacks it."""

    values: dict[str, list[Any]] = field(default_factory=dict)
    height: int = 0
    bad: int = 0
    first_bad: int = 0
    bare: int = 0
    halves: int = 0
    repeats: dict[str, None] = field(default_factory=dict)


def open_json_lines(text: TextFile, columns: Sequence[str] | None = None) -> Rows:
    """Open a file of JSON lines. It is read once from end to end to find the types.

    Raises:
        DataError: It is blank, of no encoding that is known, or no line of
            it is a JSON object.
        SchemaError: A wanted column does not exist.
    """
    while True:
        try:
            return _open(text, columns)
        except BadByteError as bad:
            text = recode(text, bad)


def _open(text: TextFile, columns: Sequence[str] | None) -> Rows:
    kinds: dict[str, Kinds] = {}
    repeats: dict[str, None] = {}
    height = bad = first_bad = bare = halves = 0
    for piece in _pieces(text):
        height, bad, bare = height + piece.height, bad + piece.bad, bare + piece.bare
        halves += piece.halves
        first_bad, repeats = first_bad or piece.first_bad, repeats | piece.repeats
        for name, values in piece.values.items():
            kinds[name] = json_values.look(values, kinds.get(name, Kinds()))
    _check(text.name, kinds, height, bad, first_bad)
    # An object that is sometimes null is no column of nulls beside its own keys.
    objects = {name[:at] for name in kinds for at, letter in enumerate(name) if letter == "."}
    names = [name for name, each in kinds.items() if each.types or name not in objects]
    wanted = names if columns is None else [names[at] for at in positions(text.name, names, columns)]
    readings = {name: json_values.decide(name, kinds[name]) for name in wanted}
    notes = (*text.notes, *_notes(height, bad, first_bad, bare, list(repeats)))
    notes += (surrogates.note(halves),) if halves else ()
    notes += tuple(note for each in readings.values() for note in each.notes)
    schema = {name: each.dtype for name, each in readings.items()}
    return Rows(text.name, schema, notes, height, lambda: _batches(text, readings))


def _check(name: str, kinds: Mapping[str, Kinds], height: int, bad: int, first_bad: int) -> None:
    if not height and not bad:
        raise DataError(f"{name}: holds only blank lines. Check what was meant to write it.")
    if not height:
        raise DataError(f"{name}:{first_bad}: no line is a JSON object. Write one object a line.")
    if not kinds:
        raise DataError(f"{name}: has no columns: every object is empty. Give objects with at least one key.")


def _notes(height: int, bad: int, first_bad: int, bare: int, repeats: Sequence[str]) -> Iterator[str]:
    if bad:
        verb = "lines are no JSON object and were" if bad > 1 else "line is no JSON object and was"
        yield f"{bad:,} of {height + bad:,} {verb} skipped (line {first_bad})"
    if bare:
        yield f"{bare:,} bare NaN or Infinity, which JSON does not have, read as such"
    for name in repeats:
        yield f"key {name!r} occurs twice in an object: the last one counts"


def _batches(text: TextFile, readings: Mapping[str, Reading]) -> Iterator[pl.DataFrame]:
    for piece in _pieces(text):
        blank = [None] * piece.height
        made = {name: json_values.series(piece.values.get(name, blank), reading) for name, reading in readings.items()}
        yield from slices(pl.DataFrame(made))


def _pieces(text: TextFile) -> Iterator[_Piece]:
    line, rest = 0, b""
    for chunk in utf8_chunks(text):
        for start in range(0, len(chunk), PIECE_BYTES):
            data = clean_breaks(rest + chunk[start : start + PIECE_BYTES])
            cut = data.rfind(b"\n") + 1
            rest = data[cut:]
            lines = data[:cut].split(b"\n")[:-1]
            yield _parse(lines, line)
            line += len(lines)
    if rest.strip():
        yield _parse([rest], line)


def _parse(lines: Sequence[bytes], before: int) -> _Piece:
    piece = _Piece()
    decoder = json.JSONDecoder(
        parse_constant=lambda word: _constant(word, piece), object_pairs_hook=lambda pairs: _object(pairs, piece)
    )
    for number, line in enumerate(lines, before + 1):
        if not line.strip():
            continue
        try:
            found = decoder.decode(line.decode())
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            piece.bad += 1
            piece.first_bad = piece.first_bad or number
            continue
        _add(_whole(found, piece) if _HALF.search(line) else found, "", piece)
        piece.height += 1
    for values in piece.values.values():
        values.extend([None] * (piece.height - len(values)))
    return piece


def _add(found: Mapping[str, Any], before: str, piece: _Piece) -> None:
    for key, value in found.items():
        if isinstance(value, dict):
            _add(value, f"{before}{key}.", piece)
            continue
        values = piece.values.setdefault(before + key, [])
        missing = piece.height - len(values)
        if missing > 0:
            values.extend([None] * missing)
        if missing < 0:
            values[-1] = value  # `{"a": {"b": 1}, "a.b": 2}`
        else:
            values.append(value)


def _object(pairs: list[tuple[str, Any]], piece: _Piece) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        piece.repeats.update(dict.fromkeys(key for key in made if keys.count(key) > 1))
    return made


def _whole(found: Any, piece: _Piece) -> Any:  # noqa: ANN401 - what JSON holds
    """The value without lone surrogates, in keys and values at any depth."""
    if isinstance(found, dict):
        return {_whole(key, piece): _whole(value, piece) for key, value in found.items()}
    if isinstance(found, list):
        return [_whole(value, piece) for value in found]
    if not isinstance(found, str):
        return found
    made = surrogates.mended(found)
    piece.halves += made != found
    return made


def _constant(word: str, piece: _Piece) -> float:
    piece.bare += 1
    return float(word)
