"""`make live-demo`: train, serve, watch, break something, and be told.

Nothing is shortened: the model answers over HTTP, its events go through the client's
middleware, `gnomon serve` drains and judges them on its own clock, and a receiver on
this machine checks the signature of what it is told. The same with other lengths:
`python -m examples.live --every 1m --rate 50 --calm 5 --fault nulls`.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from threading import Event
from typing import Any

import httpx
import polars as pl

import gnomon as gn
from examples.live import model, service
from examples.live.traffic import FAULTS, Traffic
from gnomon.cli import output
from gnomon.cli.receiver import Received, receiving
from gnomon.profiles.windows import Every

ROOT = Path(__file__).resolve().parents[2]
FLIGHTS = ROOT / "data" / "flights_train.parquet"
SEED = 1
WITHIN_S = 10.0
"""From the end of the first window with the fault to the message: lateness, a run, delivery."""

LOOK = timedelta(seconds=0.1)
PATIENCE_S = 60.0

Alert = Mapping[str, Any]  # JSON, as docs/schemas/alert-v1.json describes it


@dataclass(slots=True)
class Story:
    """What is told on the way, each line with the time it took.

    Attributes:
        say: Prints a line.
    """

    say: Callable[[str], None]
    _since: float = field(default_factory=time.monotonic)

    def step(self, words: str) -> None:
        """Say that a step is done."""
        now = time.monotonic()
        self.say(f"{now - self._since:6.1f} s  {words}")
        self._since = now


def main(words: Sequence[str]) -> int:
    """Run the demo; 0 when the alert came in time, 1 when it did not."""
    parser = argparse.ArgumentParser(prog="python -m examples.live", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--every", default="20s", type=Every.parse, help="how long a window is")
    parser.add_argument("--rate", default=100.0, type=float, help="flights a second")
    parser.add_argument("--calm", default=3, type=int, help="windows before the fault")
    parser.add_argument("--fault", default="units", choices=sorted(FAULTS), help="what goes wrong")
    parser.add_argument("--within", default=WITHIN_S, type=float, help="seconds after its window the warning may take")
    said = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="gnomon-live-") as folder:
        return show(Path(folder), said.every, said.rate, said.calm, said.fault, said.within)


def show(folder: Path, every: Every, rate: float, calm: int, fault: str, within_s: float) -> int:
    """The demo, in an empty folder.

    Args:
        folder: Where the model, the configuration, the store and the logs go.
        every: How long a window is.
        rate: Flights a second.
        calm: Windows before the fault.
        fault: One of `FAULTS`.
        within_s: Seconds that the warning may take after the first window with the fault.
    """
    story = Story(lambda line: print(line, flush=True))
    flights = pl.read_parquet(FLIGHTS).sample(fraction=1, shuffle=True, seed=SEED)
    known, unseen = flights.head(len(flights) * 2 // 3), flights.tail(len(flights) // 3)
    story.step(f"trained a model on {model.train(known, folder):,} flights of January and February 2013")
    with ExitStack() as opened:
        secret = "whsec_" + base64.b64encode(os.urandom(32)).decode()
        received = opened.enter_context(receiving(secret))
        given = {"EVERY": str(every), "RECEIVER": received.url, "RECEIVER_SECRET": secret}
        watcher = opened.enter_context(_watching(folder, given))
        story.step(f"gnomon serve answers at {watcher}")
        served = opened.enter_context(_serving(folder, watcher))
        story.step(f"the model answers at {served}/predict")
        targets = opened.enter_context(gn.Client(watcher, entity="flights-delay"))
        _wait(_begin(every), "until a window begins")
        traffic = opened.enter_context(Traffic(unseen.to_dicts(), served, targets, rate))
        _wait(_now() + calm * every.length, f"{calm} windows of traffic")
        story.step(f"{traffic.sent:,} flights asked, and nobody was told anything")
        if received.events():
            return _said("a false alarm", [event["data"] for event in received.events()], folder)
        what, traffic.fault = FAULTS[fault]
        broken, due = _now(), every.length + timedelta(seconds=within_s)
        story.step(f"fault: {what}")
        told = _told(received, broken + due)
        took = (_now() - broken).total_seconds()
        if not told:
            return _said(f"no warning within {due.total_seconds():.0f} s", [], folder)
        bound = f"a window of {every} and {within_s:.0f} s are {due.total_seconds():.0f} s"
        story.step(f"the warning is here, {took:.1f} s after the fault ({bound})")
    print()
    for alert in told:
        print(alert["title"])
    print("\n".join(["", *(line["text"] for line in told[-1]["lines"])]))
    return 0


def _said(what: str, told: Sequence[Alert], folder: Path) -> int:
    """Say what went wrong, with what was told and what gnomon said of itself."""
    print("\n".join([what, *(alert["title"] for alert in told), (folder / "gnomon.log").read_text("utf-8")]))
    return 1


@contextmanager
def _watching(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """`gnomon serve` with its scheduler; its address."""
    copyfile(Path(__file__).with_name("gnomon.yaml"), folder / "gnomon.yaml")
    call = (sys.executable, "-m", "gnomon", "serve", "--port", "0", "--json")
    with _running(call, folder, folder / "gnomon.log", environment) as lines:
        said = next(lines)
        while not said.rstrip().endswith("}"):
            said += next(lines)
        url = str(json.loads(said)["url"])
        httpx.get(f"{url}/readyz", trust_env=False).raise_for_status()
        yield url


@contextmanager
def _serving(folder: Path, watcher: str) -> Iterator[str]:
    """The service of the model; its address."""
    call = (sys.executable, "-m", service.__name__, str(folder), watcher)
    with _running(call, ROOT, folder / "service.log", {}) as lines:
        yield next(lines).strip().removeprefix(service.LISTENING)


@contextmanager
def _running(call: Sequence[str], where: Path, log: Path, environment: Mapping[str, str]) -> Iterator[Iterator[str]]:
    """A program, ended with the block; the lines that it prints."""
    with log.open("wb") as said, subprocess.Popen(  # noqa: S603 - our own programs
        call, cwd=where, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=said, text=True
    ) as process:  # fmt: skip
        assert process.stdout is not None  # noqa: S101 - for the checker of types
        try:
            yield iter(process.stdout)
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def _told(received: Received, until: datetime) -> list[Alert]:
    """The alerts that came up to the first that is more than information; none when no such one came in time."""
    while _now() < until:
        told = [event["data"] for event in received.events()]
        loud = [place for place, alert in enumerate(told) if alert["severity"] != "info"]
        if loud:
            return told[: loud[0] + 1]
        _pause()
    return []


def _begin(every: Every) -> datetime:
    """When the next window begins."""
    epoch = datetime.fromtimestamp(0, UTC)
    return epoch + ((_now() - epoch) // every.length + 1) * every.length


def _wait(until: datetime, what: str) -> None:
    """Wait, with a bar on a terminal."""
    with output.steps(what, max(1, int((until - _now()) / LOOK))) as step:
        while _now() < until:
            _pause()
            step()


def _pause() -> None:
    Event().wait(LOOK.total_seconds())


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
