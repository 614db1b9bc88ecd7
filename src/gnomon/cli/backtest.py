"""`gnomon backtest`: which alerts there would have been, and which faults would have been found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from gnomon.cli import backtest_tables, output
from gnomon.cli.configured import Config, configured
from gnomon.cli.moments import Until, check_order, moment
from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.jobs import clock
from gnomon.jobs.trials import backtest
from gnomon.jobs.trials.backtest import Backtest
from gnomon.jobs.trials.faults import registry
from gnomon.jobs.trials.faults.fault import Fault
from gnomon.jobs.trials.trials import STARTS, Ladder
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
    found = []
    with _opened(settings) as store:
        for one in wanted:
            found.append(_once(settings, store, one, stretch, chosen, starts))
            if not json:
                backtest_tables.show(found[-1], is_first=len(found) == 1)
    if json:
        records = [one.record() for one in found]
        output.print_json(records[0] if len(records) == 1 else records)
    return 0


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
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
