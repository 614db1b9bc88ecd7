"""One side of a comparison: its windows, or itself as the only one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import add

from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side: its windows, or itself as the only one.

    Attributes:
        total: All rows.
        profiles: One for each window.
        windows: The windows; empty when it has none.
    """

    total: Profile
    profiles: tuple[Profile, ...]
    windows: tuple[Window, ...]

    @classmethod
    def of(cls, data: Profile | ProfileSeries) -> Side:
        """A profile, or a series that has windows."""
        if isinstance(data, Profile):
            return cls(data, (data,), ())
        total = data.total
        return cls(total, data.profiles or (total,), data.windows)

    def without(self, windows: Collection[Window]) -> Side:
        """The same without some windows, and as a whole when those that are left are too few to teach anything."""
        kept = [i for i, window in enumerate(self.windows) if window not in windows]
        total = self.total
        if len(kept) < len(self.windows):
            total = reduce(add, (self.profiles[i] for i in kept), Profile())
        if len(kept) < 2:  # noqa: PLR2004 - one window says nothing of the next
            return Side(total, (total,), ())
        return Side(total, tuple(self.profiles[i] for i in kept), tuple(self.windows[i] for i in kept))
