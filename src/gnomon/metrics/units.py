"""The changes of unit that people make by mistake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PLAIN_POWERS = 4  # ×10000 is read at a glance, ×100000 is not
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Unit:
    """A rising straight line from a value in one unit to the same in another.

    Attributes:
        name: What people write for it: `×1000`, `÷60`, `°F→°C`.
        scale: Above zero.
        offset: Value that zero turns into.

    Example:
        >>> UNITS[0].name, UNITS[0].apply(np.array([1.5])).tolist()
        ('×10', [15.0])
    """

    name: str
    scale: float
    offset: float = 0.0

    def apply(self, values: Floats) -> Floats:
        """Values in the new unit: `(n,)`."""
        return values * self.scale + self.offset

    def undo(self, values: Floats) -> Floats:
        """Values in the old unit: `(n,)`."""
        return (values - self.offset) / self.scale


def _power(k: int) -> str:
    return str(10**k) if k <= PLAIN_POWERS else "10" + str(k).translate(SUPERSCRIPTS)


FACTORS: tuple[tuple[str, float], ...] = (
    *((_power(k), 10.0**k) for k in range(1, 10)),
    *((f"{scale:g}", scale) for scale in (60.0, 3600.0, 24.0, 2.54, 0.3048, 0.4536)),
)

UNITS: tuple[Unit, ...] = (
    *(Unit(f"×{name}", scale) for name, scale in FACTORS),
    *(Unit(f"÷{name}", 1 / scale) for name, scale in FACTORS),
    Unit("°F→°C", 5 / 9, -160 / 9),
    Unit("°C→°F", 9 / 5, 32.0),
)
"""Powers of ten to 10⁹, minutes, hours and days, inches, feet and pounds, and their inverses; degrees.

Source: STATISTICS A2.
"""
