"""Paths: one file, a glob or a folder, each file recognised by its content."""

from __future__ import annotations

import glob
import gzip
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames import arrow, content, csv, json_lines, parquet, union
from gnomon.profiles.frames.content import Format, Packing
from gnomon.profiles.frames.guard import first_line, reading
from gnomon.profiles.frames.rows import Rows, select
from gnomon.profiles.frames.stream import MEND, open_text

PERMIT = "Check its permissions."
SIGNS = "*?["
NAMES: dict[Format, str] = {
    "parquet": "Parquet",
    "arrow": "Arrow",
    "arrow stream": "an Arrow stream",
    "csv": "CSV",
    "json lines": "JSON lines",
}


def open_path(path: str | Path, columns: Sequence[str] | None = None) -> Rows:
    """Open a file, every file that a glob matches, or every data file below a folder.

    Hidden files and folders (`.…`, `_…`) are no part of a folder.

    Raises:
        DataError: There is no such file, or one that cannot be read.
        SchemaError: Files do not agree, or a wanted column does not exist.
    """
    if not str(path):
        raise DataError("the path is empty. Name a file, a glob or a folder.")
    where = Path(path).expanduser()
    with reading(str(path), PERMIT):
        found, name, root = _find(where)
    if root is None:
        return open_file(where, where.name, columns)
    return _open_all(found, name, root, columns)


def open_file(path: Path, name: str, columns: Sequence[str] | None = None) -> Rows:
    """Open one file by what it holds.

    Raises:
        DataError: It cannot be read as rows.
        SchemaError: A wanted column does not exist.
    """
    head = content.read_head(path, name)
    packing = content.packing_of(head)
    if packing != "plain":
        head = _unpacked_head(path, name, packing)
    form = content.format_of(head, path, name)
    notes = _surprises(path, form, packing)
    if packing != "plain" and form not in {"csv", "json lines"}:
        raise DataError(f"{name}: is {NAMES[form]} inside {packing}. Unpack it first.")
    if form == "csv":
        rows = csv.open_csv(open_text(path, name, packing, head), columns)
    elif form == "json lines":
        rows = json_lines.open_json_lines(open_text(path, name, packing, head), columns)
    else:
        openers = {
            "parquet": parquet.open_parquet, "arrow": arrow.open_arrow, "arrow stream": arrow.open_arrow_stream
        }  # fmt: skip
        rows = openers[form](str(path), name, columns)
    return replace(rows, notes=(*notes, *rows.notes)) if notes else rows


def data_files(folder: Path) -> Iterator[Path]:
    """Every data file below a folder by its name, in no order; hidden files and folders (`.…`, `_…`) are no part of it.

    Raises:
        DataError: The folder, or one in it, may not be looked at.
    """
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [each for each in folders if not each.startswith((".", "_"))]
        for path in (Path(place, each) for each in names if not each.startswith((".", "_"))):
            if content.named_format(path) is not None and path.is_file():
                yield path


def missing(path: Path) -> str:
    """The message for a path that leads nowhere, with a near name where there is one.

    >>> missing(Path("no/such/folder/a.csv"))
    'no such file: no/such/folder/a.csv. no is no folder.'
    """
    for folder in reversed(path.parents):
        if not folder.is_dir():
            return f"no such file: {path}. {folder} is no folder."
    near = get_close_matches(path.name, [each.name for each in path.parent.iterdir()], n=1)
    hint = f"Did you mean {path.parent / near[0]}?" if near else "Check the path."
    return f"no such file: {path}. {hint}"


def _find(where: Path) -> tuple[list[Path], str, Path | None]:
    """The files that a path names, what to call them, and the folder they share; none for a path of one file."""
    mode = _mode(where)
    if stat.S_ISREG(mode):
        return [where], where.name, None
    if stat.S_ISDIR(mode):
        found = sorted(data_files(where))
        if not found:
            raise DataError(f"{where}: the folder holds no Parquet, CSV, JSON lines or Arrow file. Name another one.")
        return found, f"{len(found)} files in {where.name or where}/", where
    if mode:
        raise DataError(f"{where}: is no regular file. Write what it gives to one.")
    if any(sign in str(where) for sign in SIGNS):
        found = sorted(Path(each) for each in glob.glob(str(where), recursive=True) if Path(each).is_file())
        if not found:
            _list_before_signs(where)
            raise DataError(f"no file matches {where}. Check the pattern and the folder.")
        return found, f"{len(found)} files {where.name}", where.parent
    raise DataError(missing(where))


def _mode(path: Path) -> int:
    """What kind of file a path leads to, 0 for nowhere; `Path.is_file` says no of what may not be looked at."""
    try:
        return path.stat().st_mode
    except PermissionError:
        raise
    except (OSError, ValueError):
        return 0


def _list_before_signs(pattern: Path) -> None:
    """List the folder that a glob begins with, since the glob itself passes over what may not be listed."""
    folder = next(each for each in pattern.parents if not any(sign in str(each) for sign in SIGNS))
    if folder.is_dir():
        os.listdir(folder)


def _open_all(found: Sequence[Path], name: str, root: Path, columns: Sequence[str] | None) -> Rows:
    parts = [open_file(path, _relative(path, root)) for path in found]
    united = union.unite(name, parts)
    return united if columns is None else select(united, columns)


def _relative(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _refuse(error: OSError) -> None:
    raise DataError(f"{error.filename}: cannot be read ({first_line(error)}). {PERMIT}")


def _unpacked_head(path: Path, name: str, packing: Packing) -> bytes:
    with reading(name, MEND, EOFError, zlib.error):
        if packing == "gzip":
            with gzip.open(path) as file:
                head = file.read(content.HEAD_BYTES)
        else:
            head = "\n".join(pl.read_lines(path, n_rows=100).to_series().to_list()).encode()
    if not head:
        raise DataError(f"{name}: is empty inside its {packing} packing. Check what was meant to write it.")
    return head


def _surprises(path: Path, form: Format, packing: Packing) -> tuple[str, ...]:
    notes: tuple[str, ...] = ()
    if packing != content.PACKED.get(path.suffix.lower(), "plain") and packing != "plain":
        notes += (f"the file is packed with {packing} although its name does not say so",)
    promised = content.named_format(path)
    if promised is not None and promised != form and {promised, form} != {"arrow", "arrow stream"}:
        notes += (f"the file is {NAMES[form]}, not {NAMES[promised]} as its name says: read as such",)
    return notes
