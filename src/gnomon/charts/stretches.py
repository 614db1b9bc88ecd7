"""When it was wrong, in words: windows next to each other as one stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gnomon.checks.verdict import Status, WindowVerdict
from gnomon.profiles.windows import Window


@dataclass(frozen=True, slots=True)
class Stretch:
    """Windows of one status, one after the other.

    Attributes:
        first: The oldest.
        last: The newest.
        count: How many.
        effect: The largest effect among them.
        limit: The limit where it was largest.
        reason: The sentence of that window.
    """

    first: Window
    last: Window
    count: int
    effect: float
    limit: float
    reason: str

    @property
    def name(self) -> str:
        """Its dates: `23 May`, or `8 Feb – 9 Feb`."""
        if self.count == 1:
            return self.first.name
        return Window(self.first.start, self.last.end, self.first.zone).name


def stretches(verdicts: Sequence[WindowVerdict], status: Status = "violation") -> list[Stretch]:
    """The stretches of a status, oldest first.

    Args:
        verdicts: One a window, oldest first.
        status: Which.
    """
    runs: list[list[WindowVerdict]] = []
    for verdict in verdicts:
        if verdict.status != status:
            continue
        if runs and runs[-1][-1].window.end == verdict.window.start:
            runs[-1].append(verdict)
        else:
            runs.append([verdict])
    return [_stretch(run) for run in runs]


def _stretch(run: list[WindowVerdict]) -> Stretch:
    top = max(run, key=lambda v: abs(v.effect) if v.effect == v.effect else -1.0)
    return Stretch(run[0].window, run[-1].window, len(run), top.effect, top.limit, top.reason)
