"""Which version of a file is there: what tells one writing of it from another without reading it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gnomon.errors import DataError

FOOTER_BYTES = 64 * 1024
"""Bytes at a file's end that are hashed: they hold the footer of a Parquet file, which knows all its bounds."""


def version_of(path: Path) -> str:
    """A file's size, time of writing, and the hash of its end.

    Args:
        path: Where it is.

    Raises:
        DataError: It is not there any more, or may not be read.

    Example:
        >>> import tempfile
        >>> with tempfile.NamedTemporaryFile() as file:
        ...     version_of(Path(file.name)).split("-")[0]
        '0'
    """
    try:
        with path.open("rb") as file:
            found = path.stat()
            file.seek(max(0, found.st_size - FOOTER_BYTES))
            footer = hashlib.sha256(file.read(FOOTER_BYTES)).hexdigest()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}). Check the file and its permissions.") from None
    return f"{found.st_size}-{found.st_mtime_ns}-{footer[:32]}"
