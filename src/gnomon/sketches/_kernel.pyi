"""The compiled kernel: what `kernels` wraps. Counts, keys and hashes come as bytes of 64-bit integers."""

from gnomon.sketches.kernels import ArrowColumn
from gnomon.sketches.keys import Float64s
from gnomon.sketches.resolution import Int64s, UInt64s

def numbers(
    column: Float64s | ArrowColumn, multiplier: int, sums: UInt64s | None, /
) -> tuple[int, int, int, int, float, float, int, bytes, bytes, bytes]:
    """Nulls, NaNs, +infinities, -infinities, least, greatest, shift, keys, counts, sum in two's complement."""

def cells(column: UInt64s | ArrowColumn, /) -> tuple[int, int, bytes, bytes, bytes]:
    """Nulls, shift, least hashes, counts, twice a row of each with 1 where the cell holds several."""

def sample(column: UInt64s | ArrowColumn, most: int, /) -> tuple[int, bytes, bytes]:
    """Level, hashes, counts."""

def forms(column: ArrowColumn, weights: Int64s | None, /) -> tuple[bytes, bytes, bytes, dict[str, int]]:
    """Length, words and count of each form; the shapes with their counts."""

def hash_words(column: UInt64s | ArrowColumn, multiplier: int, sums: UInt64s, /) -> None:
    """Add each hash or flag, times the multiplier, to its row's sum."""

def mix(sums: UInt64s, /) -> None:
    """Scramble sums in place, as `hashing.mix` does."""
