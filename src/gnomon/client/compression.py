"""Bodies made small: by zstd where `zstandard` is installed, else by gzip.

Either releases the interpreter while it works. Of 20 features, a third of them words,
zstd makes a quarter of the size in 1.0 µs a row, gzip a third in 3.3 µs.
"""

from __future__ import annotations

import zlib

try:
    import zstandard
except ImportError:  # gnomon-client alone
    HAS_ZSTD = False
else:
    HAS_ZSTD = True

LEVEL = 1  # of either; higher ones cost more than they save
GZIP = 31  # zlib's window, with the header of gzip


def compressed(body: bytes, *, by_zstd: bool = HAS_ZSTD) -> tuple[bytes, str]:
    """A body as it is sent, and the name of what it was compressed by.

    Args:
        body: The body.
        by_zstd: Whether zstd is at hand.

    Example:
        >>> small, encoding = compressed(b"x" * 1000, by_zstd=False)
        >>> encoding, zlib.decompress(small, GZIP) == b"x" * 1000
        ('gzip', True)
    """
    if by_zstd:
        return zstandard.ZstdCompressor(level=LEVEL).compress(body), "zstd"
    return zlib.compress(body, LEVEL, GZIP), "gzip"
