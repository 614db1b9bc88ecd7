"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from gnomon.errors import UsageError


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file so that whoever looks sees the old one or the new one, never a part.

    A link is followed, and a file that is replaced keeps its permissions.

    Args:
        path: Where to.
        data: All of it.

    Raises:
        UsageError: It cannot be written, or the path is a folder or a device.
    """
    target = Path(os.path.realpath(path))
    part = None
    try:
        before = target.stat().st_mode if target.exists() else None
        if before is not None and not stat.S_ISREG(before):
            raise UsageError(f"{path}: is no regular file. Name a file.")
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as file:
            part = Path(file.name)
            file.write(data)
        part.chmod(stat.S_IMODE(before) if before is not None else 0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                part.unlink()
        raise UsageError(f"{path}: cannot be written: {error.strerror}.") from None


def _umask() -> int:
    """Permissions that new files are not given; there is no way to ask but to set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
