"""The stable 64-bit hashes that categories, ids and rows are known by."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import xxhash

from gnomon.sketches.resolution import UInt64s

_CHUNK = 1 << 15  # hashes at a time: they stay in the caches


def hash_name(name: str) -> int:
    """Hash a string: XXH3-64 with seed 0 of its UTF-8 bytes, as `polars-hash` does on frames.

    Example:
        >>> hash_name("a")
        16629034431890738719
    """
    return xxhash.xxh3_64_intdigest(name.encode())


def hash_names(names: Iterable[str]) -> UInt64s:
    """Hash strings as `hash_name` does: `(n,)` uint64.

    Example:
        >>> hash_names(["", "a"]).tolist()
        [3244421341483603138, 16629034431890738719]
    """
    return hash_bytes(name.encode() for name in names)


def hash_bytes(texts: Iterable[bytes]) -> UInt64s:
    """Hash strings that are UTF-8 already, as `hash_name` does: `(n,)` uint64."""
    digest = xxhash.xxh3_64_intdigest
    return np.array([digest(text) for text in texts], dtype=np.uint64)


def mix(keys: UInt64s) -> UInt64s:
    """Scramble 64-bit integers, one to one: every bit of the input moves half of the output's.

    Args:
        keys: `(n,)` uint64.

    Returns:
        `(n,)` uint64, a new array.

    Source: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators", the
    finaliser of SplitMix64 after one step of its counter.

    Example:
        >>> mix(np.array([0], np.uint64)).tolist()
        [16294208416658607535]
    """
    mixed, shifted = np.empty(len(keys), np.uint64), np.empty(_CHUNK, np.uint64)
    for i in range(0, len(keys), _CHUNK):
        z = mixed[i : i + _CHUNK]
        s = shifted[: len(z)]
        np.add(keys[i : i + _CHUNK], np.uint64(0x9E37_79B9_7F4A_7C15), out=z)
        z ^= np.right_shift(z, np.uint64(30), out=s)
        z *= np.uint64(0xBF58_476D_1CE4_E5B9)
        z ^= np.right_shift(z, np.uint64(27), out=s)
        z *= np.uint64(0x94D0_49BB_1331_11EB)
        z ^= np.right_shift(z, np.uint64(31), out=s)
    return mixed
