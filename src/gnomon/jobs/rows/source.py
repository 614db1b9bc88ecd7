"""What a source holds now: its files, each with its version, or one table that has none."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gnomon.config.source import IN_LOG
from gnomon.errors import DataError
from gnomon.jobs.rows.version import version_of
from gnomon.profiles.frames import sql
from gnomon.profiles.frames.files import data_files, missing
from gnomon.profiles.frames.object_store import without_secrets

SIGNS = "*?["


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a source, or its table.

    Attributes:
        name: What people call it, and what its batch is called; without user and password.
        address: What `open_rows` opens.
        version: Which writing of the file it is; None of a table or a distant object, which is read again
            from `lateness` behind its watermark.
        files: Of a day of the prediction log, where its rows are; none of a part that is one file or a table.

    Example:
        >>> Part("flights in sqlite://a.db", "sqlite:///a.db?table=flights", None).is_table
        True
    """

    name: str
    address: str
    version: str | None
    files: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether its rows may change without notice."""
        return self.version is None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a source holds now.

    Attributes:
        parts: What can be opened, by name.
        problems: What cannot, a sentence by name.
    """

    parts: tuple[Part, ...]
    problems: dict[str, str]


def contents(address: str) -> Contents:
    """Look at a source: one file, every file that a glob matches, every data file below a folder, or a table.

    Hidden files and folders (`.…`, `_…`) are no part of a folder.

    Args:
        address: A path, a glob, a folder, an address with `://`, or `log:` and a table of the prediction log.

    Raises:
        DataError: There is nothing at all, in the words of `open_rows`.
        UnavailableError: The log cannot be reached.
    """
    if address.startswith(IN_LOG):
        return Contents(tuple(_of_log(address.removeprefix(IN_LOG))), {})
    if "://" in address:
        name = sql.parse_url(address).name if sql.is_database(address) else without_secrets(address)
        return Contents((Part(name, address, None),), {})
    files, problems = list[Part](), dict[str, str]()
    for path, name in _files(Path(address).expanduser()):
        try:
            files.append(Part(name, str(path), version_of(path)))
        except DataError as error:
            problems[name] = str(error)
    return Contents(tuple(files), problems)


def _of_log(place: str) -> Iterator[Part]:
    """Each day of a table of the prediction log: more rows are a new version of it."""
    from gnomon.log.table import snapshot  # noqa: PLC0415 - needs what only gnomon[server] installs

    for one in snapshot(place).days.values():
        yield Part(one.day.isoformat(), place, f"{one.rows} rows", one.files)


def _files(where: Path) -> Iterator[tuple[Path, str]]:
    """Each file with its name, in the order of their names."""
    if where.is_dir():
        found = sorted(data_files(where))
        if not found:
            raise DataError(f"{where}: the folder holds no Parquet, CSV, JSON lines or Arrow file. Name another one.")
        yield from ((path, path.relative_to(where).as_posix()) for path in found)
    elif any(sign in str(where) for sign in SIGNS) and not where.exists():
        found = sorted(Path(each) for each in glob.glob(str(where), recursive=True) if Path(each).is_file())
        if not found:
            raise DataError(f"no file matches {where}. Check the pattern and the folder.")
        root = next(each for each in where.parents if not any(sign in str(each) for sign in SIGNS))
        yield from ((path, path.relative_to(root).as_posix()) for path in found)
    elif not where.exists():
        raise DataError(missing(where))
    else:
        yield where, where.name
