"""Alarm events: the columns of an entity judged window after window, as one monitor folds them into episodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from gnomon.alerts import episodes
from gnomon.alerts.alert import Alert, Episode, reported
from gnomon.alerts.policy import Policy
from gnomon.alerts.state import Firing
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.checks.chances import Chances
from gnomon.checks.family import ColumnVerdict, Pair, decide
from gnomon.profiles.windows import Window

CLEAR_AFTER = 2  # windows; STATISTICS B5


@dataclass(frozen=True)
class Event:
    """One alarm event.

    Attributes:
        window: The first.
        columns: Those that ever were in it, with what of them.
        reason: The sentence of the worst of them in that window.
        windows: In how many windows it stood.
    """

    window: Window
    columns: tuple[Part, ...]
    reason: str
    windows: int


def folded(chances: Chances, alpha: float) -> Iterator[tuple[Window, Alert, tuple[ColumnVerdict, ...]]]:
    """Judge windows one by one, each without what the windows before it reported.

    Args:
        chances: Of the windows.
        alpha: Chance that anything fires in one.
    """
    policy = Policy(chances.learned.length or timedelta(days=1), clear_after=CLEAR_AFTER)
    alert = Alert()
    for t, window in enumerate(chances.windows):
        told: set[Pair] = {(part.series, part.what) for part in reported(alert)}
        found = decide(chances, t, alpha=alpha, reported=told)
        alert, _ = episodes.step(alert, _verdict(found, told), window.end, policy)
        yield window, alert, found


def events(chances: Chances, alpha: float) -> list[Event]:
    """The events of a run, oldest first."""
    found: dict[int, Event] = {}
    for window, alert, verdicts in folded(chances, alpha):
        for episode in alert.episodes:
            before = found.get(episode.number) or Event(window, (), _worst(verdicts, episode), 0)
            stood = before.windows + isinstance(episode.state, Firing)
            found[episode.number] = replace(before, columns=episode.parts, windows=stood)
    return list(found.values())


def _worst(verdicts: tuple[ColumnVerdict, ...], episode: Episode) -> str:
    inside = {(part.series, part.what) for part in episode.parts}
    some = [one for one in verdicts if one.fires and (one.column, one.what) in inside]
    return max(some, key=lambda one: abs(one.effect) / one.material).reason if some else ""


def _verdict(found: tuple[ColumnVerdict, ...], told: set[Pair]) -> Verdict:
    details = tuple(
        Detail(Part(one.column, one.what), one.status, Figures(effect=one.effect, material=one.material), one.is_calm)
        for one in found
        if one.fires or not one.is_calm or ((one.column, one.what) in told and one.status != "ok")
    )
    return Verdict("violation" if any(one.fires for one in found) else "ok", details=details)
