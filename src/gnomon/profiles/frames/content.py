"""What a file is, by its first bytes and only then by its name."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Literal

from gnomon.errors import DataError
from gnomon.profiles.frames.guard import reading

Format = Literal["parquet", "arrow", "arrow stream", "csv", "json lines"]
Packing = Literal["plain", "gzip", "zstd"]

HEAD_BYTES = 4096
SUFFIXES: dict[str, Format] = {
    ".parquet": "parquet", ".pq": "parquet", ".parq": "parquet",
    ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow", ".arrows": "arrow stream",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".psv": "csv", ".txt": "csv",
    ".jsonl": "json lines", ".ndjson": "json lines", ".json": "json lines",
}  # fmt: skip
PACKED: dict[str, Packing] = {".gz": "gzip", ".gzip": "gzip", ".zst": "zstd", ".zstd": "zstd"}
REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "is an Excel workbook or a zip archive. Save the sheet as CSV, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook. Save the sheet as CSV"),
    (b"%PDF", "is a PDF. Give the table it was made from"),
    (b"SQLite format 3", "is an SQLite database. Give it as sqlite:///path?table=name"),
    (b"FEA1", "is a Feather file of the first version. Write it again as Parquet"),
    (b"PARE", "is an encrypted Parquet file. Write it without encryption"),
    (b"Obj\x01", "is an Avro file. Write it as Parquet"),
    (b"ORC", "is an ORC file. Write it as Parquet"),
    (
        b"\x89gnomon",
        "begins like a saved profile, yet is none that is known here. Upgrade gnomon, or make it again",
    ),
    (b"BZh", "is compressed with bzip2. Unpack it, or use gzip"),
    (b"\xfd7zXZ", "is compressed with xz. Unpack it, or use gzip"),
)


def packing_of(head: bytes) -> Packing:
    r"""How a file is compressed as a whole.

    >>> packing_of(b"\x1f\x8b\x08"), packing_of(b"a,b")
    ('gzip', 'plain')
    """
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "zstd" if head.startswith(b"\x28\xb5\x2f\xfd") else "plain"


def named_format(path: PurePath) -> Format | None:
    """The format that a file's name promises.

    >>> named_format(PurePath("a.csv.gz")), named_format(PurePath("a.parquet")), named_format(PurePath("notes.md"))
    ('csv', 'parquet', None)
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return SUFFIXES.get(suffixes[-1]) if suffixes else None


def read_head(path: Path, name: str) -> bytes:
    """The first bytes of a file.

    Raises:
        DataError: It cannot be opened, or is empty.
    """
    with reading(name, "Check its permissions."), path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise DataError(f"{name}: is empty (0 bytes). Check what was meant to write it.")
    return head


def format_of(head: bytes, path: PurePath, name: str) -> Format:
    """Recognise a file from its first unpacked bytes.

    Args:
        head: The first bytes, after unpacking.
        path: Where the file is: its suffix decides where the bytes do not.
        name: What people call it.

    Raises:
        DataError: It is of a format that holds no rows, or is not what its
            name says.

    Example:
        >>> format_of(b"PAR1", Path("a.csv"), "a.csv"), format_of(b'{"a": 1}', Path("a.txt"), "a.txt")
        ('parquet', 'json lines')
    """
    for magic, what in REFUSED:
        if head.startswith(magic):
            raise DataError(f"{name}: {what}.")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"ARROW1"):
        return "arrow"
    if head.startswith(b"\xff\xff\xff\xff"):
        return "arrow stream"
    promised = named_format(path)
    if promised in {"parquet", "arrow", "arrow stream"}:
        what = "Parquet" if promised == "parquet" else "Arrow"
        raise DataError(f"{name}: is not {what}: its first bytes are {head[:4]!r}. Write or copy it again.")
    return _text_format(head, promised, name)


def _text_format(head: bytes, promised: Format | None, name: str) -> Format:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")):
        raise DataError(
            f"{name}: is a web page or XML, not a table (it begins {head.lstrip()[:40].decode('ascii', 'replace')!r}). "
            "A download may have saved an error page: fetch it again."
        )
    if start.startswith(b"["):
        if promised == "json lines":
            raise DataError(f"{name}: is one JSON array. Write one object a line, for instance with jq -c '.[]'.")
        return "csv"
    return "json lines" if start.startswith(b"{") or promised == "json lines" else "csv"
