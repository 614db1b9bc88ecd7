"""Alerts for tests of what is made of them: each with the record that a run keeps."""

from __future__ import annotations

from typing import Any

from tests.jobs.worlds import day

from gnomon.alerts import record
from gnomon.alerts.alert import Episode, Member
from gnomon.alerts.state import Firing, Inactive
from gnomon.alerts.verdict import Figures, Part, Verdict
from gnomon.store.alerts import EpisodeRow


def alert(
    monitor: str, start: float, end: float | None = None, *, number: int = 1, series: str = "x", **figures: Any
) -> EpisodeRow:
    """An alert whose first violating window is a day that ends at `start`."""
    at, over = day(start), None if end is None else day(end)
    state = Firing(at, at) if over is None else Inactive(at, at, over, "recovered")
    part, peak = Part(series), Figures(**figures)
    found = Episode(
        number=number, state=state, stepped_at=over or at, latest_onset=at, members=(Member(part, at),), parts=(part,),
        last=Verdict("violation", figures=peak), peak=peak, severity="warning",
    )  # fmt: skip
    return EpisodeRow(
        "flights", monitor, f"id-{monitor}", number, {}, "warning", "firing" if over is None else "resolved",
        day(start - 1), at, at, over, [series], f"{series} moved.", record.episode_to_record(found), at,
    )  # fmt: skip
