"""`gnomon backtest`: which alerts there would have been, and which faults would have been found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from gnomon.charts import picture
from gnomon.charts.chart import titled
from gnomon.cli import backtest_tables, incident_tables, output, versus_tables
from gnomon.cli.configured import DEFAULT, Config, configured
from gnomon.cli.moments import Until, check_order, moment
from gnomon.config.entity import Entity
from gnomon.config.read import read_settings
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import clock
from gnomon.jobs.trials import against, backtest, known_incidents, versus
from gnomon.jobs.trials.against import Against
from gnomon.jobs.trials.backtest import Backtest
from gnomon.jobs.trials.faults import registry
from gnomon.jobs.trials.faults.fault import Fault
from gnomon.jobs.trials.known_incidents import RECORDED, Known
from gnomon.jobs.trials.trials import STARTS, Ladder
from gnomon.jobs.trials.versus import Versus
from gnomon.profiles.whole_file import write_whole
from gnomon.reports import versus_html
from gnomon.store.open import Store, open_store

SQLITE = "sqlite:///"


def command(
    entity: Annotated[str | None, typer.Argument(help="The entity; all of them without it.")] = None,
    config: Config = None,
    since: Annotated[str | None, typer.Option(help="Judge no window before this time: 2013-03-01.")] = None,
    until: Until = None,
    faults: Annotated[
        bool, typer.Option("--faults", help="Inject every fault into the history, and say which are found how soon.")
    ] = False,
    fault: Annotated[
        list[str] | None, typer.Option("--fault", metavar="NAME", help="Only this fault: null-burst. Repeatable.")
    ] = None,
    starts: Annotated[int, typer.Option(min=1, help="In how many places of the history each fault begins.")] = STARTS,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="OTHER",
            help="Say what becomes of the alerts of this other configuration: which are kept, moved, lost, gained.",
        ),
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --compare: draw both into this file, .png or .svg.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --compare: write the comparison to this file, as a page.")
    ] = None,
    incidents: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Hold the alerts against the incidents of this file; `recorded`: those of the store."
        ),
    ] = None,
    json: output.Json = False,
) -> int:
    """Replay history through the monitors as they are configured now: which alerts, how many a month."""
    settings = configured(config)
    wanted = [settings.entity(entity)] if entity is not None else [*settings.entities.values()]
    if not wanted:
        raise UsageError("there is no entity in this configuration.")
    chosen = [registry.find(name) for name in fault] if fault else [*registry.faults()] if faults else []
    stretch = moment("--since", since), moment("--until", until)
    check_order(*stretch)
    other = None if compare is None else read_settings(compare)
    names = str(compare), str(config or DEFAULT)
    for option, target in (("--chart", chart), ("--html", html)):
        if target is not None:
            _check_target(option, target, len(wanted), is_compared=other is not None)
    listed = known_incidents.of_file(Path(incidents)) if incidents not in (None, RECORDED) else None
    records = []
    with opened(settings) as store:
        for one in wanted:
            found = _once(settings, store, one, stretch, chosen, starts)
            known = _known(store, one, listed, incidents)
            met = None if known is None else against.of_backtest(found, known, one.every)
            before = None if other is None else _once(other, store, other.entity(one.name), stretch, [], starts)
            both = None if before is None else versus.versus(names, before, found)
            records.append(_record(found, met, both))
            if not json:
                _show(found, met, both, is_first=one is wanted[0])
            if chart is not None and both is not None:
                drawn = both.chart(one.zone, known or ())
                picture.save(titled(drawn, f"{one.name}: {both.difference.sentence}"), chart)
                output.say(f"chart: {chart}")
            if html is not None and both is not None:
                shown = versus_tables.report(both, one.zone, known or (), met)
                write_whole(html, versus_html.page(shown, records[-1]).encode())
                output.say(f"report: {html}")
    if json:
        output.print_json(records[0] if len(records) == 1 else records)
    return 0


def _known(
    store: Store, entity: Entity, listed: tuple[Known, ...] | None, incidents: str | None
) -> tuple[Known, ...] | None:
    """The incidents that are asked for; None where none are."""
    if incidents != RECORDED:
        return listed
    return known_incidents.of_store(store, entity.name, entity.every)


def _record(found: Backtest, met: Against | None, both: Versus | None) -> dict[str, Any]:  # Any: JSON
    extra = {} if both is None else both.record()
    return found.record() | extra | ({} if met is None else {"incidents": met.record()})


def _show(found: Backtest, met: Against | None, both: Versus | None, *, is_first: bool) -> None:
    backtest_tables.show(found, is_first=is_first)
    if met is not None:
        incident_tables.show(met, found)
    if both is not None:
        versus_tables.show(both)


def _check_target(option: str, target: Path, entities: int, *, is_compared: bool) -> None:
    """Refuse, before any work is done, a comparison that cannot be drawn or written."""
    if not is_compared:
        raise UsageError(f"{option} shows two configurations. Add --compare OTHER.yaml.")
    if entities > 1:
        raise UsageError(f"{option} shows one entity. Name it: gnomon backtest ENTITY.")
    if option == "--chart" and target.suffix.lower() not in picture.FORMS:
        raise UsageError(f"{target}: a picture is saved as {' or '.join(picture.FORMS)}; write one of these suffixes.")
    if option == "--html" and target.suffix.lower() != ".html":
        raise UsageError(f"{target}: a page is saved as .html; write this suffix.")
    output.check_target(target)


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store; where its file is not there yet, an empty one for a while: a backtest leaves nothing behind."""
    address = settings.address
    if address.startswith(SQLITE) and not Path(address.removeprefix(SQLITE)).exists():
        with TemporaryDirectory(prefix="gnomon-") as folder, open_store(f"{SQLITE}{folder}/empty.db") as store:
            yield store
        return
    with open_store(address) as store:
        for note in store.notes:
            output.say(note)
        yield store


def _once(
    settings: Settings,
    store: Store,
    entity: Entity,
    stretch: tuple[datetime | None, datetime | None],
    faults: list[Fault],
    starts: int,
) -> Backtest:
    """One entity's backtest, with progress on a terminal."""
    with output.notes(), output.progress(f"replaying {entity.name}") as progress, _bar(entity.name) as bar:
        ladder = Ladder(faults, starts, bar) if faults else None
        return backtest.backtest(settings, store, entity, *stretch, now=clock.wall(), ladder=ladder, progress=progress)


@contextmanager
def _bar(name: str) -> Iterator[Callable[[int], Callable[[], None]]]:
    """A bar of trials, that begins when it is known how many there are."""
    with ExitStack() as stack:
        yield lambda total: stack.enter_context(output.steps(f"injecting faults into {name}", total))
