"""Runs of a world with one clock, and what each channel hears."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.jobs.running import Wall
from tests.jobs.worlds import World, day

from gnomon.config.channel import Channel
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.incidents.incident_acts import Incidents
from gnomon.jobs.telling import deliver
from gnomon.notify.deliver import Report

NOWHERE = "http://127.0.0.1:9/"
"""An address at which nothing answers."""


class Stage:
    """A configuration whose channels are files, or webhooks where they have an address; the entity notifies `ml`."""

    def __init__(self, world: World, monitor: Mapping[str, Any] | None = None, **channels: Mapping[str, Any]) -> None:
        self.world, self.clock, self.folder = world, Wall(), world.folder
        made = {}
        for name, given in channels.items():
            usual = {} if "url" in given else {"kind": "log", "path": str(self.folder / f"{name}.jsonl")}
            made[name] = Channel.model_validate(
                {"name": name, "kind": "webhook", "repeat_interval": "24h", **usual, **given}
            )
        entity = world.entity.model_copy(update={"notify": ("ml",)})
        if monitor:
            tuned = entity.monitors["inputs"].model_copy(update=dict(monitor))
            entity = entity.model_copy(update={"monitors": {**entity.monitors, "inputs": tuned}})
        self.settings = Settings(entities={entity.name: entity}, channels=made)

    def run(self, later: timedelta = timedelta(), until: float = 16.1) -> Report:
        self.clock.at += later
        run.run(self.settings, self.world.store, day(until), clock=self.clock)
        return deliver.deliver(self.settings, self.world.store, clock=self.clock)

    def heard(self, channel: str) -> list[str]:
        return [one["event"] for one in self.alerts(channel)]

    def alerts(self, channel: str) -> list[dict[str, Any]]:
        path = self.folder / f"{channel}.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line)["alert"] for line in lines]

    def line(self, channel: str) -> str:
        """The line that says why a channel is told."""
        return next((one["text"] for one in self.alerts(channel)[-1]["lines"] if one["name"] == "told here"), "")

    @property
    def people(self) -> Incidents:
        return Incidents(self.settings, self.world.store, "user:ann", self.clock)
