"""Bodies made small: by zstd where `zstandard` is installed, else by gzip.

Either releases the interpreter while it works. Of 20 features, a third of them words,
zstd makes a quarter of the size in 1.0 µs a row, gzip a third in 3.3 µs.
"""

from __future__ import annotations

import zlib
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_zstandard: Any = import_module("zstandard") if find_spec("zstandard") else None  # gnomon-client alone may lack it

LEVEL = 1  # of either; higher ones cost more than they save
GZIP = 31  # zlib's window, with the header of gzip


def compressed(body: bytes) -> tuple[bytes, str]:
    """A body as it is sent, and the name of what it was compressed by.

    Args:
        body: The body.

    Example:
        >>> small, encoding = compressed(b"x" * 1000)
        >>> encoding in ("zstd", "gzip"), len(small) < 100
        (True, True)
    """
    if _zstandard is not None:
        return _zstandard.ZstdCompressor(level=LEVEL).compress(body), "zstd"
    return zlib.compress(body, LEVEL, GZIP), "gzip"
