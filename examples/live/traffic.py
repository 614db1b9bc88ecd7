"""The traffic: flights that ask the service at a steady rate, and later the truth about them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

import httpx

import gnomon as gn
from examples.live.model import FEATURES
from gnomon.client.middleware import EVENT_ID

CALLERS = 4

Flight = dict[str, Any]

FAULTS: Mapping[str, tuple[str, Callable[[Flight], Flight]]] = {
    "units": (
        "the caller sends dep_delay in seconds; the model was trained on minutes",
        lambda flight: flight | {"dep_delay": None if flight["dep_delay"] is None else flight["dep_delay"] * 60},
    ),
    "nulls": ("the weather feed of the caller is gone: temp is null", lambda flight: flight | {"temp": None}),
}
"""What may go wrong, in a sentence, and as a change of a flight."""


@dataclass(slots=True)
class Traffic:
    """Flights on their way to the service, one after the other, and again from the first.

    Attributes:
        flights: With their `label`.
        url: Of the service.
        targets: Tells gnomon what became of them.
        rate: Flights a second.
        fault: What is done to each flight from now on.
        sent: How many were answered.
    """

    flights: Sequence[Flight]
    url: str
    targets: gn.Client
    rate: float
    fault: Callable[[Flight], Flight] = field(default=lambda flight: flight)
    sent: int = 0
    _counting: Lock = field(default_factory=Lock)
    _over: Event = field(default_factory=Event)
    _callers: list[Thread] = field(default_factory=list)

    def __enter__(self) -> Traffic:
        """Begin."""
        began = time.monotonic()
        self._callers = [Thread(target=self._call, args=(began, place), daemon=True) for place in range(CALLERS)]
        for caller in self._callers:
            caller.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, and wait for what is on its way."""
        self._over.set()
        for caller in self._callers:
            caller.join()

    def _call(self, began: float, place: int) -> None:
        with httpx.Client(base_url=self.url, trust_env=False, timeout=30) as client:
            while True:
                due = began + place / self.rate
                if self._over.wait(max(0.0, due - time.monotonic())):
                    return
                flight = self.flights[place % len(self.flights)]
                answer = client.post("/predict", json=self.fault({name: flight[name] for name in FEATURES}))
                answer.raise_for_status()
                self.targets.log_target(answer.headers[EVENT_ID], flight["label"])
                with self._counting:
                    self.sent += 1
                place += CALLERS
