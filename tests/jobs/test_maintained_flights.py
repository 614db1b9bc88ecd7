"""Real flights: whatever windows of maintenance hold, all other windows are judged the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.jobs.months import FLIGHTS
from tests.jobs.running import Wall
from tests.jobs.worlds import DATA

from gnomon.config.entity import Entity
from gnomon.config.hours import Hours
from gnomon.config.maintenance import Maintenance
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.reporting import series
from gnomon.jobs.reporting.report import report
from gnomon.reports import entity_html, entity_record
from gnomon.store import verdicts
from gnomon.store.open import open_store

SINCE, UNTIL = datetime(2013, 3, 1, tzinfo=UTC), datetime(2013, 4, 25, tzinfo=UTC)
WEDNESDAY = 3
REFERENCES: Mapping[str, Any] = {"data of its own": FLIGHTS["reference"], "its first windows": {"first": "28d"}}

CODE = """\
import gnomon as gn

@gn.profiler
def delayed(rows):
    return gn.Ratio(int((rows["dep_delay"] > 15).sum()), rows.height)

@gn.monitor(series="rows", metric="count")
def steady(series):
    return gn.Verdict("ok", f"{min(series.values):.0f} to {max(series.values):.0f} rows until now.")
"""
OWN = {"mine": {"name": "mine", "series": ["delayed"]}, "steady": {"name": "steady", "code": "steady"}}


@dataclass(frozen=True)
class Told:
    """What a run came to.

    Attributes:
        said: Every monitor's verdict on every window that is no Wednesday.
        report: The report, as JSON has it.
        page: The same as HTML.
        series: Status and sentence of the measured windows that are Wednesdays.
    """

    said: Mapping[tuple[str, datetime], Any]
    report: Mapping[str, Any]
    page: str
    series: set[tuple[str, str]]


def _rows() -> pl.DataFrame:
    found = pl.read_parquet(DATA / "flights.parquet")
    return found.filter(pl.col.origin == "JFK", pl.col.ts.is_between(SINCE, UNTIL, closed="left"))


def _spoiled(rows: pl.DataFrame) -> pl.DataFrame:
    """The same with few flights on Wednesdays, fewer every other week, their scores upside down, another weather."""
    mine = pl.col.ts.dt.weekday() == WEDNESDAY
    one_in = 2 + 6 * (pl.col.ts.dt.week() % 2)
    kept = rows.filter(~mine | (pl.int_range(pl.len()) % one_in == 0))
    return kept.with_columns(
        score=pl.when(mine).then(1 - pl.col.score).otherwise(pl.col.score),
        temp=pl.when(mine).then(pl.col.temp + 40).otherwise(pl.col.temp),
    )


def _told(folder: Path, rows: pl.DataFrame, reference: Mapping[str, Any], *, is_maintained: bool) -> Told:
    """What a run of these rows says, and its report."""
    folder.mkdir()
    rows.write_parquet(folder / "rows.parquet")
    (folder / "checks.py").write_text(CODE, "utf-8")
    of = {"reference": reference, "every": "1d", "code": str(folder / "checks.py"), "monitors": OWN}
    own = {"path": str(folder / "rows.parquet"), "timestamp": "ts", "id": "event_id"}
    given = Entity(**{**FLIGHTS, **of, "source": own})
    hours = Hours(name="reload", days="wed", from_="02:00", to="03:00")
    maintenance = (Maintenance(hours="reload", mode="exclude"),) if is_maintained else ()
    settings = Settings(entities={given.name: given}, hours={"reload": hours}, maintenance=maintenance)
    entity = settings.entity(given.name)
    with open_store(f"sqlite:///{folder}/gnomon.db") as store:
        run.run(settings, store, UNTIL, clock=Wall(UNTIL))
        with store.reading() as tx:
            found = verdicts.newest(tx, entity.name)
        made, measured = report(store, entity), series.records(store, entity)
    return Told(
        {(row.monitor, row.window.start): row.record for row in found if not _is_wednesday(row.window.start)},
        entity_record.record(made),
        entity_html.page(made),
        {
            (one["status"], one["reason"])
            for one in measured
            if _is_wednesday(datetime.fromisoformat(one["window"]["start"]))
        },
    )


def _is_wednesday(at: datetime) -> bool:
    return at.isoweekday() == WEDNESDAY


@pytest.mark.parametrize("reference", REFERENCES)
def test_what_windows_of_maintenance_hold_is_in_no_verdict_of_others(tmp_path: Path, reference: str) -> None:
    rows, of = _rows(), REFERENCES[reference]
    as_it_was, spoiled = (
        _told(tmp_path / name, frame, of, is_maintained=True)
        for name, frame in (("was", rows), ("spoiled", _spoiled(rows)))
    )
    assert as_it_was.said == spoiled.said
    assert as_it_was.report == spoiled.report
    assert as_it_was.page == spoiled.page
    assert as_it_was.series == spoiled.series == {("no_data", "It is not judged: maintenance in the hours reload.")}
    assert {monitor for monitor, _ in as_it_was.said} >= {"performance", "volume", "freshness", "inputs", "score", *OWN}


def test_windows_of_maintenance_are_grey_and_said_in_a_report(tmp_path: Path) -> None:
    told = _told(tmp_path / "was", _rows(), REFERENCES["its first windows"], is_maintained=True)
    assert (told.report["windows"], told.report["windows_in_maintenance"]) == (22, 3)
    assert "3 more windows in maintenance, which count in nothing" in told.page
    assert "grey bars: maintenance, left out" in told.page
    assert '<path class="x" d="M' in told.page
    volume = dict(zip(*(told.report["volume"]["windows"][name] for name in ("window", "status")), strict=True))
    assert (volume["3 Apr 2013"], volume["4 Apr 2013"]) == ("maintenance", "ok")


def test_without_maintenance_the_same_rows_are_in_the_verdicts_of_others(tmp_path: Path) -> None:
    rows, of = _rows(), REFERENCES["data of its own"]
    as_it_was, spoiled = (
        _told(tmp_path / name, frame, of, is_maintained=False)
        for name, frame in (("was", rows), ("spoiled", _spoiled(rows)))
    )
    differing = {of[0] for of, said in as_it_was.said.items() if said != spoiled.said[of]}
    assert differing >= {"performance", "volume", "inputs", "score", *OWN}
