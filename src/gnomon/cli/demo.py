"""`gnomon demo`: a year of real flights, end to end."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import as_file, files
from io import StringIO
from pathlib import Path
from shutil import copyfile
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from gnomon.checks import numbers
from gnomon.checks.verdict import ColumnResult
from gnomon.cli import output, story
from gnomon.errors import UsageError
from gnomon.jobs import listing
from gnomon.profiles import open as door
from gnomon.profiles.frames.open import open_rows
from gnomon.profiles.schema import ROLE_ORDER, Schema
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window
from gnomon.reports import names
from gnomon.reports.compare import compare
from gnomon.reports.comparison import Comparison, form_of
from gnomon.store.open import open_store

SCHEMA = Schema(roles={"event_id": "id", "ts": "timestamp", "score": "score", "prediction": "prediction"})
COLUMNS = (
    *("event_id", "ts", "score", "prediction", "carrier", "dest", "distance", "sched_hour", "day_of_week"),
    *("dep_delay", "temp", "dewp", "humid", "wind_speed", "precip", "pressure", "visib"),
)
"""The model's features, and what it said."""

SPLIT = datetime(2013, 3, 1, tzinfo=UTC)
SEASONAL = 0.1
"""Share of rows outside the reference's range that no single storm makes."""

STORMS = 8
"""How many of the days with the most cancelled flights are told."""

SPARE = (2,)
"""Columns of the table that are left out on a narrow page."""


def command(
    data: Annotated[Path | None, typer.Option(help="A folder with the whole year's flights.parquet.")] = None,
    into: Annotated[Path, typer.Option(help="The folder for gnomon.yaml and its store.")] = Path("gnomon-demo"),
    html: Annotated[Path, typer.Option(help="Where to write the report.")] = Path("flights-report.html"),
    json: output.Json = False,
) -> int:
    """Watch a year of real flights, a run a day: what is told when, what changed, and how it stands in the end."""
    form_of(html)
    output.check_target(html)
    rows = _rows(data, into)
    year = _profile(rows)
    before, since = year.between(until=SPLIT), year.between(since=SPLIT)
    comparison = compare(before, since, names=("January and February", "March to December"))
    comparison.save(html)
    console = output.console()
    if not json:
        _tell(console, before, since, comparison)
        console.print()
    output.say(f"report: {html}")
    settings = story.tell(Console(file=StringIO()) if json else console, rows, into)
    if json:
        with open_store(settings.address) as store:
            alerts = listing.alerts(store)
        output.print_json({**comparison.to_dict(), "alerts": alerts})
    return 0


def _rows(folder: Path | None, into: Path) -> Path:
    """The rows: the whole year's, or those of one airport that are in the package."""
    if folder is not None:
        place = folder / "flights.parquet"
        if not place.is_file():
            raise UsageError(f"no such file: {place}. Name the folder that holds the whole year, or none.")
        return place
    into.mkdir(exist_ok=True)
    with as_file(files("gnomon.cli") / "flights.parquet") as sample:
        copyfile(sample, into / "flights.parquet")
    return into / "flights.parquet"


def _profile(path: Path) -> ProfileSeries:
    with output.notes(), output.progress("profiling a year of flights by day") as told:
        rows = open_rows(path, columns=COLUMNS)
        return door.profile_series(rows, every="1d", timestamp="ts", schema=SCHEMA, progress=told)


def _tell(console: Console, before: ProfileSeries, since: ProfileSeries, comparison: Comparison) -> None:
    console.print(
        f"{numbers.count(before.rows + since.rows)} flights of 2013, with the score of a model that says which will be "
        f"late.\nMarch to December by day, against the {len(before)} days of January and February.\n"
    )
    rows: list[list[Text]] = []
    for column in sorted(comparison.columns, key=lambda column: ROLE_ORDER.get(column.role, 3)):
        bad = [window for window in column.windows if window.status == "violation"]
        first = bad[0].window.name if bad else ""
        reason = names.unstarred(names.brief(column.reason, column.column), [column.column])
        cells = (column.column, str(len(bad) or ""), first, reason)
        rows.append([output.text(cell, "" if bad else "dim") for cell in cells])
    console.print(output.table(("column", "days", "first", "what changed most"), rows, console.width, SPARE))
    console.print("\nWhat happened", style="bold")
    console.print(Text(_season(comparison)))
    console.print(Text(_feed(since)))
    _tell_storms(console, before, since, comparison["dep_delay"])


def _season(comparison: Comparison) -> str:
    """The columns that left the reference's range for good."""
    found = [(c.metrics.get("out_of_range_share") or 0.0, c.column) for c in comparison.columns if c.kind == "number"]
    outside = [f"{name} in {numbers.share(share)}" for share, name in sorted(found, reverse=True) if share > SEASONAL]
    return f"The season: outside the range of January and February lie {' and '.join(outside)} of the flights."


def _feed(since: ProfileSeries) -> str:
    """The first day on which whole columns are missing."""
    for window, profile in since:
        empty = [name for name in profile if profile[name].missing == profile.rows]
        if empty:
            return f"The weather feed: from {window.name} on {', '.join(empty)} are missing for every flight."
    return "The weather feed: never ends in these rows."


def _tell_storms(console: Console, before: ProfileSeries, since: ProfileSeries, column: ColumnResult) -> None:
    """The days with the most cancelled flights, and why most of them are no alarm."""
    blizzard = " and ".join(
        f"{numbers.share(share)} on {window.name}" for window, share in sorted(_worst(before, column.column)[:2])
    )
    console.print(
        f"The storms: a cancelled flight has no {column.column}. The reference holds a blizzard itself ({blizzard} "
        "missing), so later storms are nothing new to it, and not all of them alert:"
    )
    status = {window.window: window.status for window in column.windows}
    for window, share in sorted(_worst(since, column.column)[:STORMS]):
        console.print(f"  {window.name:>6}  {numbers.share(share):>5} missing  {status[window].replace('_', ' ')}")


def _worst(series: ProfileSeries, column: str) -> list[tuple[Window, float]]:
    """Windows with the share of missing values, most first."""
    shares = [(window, profile[column].missing / profile.rows) for window, profile in series]
    return sorted(shares, key=lambda pair: -pair[1])
