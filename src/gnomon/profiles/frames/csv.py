"""CSV files: delimiter, header and types found out, bad records left out and counted."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames import csv_stray_quotes
from gnomon.profiles.frames import text as typing_of
from gnomon.profiles.frames.csv_records import (
    Layout,
    Piece,
    StrayQuoteError,
    clean_breaks,
    pieces,
)
from gnomon.profiles.frames.flat import positions, rename_repeats
from gnomon.profiles.frames.guard import quoted, reading
from gnomon.profiles.frames.rows import Rows, batch_height, slices
from gnomon.profiles.frames.stream import MEND, BadByteError, TextFile, recode, utf8_chunks
from gnomon.profiles.frames.text import Findings, Reading

SAMPLE_BYTES = 256 * 1024
SAMPLE_RECORDS = 100
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ALONE = "\x1f"  # ASCII's own unit separator: for a file of one column, whose text may hold any delimiter

Split = Callable[[], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class _Survey:
    """What the first reading of a whole file found out."""

    split: Split
    found: tuple[Findings, ...]
    height: int
    notes: tuple[str, ...]


def open_csv(text: TextFile, columns: Sequence[str] | None = None) -> Rows:
    """Open a CSV file. It is read once from end to end to find the types.

    Raises:
        DataError: It is blank, of no encoding that is known, has a quote
            that is never closed, or no record that fits its header.
        SchemaError: A wanted column does not exist.
    """
    while True:
        try:
            return _open(text, columns)
        except BadByteError as bad:
            text = recode(text, bad)


def _open(text: TextFile, columns: Sequence[str] | None) -> Rows:
    sample = _sample(text)
    delimiter = _delimiter(sample, text.name)
    header = _records(sample, delimiter)[0]
    names, notes = _names(header)
    layout = Layout(text.name, delimiter, len(names))
    if delimiter in ";|\t" and not (delimiter == "\t" and text.path.suffix.lower() in {".tsv", ".tab"}):
        notes = (f"fields are separated by {DELIMITERS[delimiter]}", *notes)
    wanted = list(range(len(names))) if columns is None else positions(text.name, names, columns)
    try:
        survey = _survey(partial(_fast, text, layout), layout, wanted)
    except StrayQuoteError:
        survey = _survey(partial(_slow, text, layout), layout, wanted)
    comma = any(found.is_decimal_comma for found in survey.found)
    readings = [
        typing_of.decide(names[at], found, decimal_comma=comma) for at, found in zip(wanted, survey.found, strict=True)
    ]
    schema = {names[at]: each.dtype for at, each in zip(wanted, readings, strict=True)}
    said = (*text.notes, *notes, *survey.notes, *(note for each in readings for note in each.notes))
    return Rows(
        text.name,
        schema,
        said,
        survey.height,
        lambda: _batches(survey.split, wanted, dict(zip(schema, readings, strict=True)), text.name),
    )


def _fast(text: TextFile, layout: Layout) -> Iterator[Piece]:
    return pieces(utf8_chunks(text), layout)


def _slow(text: TextFile, layout: Layout) -> Iterator[Piece]:
    return csv_stray_quotes.pieces(utf8_chunks(text), layout, batch_height(layout.width))


def _batches(split: Split, wanted: Sequence[int], readings: Mapping[str, Reading], name: str) -> Iterator[pl.DataFrame]:
    for piece in split():
        with reading(name, "It changed while it was read: read it again."):
            made = {
                column: each.read(piece.frame[str(at)])
                for at, (column, each) in zip(wanted, readings.items(), strict=True)
            }
        yield from slices(pl.DataFrame(made))


def _survey(split: Split, layout: Layout, wanted: Sequence[int]) -> _Survey:
    found = {str(at): Findings() for at in wanted}
    height = short = long = nuls = 0
    first: tuple[int, int] | None = None
    with reading(layout.name, MEND):
        for piece in split():
            height, nuls = height + piece.frame.height, nuls + piece.nuls
            short, long, first = short + piece.short, long + piece.long, first or piece.first
            found = {at: typing_of.look(piece.frame[at], so_far) for at, so_far in found.items()}
    notes: tuple[str, ...] = ()
    if nuls:
        notes = (f"{nuls:,} NUL byte{'s were' if nuls > 1 else ' was'} taken out",)
    if first is not None:
        notes += (_ragged(layout, height, short + long, first),)
    return _Survey(split, tuple(found.values()), height, notes)


def _ragged(layout: Layout, height: int, ragged: int, first: tuple[int, int]) -> str:
    width, (line, fields) = layout.width, first
    if not height:
        raise DataError(
            f"{layout.name}:{line}: no row has as many fields as the header ({width}); this one has {fields}. "
            "Mend the header or the rows."
        )
    return (
        f"{ragged:,} of {height + ragged:,} rows {'were' if ragged > 1 else 'was'} skipped, "
        f"not having the header's {width} fields (line {line} has {fields})"
    )


def _sample(text: TextFile) -> bytes:
    sample = b""
    for chunk in utf8_chunks(text):
        sample = (sample + chunk).lstrip(b"\r\n \t") if not sample.strip() else sample + chunk
        if len(sample) >= SAMPLE_BYTES and b"\n" in sample:
            break
    if not sample.replace(b"\0", b"").strip():
        raise DataError(f"{text.name}: holds only blank lines. Check what was meant to write it.")
    if sample.count(0) > 0.1 * len(sample):
        raise DataError(f"{text.name}: is not text: many of its bytes are NUL. Give CSV, Parquet, Arrow or JSON lines.")
    sample = clean_breaks(sample.replace(b"\0", b""))
    return sample[: max(SAMPLE_BYTES, sample.find(b"\n") + 1)]  # the header at least, however long


def _records(sample: bytes, delimiter: str) -> list[list[str]]:
    lines = sample.decode("utf-8", "ignore").split("\n")
    cut = lines[:-1] if len(sample) >= SAMPLE_BYTES and len(lines) > 1 else lines
    found: list[list[str]] = []
    try:
        for record in csv.reader((line + "\n" for line in cut), delimiter=delimiter):
            if any(field.strip() for field in record) or len(record) > 1:
                found.append(record)
            if len(found) == SAMPLE_RECORDS:
                break
    except csv.Error:
        pass  # a field of over 128 KB: what came before is enough, and the whole reading will say it
    return found or [[lines[0]]]


def _delimiter(sample: bytes, name: str) -> str:
    best, best_score = ALONE, (0.0, 0)
    for delimiter in DELIMITERS:
        records = _records(sample, delimiter)
        width = len(records[0])
        if width > 1:
            score = (sum(len(record) == width for record in records) / len(records), width)
            best, best_score = (delimiter, score) if score > best_score else (best, best_score)
    return best


def _names(header: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    filled = [name if name.strip() else f"column_{at}" for at, name in enumerate(header, 1)]
    unnamed = [at for at, name in enumerate(header, 1) if not name.strip()]
    notes: tuple[str, ...] = ()
    if unnamed:
        some = ", ".join(f"*column_{at}*" for at in unnamed[:5])
        notes = (f"{len(unnamed)} column{'s have' if len(unnamed) > 1 else ' has'} no name: named {some}",)
    if all(_is_number(name) for name in header):
        notes += (f"the first line was read as the header although it holds only numbers ({quoted(header[0])}, …)",)
    names, renamed = rename_repeats(filled)
    return names, notes + renamed


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
