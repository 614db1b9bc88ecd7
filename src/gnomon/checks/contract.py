"""Data contracts: what a column must be, checked on a profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.profile import Profile


@dataclass(frozen=True, slots=True)
class Contract:
    """What one column must be."""

    column: str

    def judge(self, profile: Profile) -> tuple[ScalarVerdict, ...]:
        """A verdict for each promise."""
        raise NotImplementedError


def contract(column: str, promises: Mapping[str, object]) -> Contract:
    """Read a contract from a small mapping."""
    raise NotImplementedError
