"""The segment set: which values of which columns are looked at apart, frozen with a reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SegmentSet:
    """Values by segment column; what is none of them is `other`.

    Attributes:
        values: At most 50 values a column.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
