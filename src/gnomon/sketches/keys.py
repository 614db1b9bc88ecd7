"""The order-preserving map between float64 values and integer keys."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gnomon.sketches.resolution import Int64s

Float64s = npt.NDArray[np.float64]

MAGNITUDE = 0x7FFF_FFFF_FFFF_FFFF  # every bit but the sign


def ordered_keys(values: Float64s) -> Int64s:
    """Map finite floats to integers of the same order; -0.0 counts as 0.0.

    Example:
        >>> ordered_keys(np.array([-0.0, 0.0, 5e-324, -5e-324])).tolist()
        [0, 0, 1, -2]
    """
    bits = (values + 0.0).view(np.int64)
    return bits ^ ((bits >> 63) & MAGNITUDE)


def floats(keys: Int64s) -> Float64s:
    """Map keys back to the floats that they came from.

    Example:
        >>> floats(ordered_keys(np.array([-1.5, 2.0]))).tolist()
        [-1.5, 2.0]
    """
    return (keys ^ ((keys >> 63) & MAGNITUDE)).view(np.float64)
