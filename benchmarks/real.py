"""The promise on real data: days in random order, where every alarm is false, and in their own, where some are true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

import gnomon as gn
from benchmarks.entities import DAY, MONDAY
from benchmarks.events import Event, events, folded
from benchmarks.figure import Figure
from gnomon.alerts.alert import Alert
from gnomon.checks.chances import Chances, chances
from gnomon.checks.family import ColumnVerdict
from gnomon.checks.learned import learn
from gnomon.checks.settings import Settings
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Role
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window

DATA = Path(__file__).parents[1] / "data"
REFERENCE = 28
MONTH = 30.4375
ALPHA = 1 / MONTH
IDS: dict[str, Role] = {"event_id": "id", "invoice": "id", "row": "id"}
WHOLE = {"flights": datetime(2014, 1, 1, tzinfo=UTC)}
"""When the last whole day ends: the flights' year ends in New York, five hours into the next day of UTC."""
BOUNDS = {"flights": 1.5, "retail": 1.2, "bikes": 0.9}
INCIDENTS = {
    "flights": {
        "8 Feb",
        "9 Feb",
        "6 Mar",
        "7 Mar",
        "8 Mar",
        "23 May",
        "22 Aug",
        "23 Aug",
        "12 Sep",
        "26 Oct",
        "10 Dec",
        "31 Dec",
    }
}
"""Days of the data on which something was wrong indeed: in random order each is an incident of its own."""

STORMS = ("8 Feb", "6 Mar", "23 May", "12 Sep", "10 Dec", "31 Dec")
SHARE = 0.5 / 0.8
"""What columns may spend where checks and performance are watched beside them."""


@cache
def days(file: str) -> ProfileSeries:
    """A file's whole days, in UTC: the days by which the data's own list of incidents goes."""
    rows = pl.read_parquet(DATA / f"{file}.parquet")
    if file in WHOLE:
        rows = rows.filter(pl.col("ts") < WHOLE[file])
    return gn.profile_series(rows, every="1d", timestamp="ts")


def judged(windows: Sequence[Window], profiles: Sequence[Profile], alpha: float, first: int = REFERENCE) -> Chances:
    """Learn from the windows before the first, and judge the others."""
    learned = learn(ProfileSeries("1d", "UTC", tuple(windows[:first]), tuple(profiles[:first])), roles=IDS)
    tallies = [learned.tally(profile) for profile in profiles]
    return chances(
        learned, windows, tallies, settings=Settings(alpha=alpha), first=first, profile_of=lambda i: profiles[i]
    )


def shuffled(file: str, orders: int, alpha: float = ALPHA, seed: int = 0) -> tuple[list[float], float]:
    """Events a month of each random order of the days within their weekday; and how many start on a known incident."""
    series, rng = days(file), np.random.default_rng(seed)
    weekday = np.array([window.start.weekday() for window in series.windows])
    known = INCIDENTS.get(file, set())
    found, true = list[float](), 0.0
    for _ in range(orders):
        order = np.arange(len(series))
        for day in range(7):
            places = np.flatnonzero(weekday == day)
            order[places] = rng.permutation(places)
        some = judged(series.windows, [series.profiles[i] for i in order], alpha)
        told, named = (
            events(some, alpha),
            {w: series.windows[i].name for w, i in zip(series.windows, order, strict=True)},
        )
        found.append(len(told) / (len(some) / MONTH))
        true += sum(named[event.window] in known for event in told) / (len(some) / MONTH) / orders
    return found, true


