"""How a few values are summed without rounding, and by numpy a whole column where there is no compiled kernel.

A chunk of 2^16 values below 2^e is rounded to multiples of 2^(e-37), by adding a number so great
that the sum has no room for lower bits, and taking it away again. These multiples have 37 bits, so
their float sum needs 53 and is exact in any order. What was rounded off is folded once more the
same way. What then remains, of values far below the greatest, is added as integers.
"""

from __future__ import annotations

import math

import numpy as np

from gnomon.sketches.keys import Float64s

UNIT_BITS = 1074  # the least positive float64 is 2**-1074, and every other a multiple of it
FEW = 128  # up to here math.fsum is the fastest

_CHUNK_BITS = 16
_KEPT_BITS = 53 - _CHUNK_BITS
_GREATEST = 2.0**1000  # below it nothing overflows
_LOW_BITS = 27  # of the 53 of a mantissa


def sum_few(values: Float64s) -> int:
    """Sum a few values: the rounded sum, the rounded rest, and so on until nothing is left.

    Args:
        values: `(n,)` float64, all finite.

    Returns:
        Their sum as a multiple of 2^-1074.

    Example:
        >>> sum_few(np.array([1e300, 5e-324, -1e300]))
        1
    """
    addends, units = values.tolist(), 0
    try:
        while part := math.fsum(addends):
            units += _units(part)
            addends.append(-part)
    except OverflowError:  # on the way, or of the sum itself
        return _by_exponent(values)
    return units


def sum_many(values: Float64s) -> int:
    """Sum many values.

    Args:
        values: `(n,)` float64, all finite.

    Returns:
        Their sum as a multiple of 2^-1074.

    Example:
        >>> sum_many(np.array([1e300, 5e-324, -1e300]))
        1
    """
    return sum(_folded(values[i : i + (1 << _CHUNK_BITS)]) for i in range(0, len(values), 1 << _CHUNK_BITS))


def _folded(values: Float64s) -> int:
    """Sum a chunk, n at least 1."""
    greatest = max(-float(values.min()), float(values.max()))
    if greatest >= _GREATEST:
        return _by_exponent(values)
    exponent = math.frexp(greatest)[1]
    multiples, units = _rounded(values, exponent)
    rest = values - multiples
    multiples, more = _rounded(rest, exponent - _KEPT_BITS - 1)
    rest -= multiples
    left = rest[rest != 0] if rest.any() else rest[:0]
    return units + more + _by_exponent(left)


def _rounded(values: Float64s, exponent: int) -> tuple[Float64s, int]:
    """Round values of at most `2**exponent` to 37 bits below it; give them and their sum."""
    shifter = math.ldexp(1.5, exponent - _KEPT_BITS + 52)
    multiples = values + shifter
    multiples -= shifter
    return multiples, _units(float(multiples.sum()))


def _units(value: float) -> int:
    """A float as a multiple of 2^-1074."""
    numerator, denominator = value.as_integer_ratio()
    return numerator << (UNIT_BITS + 1 - denominator.bit_length())


def _by_exponent(values: Float64s) -> int:
    """Sum values as integer mantissas, one pile for each exponent."""
    bits = values.view(np.int64)
    exponents = (bits >> 52) & 0x7FF
    mantissas = bits & 0xF_FFFF_FFFF_FFFF
    mantissas |= np.minimum(exponents, 1) << 52
    signs = bits >> 63
    mantissas ^= signs
    mantissas -= signs  # two's complement: negative where the sign is
    # In two parts, so that 2^36 of each fit in an int64.
    high, low = np.zeros(2048, np.int64), np.zeros(2048, np.int64)
    np.add.at(high, exponents, mantissas >> _LOW_BITS)
    np.add.at(low, exponents, mantissas & ((1 << _LOW_BITS) - 1))
    total = 0
    for e in np.flatnonzero(high | low).tolist():
        total += ((int(high[e]) << _LOW_BITS) + int(low[e])) << max(e - 1, 0)
    return total
