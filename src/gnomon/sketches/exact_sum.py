"""A sum of floats without any rounding."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gnomon.errors import FormatError
from gnomon.sketches import codec, kernels, summing
from gnomon.sketches.codec import Reader, Writer
from gnomon.sketches.keys import Float64s
from gnomon.sketches.summing import UNIT_BITS

_MOST_BITS = 1024 + UNIT_BITS + 64  # of 2**64 of the largest floats


@dataclass(frozen=True, slots=True)
class ExactSum:
    """The sum of finite float64 values as an integer multiple of 2^-1074.

    Laws: adds (associative, commutative, `ExactSum()` is zero) and subtracts exactly; the same for
    any split and any order.

    Attributes:
        units: The sum, divided by 2^-1074.

    Example:
        >>> import numpy as np
        >>> float(ExactSum.of(np.array([1e308, 1.0, -1e308])))
        1.0
        >>> ExactSum.of(np.array([0.1, 0.1, 0.1])).mean(3), (0.1 + 0.1 + 0.1) / 3
        (0.1, 0.10000000000000002)
    """

    units: int = 0

    @classmethod
    def of(cls, values: Float64s) -> ExactSum:
        """Sum values.

        Args:
            values: `(n,)` float64, all finite.
        """
        if len(values) <= summing.FEW:
            return cls(summing.sum_few(values))
        return cls(kernels.numbers(values).units if kernels.compiled else summing.sum_many(values))

    def __float__(self) -> float:
        """The sum, correctly rounded; infinite when it is past the largest float64."""
        return self.mean(1)

    def mean(self, n: int) -> float:
        """The sum divided by `n`, correctly rounded; infinite when it is past the largest float64.

        Args:
            n: How many values were summed, at least 1.
        """
        try:
            return self.units / (n << UNIT_BITS)
        except OverflowError:
            return math.inf if self.units > 0 else -math.inf

    def __add__(self, other: ExactSum, /) -> ExactSum:
        """The sum of both."""
        return ExactSum(self.units + other.units)

    def __sub__(self, other: ExactSum, /) -> ExactSum:
        """The sum without the other."""
        return ExactSum(self.units - other.units)

    def to_bytes(self) -> bytes:
        """The sum as bytes."""
        return codec.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> ExactSum:
        """Read what `to_bytes` made.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        return codec.read_whole(cls.read, data)

    def write(self, writer: Writer) -> None:
        """Append the sum's bytes: sign and trailing zeros, then the odd number before these."""
        writer.begin(b"S", 1)
        zeros = max((self.units & -self.units).bit_length() - 1, 0)
        odd = abs(self.units) >> zeros
        writer.varint(zeros << 1 | (self.units < 0))
        writer.blob(odd.to_bytes((odd.bit_length() + 7) // 8, "little"))

    @classmethod
    def read(cls, reader: Reader) -> ExactSum:
        """Take the sum off bytes.

        Raises:
            FormatError: They hold something else, or of a newer format, or are cut off.
        """
        reader.begin(b"S", 1, "sum")
        zeros, negative = divmod(reader.varint(_MOST_BITS << 1), 2)
        odd = int.from_bytes(reader.blob(), "little")
        if odd.bit_length() > _MOST_BITS:
            raise FormatError("a sum is greater than any that floats can have.")
        return cls((-odd if negative else odd) << zeros)
