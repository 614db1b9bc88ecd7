"""The non-decreasing steps that lie nearest to a sequence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def isotonic(values: Floats, weights: Floats) -> tuple[Floats, Ints]:
    """Pool adjacent violators: the least-squares fit that never falls.

    Args:
        values: `(n,)`.
        weights: `(n,)` above zero.

    Returns:
        The fit, `(n,)`, and the number of the block that each place fell into, `(n,)`.

    Source: Barlow, Bartholomew, Bremner & Brunk 1972.

    Example:
        >>> fit, block = isotonic(np.array([0.1, 0.4, 0.2, 0.9]), np.array([1.0, 1.0, 3.0, 1.0]))
        >>> fit.tolist(), block.tolist()
        ([0.1, 0.25, 0.25, 0.9], [0, 1, 1, 2])
    """
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, mass, size = value, weight, 1
        while blocks and blocks[-1][0] >= mean:
            before, other, count = blocks.pop()
            mean = (before * other + mean * mass) / (other + mass)
            mass, size = mass + other, size + count
        blocks.append((mean, mass, size))
    sizes = np.array([size for _, _, size in blocks], np.int64)
    means = np.array([mean for mean, _, _ in blocks], np.float64)
    return np.repeat(means, sizes), np.repeat(np.arange(len(blocks)), sizes)
