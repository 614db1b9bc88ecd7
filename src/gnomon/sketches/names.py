"""Names in few bytes: the longest are cut first, and a cut one is marked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

MOST_BYTES = 16 * 1024  # of all names of one value that are stored
ELLIPSIS = "…"

Flags = npt.NDArray[np.bool_]


def longest(lengths: npt.NDArray[np.int64], most: int = MOST_BYTES) -> int:
    """Find the greatest length to which all must be cut so that together they need at most `most`.

    Args:
        lengths: `(n,)` bytes of each name.
        most: Bytes of all together.

    Returns:
        That length; the length of the longest when nothing must be cut.

    Example:
        >>> longest(np.array([2, 9, 9]), most=10)
        4
    """
    low, high = 0, int(lengths.max(initial=0))
    while low < high:
        middle = (low + high + 1) // 2
        if int(np.minimum(lengths, middle).sum()) <= most:
            low = middle
        else:
            high = middle - 1
    return low


def stored(names: Sequence[str], cut: Flags, most: int = MOST_BYTES) -> tuple[list[bytes], Flags]:
    """Encode names, cut to `most` bytes in all; those that were cut before lose their ellipsis.

    Cutting twice is the same as cutting once.

    Args:
        names: `n` names.
        cut: `(n,)` which were cut before.
        most: Bytes of all together.

    Returns:
        UTF-8 of each name, and which are cut now.

    Example:
        >>> stored(["JFK", "Newark Liberty"], np.array([False, False]), most=9)
        ([b'JFK', b'Newark'], array([False,  True]))
    """
    texts = [(name[:-1] if c else name).encode() for name, c in zip(names, cut.tolist(), strict=True)]
    lengths = np.array([len(text) for text in texts], np.int64)
    limit = longest(lengths, most)
    longer = np.flatnonzero(lengths > limit).tolist()
    if longer:
        cut = cut.copy()
        cut[longer] = True
    for i in longer:
        texts[i] = texts[i][:limit].decode(errors="ignore").encode()  # never within a character
    return texts, cut


def restored(texts: Sequence[bytes], cut: Flags) -> tuple[str, ...]:
    """Decode names; each cut one ends with an ellipsis.

    Raises:
        UnicodeDecodeError: One is not UTF-8.

    Example:
        >>> restored([b"JFK", b"Newark"], np.array([False, True]))
        ('JFK', 'Newark…')
    """
    return tuple(text.decode() + ELLIPSIS * c for text, c in zip(texts, cut.tolist(), strict=True))
