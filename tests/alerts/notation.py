"""Series of verdicts in letters: V violation, k ok, N no data, I too little data, E error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from gnomon.alerts import episodes
from gnomon.alerts.alert import Alert, Episode
from gnomon.alerts.episodes import Folded, Reading
from gnomon.alerts.policy import Policy
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.checks.verdict import Status

START = datetime(2013, 12, 31, tzinfo=UTC)
HOUR = timedelta(hours=1)
STATUSES: dict[str, Status] = {
    "V": "violation",
    "k": "ok",
    "N": "no_data",
    "I": "insufficient_data",
    "E": "error",
}
SHORT = {"none": "none", "pending": "pend", "firing": "FIRE", "inactive": "inact"}


def at(hours: float) -> datetime:
    return START + hours * HOUR


def verdicts(letters: str) -> list[Verdict]:
    return [Verdict(STATUSES[letter]) for letter in letters]


def readings(of: Iterable[Verdict], first: int = 1) -> list[Reading]:
    return [(at(hour), verdict) for hour, verdict in enumerate(of, first)]


def hourly(**changes: Any) -> Policy:
    """A policy of an hourly monitor; durations in hours."""
    hours = {"pending_for", "keep_firing_for", "max_gap", "stale_after", "retention"}
    return Policy(HOUR, **{name: value * HOUR if name in hours else value for name, value in changes.items()})


def run(of: str | Sequence[Verdict], policy: Policy) -> Folded:
    return episodes.fold(Alert(), readings(verdicts(of) if isinstance(of, str) else of), policy)


def states(of: str | Sequence[Verdict], policy: Policy) -> str:
    """The state after each window."""
    return ",".join(SHORT[state.state] for state in run(of, policy).states)


def story(episode: Episode) -> tuple[object, ...]:
    """Everything of an episode that does not depend on what was told."""
    return (episode.state, episode.parts, episode.last, episode.peak, episode.severity)


def columns(**letters: str) -> list[Verdict]:
    """Verdicts of a monitor over columns: V in violation, l lingers, k calm, N no data, c critical and in violation.

    A digit is a violation with that impact.
    """
    found = []
    for window in zip(*letters.values(), strict=True):
        details = [_detail(name, letter) for name, letter in zip(letters, window, strict=True) if letter != "k"]
        fires = any(detail.status == "violation" for detail in details)
        found.append(Verdict("violation" if fires else "ok", details=tuple(details)))
    return found


def _detail(name: str, letter: str) -> Detail:
    part = Part(name.removesuffix("_missing"), "missing" if name.endswith("_missing") else "values")
    if letter in "lN":
        return Detail(part, "ok" if letter == "l" else "no_data", is_calm=False)
    impact = float(letter) if letter.isdigit() else None
    return Detail(part, "violation", Figures(value=1.0), is_calm=False, impact=impact, is_critical=letter == "c")


HOURS = st.sampled_from([0, 0.5, 1, 2, 3])
POLICIES = st.builds(
    hourly,
    pending_for=HOURS,
    keep_firing_for=HOURS,
    clear_after=st.integers(1, 3),
    on_no_data=st.sampled_from(["keep", "ok", "alert"]),
    max_gap=st.sampled_from([1, 2, 3.5]),
    stale_after=st.sampled_from([2, 5, 168]),
)
"""Every kind of policy."""


@st.composite
def series(draw: st.DrawFn, most: int = 14) -> list[Verdict]:
    """Verdicts of one figure, or of up to three columns."""
    length = draw(st.integers(1, most))
    if draw(st.booleans()):
        letters = draw(st.text("VVVkkNIE", min_size=length, max_size=length))
        return [Verdict(STATUSES[x], figures=Figures(value=float(i % 3))) for i, x in enumerate(letters)]
    names = ["a", "a_missing", "b"][: draw(st.integers(1, 3))]
    window = st.text("VVlkkkkN39c", min_size=length, max_size=length)
    found = columns(**{name: draw(window) for name in names})
    silent = draw(st.lists(st.sampled_from("....NIE"), min_size=length, max_size=length))
    return [one if x == "." else Verdict(STATUSES[x]) for one, x in zip(found, silent, strict=True)]
