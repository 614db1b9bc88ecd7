"""Limits: a bound that a person sets, as an expression over a window's profile."""

from __future__ import annotations

from dataclasses import dataclass

from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Schema


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as it was written and what it says."""

    text: str

    def judge(
        self, profile: Profile, outcome: Outcome | None = None, reference: Profile | None = None
    ) -> ScalarVerdict:
        """Whether the limit holds for one window."""
        raise NotImplementedError


def limit(expression: str, schema: Schema | None = None) -> Limit:
    """Read a limit."""
    raise NotImplementedError