def promise(orders: int = 64) -> Iterator[Figure]:
    """False alarms of real days in random order, and of a random split."""
    for file, bound in BOUNDS.items():
        for share in (1.0, SHARE):
            found, true = shuffled(file, orders, ALPHA * share)
            rest = f"; {true:.2f} of these on days on which something was wrong indeed" if file in INCIDENTS else ""
            yield Figure(
                f"events a month, {file} in random order",
                f"{np.mean(found):.2f} ± {np.std(found, ddof=1) / np.sqrt(len(found)):.2f}",
                f"≤ {bound}" if share == 1 else "",
                f"{orders} orders of the days within their weekday; columns spend {share:.3g} of a budget of 1{rest}",
            )
    for n in (1000, 500, 200):
        count, windows = random_split(n)
        yield Figure(
            f"events, adult's test half in windows of {n:,}",
            str(count),
            f"≤ {windows * ALPHA:.1f}" if windows * ALPHA > 1 else "≤ 1",
            f"{windows} windows against the training half; nothing changed",
        )


def random_split(n: int) -> tuple[int, int]:
    """Events of adult's test half, judged by windows of its training half; and how many windows it has."""
    frame = pl.read_parquet(DATA / "adult.parquet")
    halves = [frame.filter(pl.col("split") == half).drop("split", "row") for half in ("train", "test")]
    profiles = [[gn.profile(half[i : i + n]) for i in range(0, len(half) - n + 1, n)] for half in halves]
    first = len(profiles[0])
    both = [*profiles[0], *profiles[1]]
    windows = tuple(Window(MONDAY + i * DAY, MONDAY + (i + 1) * DAY) for i in range(len(both)))
    some = judged(windows, both, ALPHA, first)
    return len(events(some, ALPHA)), len(some)


@dataclass(frozen=True)
class Found:
    """When an incident was told.

    Attributes:
        day: Its first day.
        told: `1. day` when something began an episode or joined one that day, `2. day` on the next, and so on; since
            when something was told already, where nothing did within a week.
        what: What it was.
    """

    day: str
    told: str
    what: tuple[str, ...]


def year(alpha: float = ALPHA) -> tuple[list[Event], list[Found]]:
    """The events of the flights after the first 28 days of January, and when each storm was found."""
    series = days("flights")
    some = judged(series.windows, series.profiles, alpha)
    course = list(folded(some, alpha))
    place = {window.name: t for t, window in enumerate(some.windows)}
    return events(some, alpha), [_found(day, course[place[day] :][:7]) for day in STORMS]


def _found(day: str, course: Sequence[tuple[Window, Alert, tuple[ColumnVerdict, ...]]]) -> Found:
    """What is told of an incident in the week after it."""
    for late, (window, alert, _) in enumerate(course):
        new = [m for episode in alert.episodes for m in episode.members if m.joined_at == window.end]
        if new:
            return Found(day, f"{late + 1}. day", tuple(sorted(f"{m.part.series} ({m.part.what})" for m in new)))
    _, alert, _ = course[0]
    old = [m for episode in alert.episodes for m in episode.members if "missing" in m.part.what]
    since = [f"{m.part.series} ({m.part.what}), told since {m.joined_at - DAY:%-d %b}" for m in old]
    return Found(day, "open already" if old else "not within a week", tuple(sorted(since)))


def order_of_time() -> Iterator[Figure]:
    """What is found when days come in their own order."""
    told, storms = year()
    months = f"{len(told)} events in eleven months"
    yield Figure("flights from 29 January on", months, "≤ 15", "; ".join(event.window.name for event in told))
    for one in storms:
        yield Figure(f"flights, found: {one.day}", one.told, "1. day", ", ".join(one.what))
    growth, rest = bikes()
    yield Figure(
        "bikes, 2012 judged by 2011", f"{growth.window.full_name}: {len(growth.columns)} parts", "one long event", rest
    )


def bikes(alpha: float = ALPHA) -> tuple[Event, str]:
    """The event of the bikes' growth, and how many others there are."""
    series = days("bikes")
    first = sum(window.start.year == 2011 for window in series.windows)
    found = events(judged(series.windows, series.profiles, alpha, first), alpha)
    growth = max(found, key=lambda event: event.windows)
    return growth, f"open for {growth.windows} days of 2012, beside {len(found) - 1} others"


FIGURES: tuple[Callable[[], Iterator[Figure]], ...] = (promise, order_of_time)
