"""The story of the demo: a configuration, a run a day, and who is told what when."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from gnomon.cli import output, status
from gnomon.cli.receiver import Received, receiving
from gnomon.config.channel import Channel
from gnomon.config.init import first_config
from gnomon.config.read import read_settings
from gnomon.config.secrets import Secret
from gnomon.config.settings import Settings
from gnomon.jobs import calendar, clock, listing
from gnomon.jobs import run as runs
from gnomon.jobs.telling import deliver
from gnomon.profiles.look import look
from gnomon.profiles.whole_file import write_whole
from gnomon.reports import names
from gnomon.store.open import Store, open_store

SECRET = "GNOMON_DEMO_SECRET"  # noqa: S105 - the name of a variable
HOOK = "hook"
LOUD = ("warning", "high", "critical")
"""Severities that are told aloud; the rest is counted."""


@dataclass(slots=True)
class Told:
    """What was told.

    Attributes:
        aloud: Messages that were printed.
        quietly: Messages of severity info, which were not.
    """

    aloud: int = 0
    quietly: int = 0


def tell(console: Console, data: Path, folder: Path) -> Settings:
    """Write a configuration, run it day by day over the data, and print what its receiver hears.

    Args:
        console: Where to.
        data: The rows, with their targets beside.
        folder: Where the configuration and the store go; a store of an earlier demo is replaced.

    Returns:
        The configuration as it was written.
    """
    config = folder / "gnomon.yaml"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("gnomon.db*"):
        old.unlink()
    text = first_config(data, config)
    write_whole(config, "\n".join(line for line in text.split("\n") if "segments:" not in line).encode())
    written = read_settings(config)
    console.print(Text(f"$ gnomon init {data}", "bold"))
    console.print(f"{config}: {len(config.read_text('utf-8').splitlines())} lines, to be read and changed.\n")
    os.environ[SECRET] = "whsec_" + base64.b64encode(os.urandom(32)).decode()
    with receiving(os.environ[SECRET]) as received, open_store(written.address) as store:
        console.print(Text("$ gnomon run --until …      # once a day", "bold"))
        told = _days(console, _with_hook(written, received.url), store, received)
        console.print(f"{told.aloud} messages, signed and checked; {told.quietly} more of severity info.\n")
        console.print(Text(f"$ gnomon status -c {config}", "bold"))
        status.show(listing.status(store, list(written.entities)), console)
    return written


def _with_hook(settings: Settings, url: str) -> Settings:
    """The same, telling a receiver on this machine."""
    hook = Channel(name=HOOK, kind="webhook", url=Secret.address(url), secret=(Secret.parse(f"env:{SECRET}"),))
    entities = {name: one.model_copy(update={"notify": (HOOK,)}) for name, one in settings.entities.items()}
    return settings.model_copy(update={"entities": entities, "channels": {HOOK: hook}})


def _days(console: Console, settings: Settings, store: Store, received: Received) -> Told:
    """Run once a day, and print what is heard."""
    told, heard, done = Told(), 0, runs.EntityRun("")
    moments = untils(settings)
    with output.steps("running day by day", len(moments)) as step:
        for until in moments:
            (done,) = runs.run(settings, store, until, clock=clock.wall)
            deliver.deliver(settings, store, clock=clock.wall)
            for event in received.events(heard):
                heard += 1
                _say(console, event["data"], until, told)
            step()
    if done.status == "error":
        output.say(done.reason)
    return told


def untils(settings: Settings) -> list[datetime]:
    """When it is run: after the reference, and then after each window."""
    (entity,) = settings.entities.values()
    seen = look(Path(entity.source.place))
    first = calendar.window_of(seen.start, entity.every, entity.zone).start
    begun = first + (entity.reference.first or timedelta())
    ends = [window.end for window in calendar.windows(first, seen.end, entity.every, entity.zone)]
    return [end + entity.lateness for end in ends if end >= begun]


def _say(console: Console, alert: dict[str, Any], until: datetime, told: Told) -> None:  # Any: JSON
    """Print a message, as somebody would read it."""
    if alert["severity"] not in LOUD:
        told.quietly += 1
        return
    told.aloud += 1
    style = "dim" if alert["state"] == "resolved" else "red"
    at = f"{until.day:>2} {until:%b %H:%M}"
    console.print(Text(f"{at}  {output.clean(alert['title'])}", style))
    if alert["event"] == "firing":
        said = names.unstarred(alert["summary"], alert["series"])
        console.print(Text(output.clean(said)), width=min(console.width, 100), no_wrap=False)
