"""The text of a file as UTF-8 chunks, whatever its packing and encoding."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames.content import Packing
from gnomon.profiles.frames.guard import reading

SHORTEST_UTF16 = 16  # bytes: below, a few NUL bytes prove nothing
CHUNK_BYTES = 16 * 1024 * 1024
MEND = "Write the file again, or copy it again from where it came."
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of text and how to decode it.

    Args:
        path: Where it is.
        name: What people call it.
        packing: How it is compressed.
        encoding: One of `utf-8`, `utf-16-le`, `utf-16-be`, `cp1252`.
        skip: Bytes of a byte-order mark.
        errors: `strict`, or `replace` for the few bytes that are damaged.
        notes: What had to be mended.
        url: Where it is when that is no path; Polars reads its lines.
    """

    path: PurePath
    name: str
    packing: Packing
    encoding: str = "utf-8"
    skip: int = 0
    errors: str = "strict"
    notes: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class BadByteError(Exception):
    """A byte that the encoding does not have, inside this room only."""

    line: int
    byte: int
    after_other_letters: bool


def open_text(path: PurePath, name: str, packing: Packing, head: bytes) -> TextFile:
    r"""Recognise the encoding from a file's first unpacked bytes.

    >>> open_text(Path("a"), "a", "plain", b"\xff\xfea\x00").encoding
    'utf-16-le'
    """
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return _noted(TextFile(path, name, packing, encoding, len(mark)))
    # Western text in UTF-16 without a mark: every other byte is NUL.
    even, odd, most = head[::2].count(0), head[1::2].count(0), 0.35 * len(head)
    if len(head) >= SHORTEST_UTF16 and (odd > most > even or even > most > odd):
        return _noted(TextFile(path, name, packing, "utf-16-le" if odd > even else "utf-16-be"))
    return TextFile(path, name, packing)


def recode(text: TextFile, bad: BadByteError) -> TextFile:
    """Choose another encoding after a byte that the first one does not have.

    A file that has letters beyond ASCII in good UTF-8 *before* the bad byte
    is UTF-8 with damage; reading it in another encoding would garble those.

    Raises:
        DataError: There is no other encoding to try.
    """
    where = f"line {bad.line}"
    if text.encoding == "utf-8" and text.errors == "strict":
        if bad.after_other_letters:
            note = f"not all bytes are UTF-8, first in {where}: those are read as \N{REPLACEMENT CHARACTER}"
            return replace(text, errors="replace", notes=(note,))
        note = f"{where} is not UTF-8: read as Windows-1252"
        return replace(text, encoding="cp1252", notes=(note,))
    tried = "neither UTF-8 nor Windows-1252" if text.encoding == "cp1252" else f"not {NAMES[text.encoding]}"
    raise DataError(f"{text.name}:{bad.line}: is {tried} (byte 0x{bad.byte:02X}). Save the file as UTF-8.")


def utf8_chunks(text: TextFile) -> Iterator[bytes]:
    """The text, unpacked and in UTF-8, in chunks that may end anywhere.

    Raises:
        DataError: The packed bytes are damaged or cut.
        BadByteError: A byte that the encoding does not have.
    """
    decoder = codecs.getincrementaldecoder(text.encoding)(text.errors)
    line, skip, other_letters = 1, text.skip, False
    for raw in _unpacked(text):
        chunk, skip = raw[skip:], max(0, skip - len(raw))
        if text.encoding == "utf-8" and chunk.isascii() and not decoder.getstate()[0]:
            yield chunk
        else:
            try:
                words = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                before = bytes(error.object[: error.start])
                bad_line = line + before.count(b"\n")
                raise BadByteError(bad_line, error.object[error.start], other_letters or not before.isascii()) from None
            other_letters = other_letters or not words.isascii()
            yield words.encode("utf-8", "replace")
        line += chunk.count(b"\n")
    # A letter cut at the very end of the file belongs to a record that is cut anyway.


def _unpacked(text: TextFile) -> Iterator[bytes]:
    with reading(text.name, MEND, EOFError, zlib.error):
        if text.packing == "zstd" or text.url:
            # The standard library learns zstd only in Python 3.14; Polars knows it already.
            lines = pl.scan_lines(text.url or Path(text.path), glob=False)
            for frame in lines.collect_batches(chunk_size=100_000, lazy=True):
                yield ("\n".join(frame.to_series().to_list()) + "\n").encode()
            return
        with gzip.open(text.path) if text.packing == "gzip" else Path(text.path).open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


def _noted(text: TextFile) -> TextFile:
    if text.encoding == "utf-8":
        return text
    return replace(text, notes=(f"the file is {NAMES[text.encoding]}: read as such",))
