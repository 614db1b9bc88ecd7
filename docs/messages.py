"""The messages on the page of alerts: what two real days of the flights would have told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import gnomon as gn
from docs.pages import DATA
from gnomon.alerts import episodes, identity
from gnomon.alerts.alert import Alert, AlertEvent
from gnomon.alerts.policy import Policy
from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.checks import numbers
from gnomon.notify import blocks, message
from gnomon.notify.impact import Impact
from gnomon.notify.payload import payload
from gnomon.notify.told import Told

DAY = timedelta(days=1)
MARCH, STORM, END = (datetime(2013, *day, tzinfo=UTC) for day in ((3, 1), (3, 8), (12, 31)))
WEATHER = ("dewp", "humid", "precip", "pressure", "temp", "visib", "wind_speed")
POLICY = Policy(DAY, severity="high", clear_after=2)
CALM = 0.5  # of what matters
LATENESS = timedelta(hours=2)


def told() -> tuple[Told, Told, Told]:
    """A storm and its end, and the end of the weather feed: judged by January and February, told by the fold."""
    days = gn.profile_series(DATA / "flights.parquet", every="1d", timestamp="ts")
    compared = gn.compare(days.between(until=MARCH), days.between(since=MARCH))
    storm, silence = _verdict(compared, ("prediction",), STORM), _verdict(compared, WEATHER, END)
    week = [(day + DAY, _verdict(compared, ("prediction",), day)) for day in (STORM + i * DAY for i in range(10))]
    fired, ended = ([each] for each in episodes.fold(Alert(), week, POLICY).events)
    lost = episodes.fold(Alert(), [(END + DAY, silence)], POLICY).events
    unknown = Impact("AUC", targets_until=datetime(2013, 12, 30, tzinfo=UTC))
    return (
        _told(fired, "prediction", STORM, 1, storm),
        replace(_told(ended, "prediction", STORM, 1, storm), figures=dict(week)[ended[0].event.ts].figures),
        replace(_told(lost, "quality", END, 14, silence), monitor_kind="quality", impact=unknown),
    )


def texts() -> str:
    """The three as people read them."""
    made = [numbers.plain(message.compose(each).text) for each in told()]
    return "".join(f"```text\n{text}\n```\n\n" for text in made).rstrip() + "\n"


def in_slack() -> dict[str, object]:
    """The last as Slack gets it."""
    lost = told()[2]
    return blocks.rendered({"alerts": [payload(lost, message.compose(lost))], "open": []})


def _verdict(compared: gn.Comparison, columns: tuple[str, ...], at: datetime) -> Verdict:
    details, said = [], []
    for column in columns:
        result = compared[column]
        (window,) = [each for each in result.windows if each.window.start == at]
        figures = Figures(effect=window.effect, limit=window.limit, material=result.material, n=window.rows)
        part = Part(column, "missing" if "is missing in" in window.reason else "values")
        details.append(Detail(part, window.status, figures, is_calm=abs(window.effect) < CALM * result.material))
        said.append(window.reason)
    status = "violation" if any(each.status == "violation" for each in details) else "ok"
    return Verdict(status, " ".join(said), details[0].figures, tuple(details), is_calm=False)


def _told(events: Sequence[AlertEvent], monitor: str, at: datetime, columns: int, verdict: Verdict) -> Told:
    happened = events[-1]
    kind = "resolved" if happened.event.kind == "resolved" else "firing"
    labels = identity.labels(monitor, "flights-delay", "high", "drift", {}, {})
    return Told(
        kind, happened.episode, "flights-delay", monitor, "drift", labels, DAY, at,
        happened.event.ts + LATENESS, columns=columns, owner="ml-oncall",
        changes=tuple(f"{one.removesuffix('.')}." for one in verdict.reason.split(". ")),
    )  # fmt: skip
