"""Keys at a resolution, coarsened one bit at a time until few enough remain."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

K = 2048  # buckets; the heaviest then holds 0.2-0.4 % of a smooth column's rows

Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]


def gaps(keys: Int64s | UInt64s) -> UInt64s:
    """Say in which bits neighbours differ.

    Neighbours share a bucket at shift `s` just when their gap is below `2**s`.

    Args:
        keys: `(n,)` sorted.

    Returns:
        `(n - 1,)` exclusive or of each key with the next one.
    """
    bits = keys.view(np.uint64)
    return bits[1:] ^ bits[:-1]


def least_shift(gaps: UInt64s, k: int = K, floor: int = 0) -> int:
    """Find the least shift at which at most `k` buckets are occupied.

    At shift `s` there are one more buckets than gaps of at least `2**s`, so the k-th greatest
    gap decides, and nothing has to be tried.

    Args:
        gaps: What `gaps` gave.
        k: Most buckets.
        floor: The least shift that may be answered.

    Example:
        >>> least_shift(gaps(np.array([0, 1, 2, 3, 8])), k=3)
        1
    """
    if len(gaps) < k:
        return floor
    kth = np.sort(gaps)[len(gaps) - k]  # at this size sooner than np.partition
    return max(floor, int(kth).bit_length())


def starts(gaps: UInt64s, shift: int) -> npt.NDArray[np.intp]:
    """Find where each bucket begins: `(C,)` positions in the keys that `gaps` were made from."""
    cuts = np.flatnonzero(gaps >= np.uint64(1 << shift))
    first = np.zeros(len(cuts) + 1, np.intp)
    np.add(cuts, 1, out=first[1:])
    return first


def frozen(*arrays: npt.NDArray[np.generic]) -> None:
    """Make arrays read-only."""
    for array in arrays:
        array.setflags(write=False)
