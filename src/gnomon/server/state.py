"""What the routes work with, made once a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import HTTPException, Request

from gnomon.config.entity import Entity
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.server.body import Room
from gnomon.server.commit import Committer
from gnomon.server.kinds import Kinds
from gnomon.server.newest import Newest
from gnomon.store.open import Store


@dataclass(frozen=True, slots=True)
class State:
    """What the routes work with.

    Attributes:
        settings: The configuration.
        store: What is known of its entities.
        inbox: Where batches wait.
        committer: The way into it.
        clock: The time on the wall.
        kinds: Of the columns that the log has.
        room: For bodies.
        newest: Figures for Prometheus.
    """

    settings: Settings
    store: Store
    inbox: Store
    committer: Committer
    clock: Callable[[], datetime]
    kinds: Kinds
    room: Room = field(default_factory=Room)
    newest: Newest = field(default_factory=Newest)

    def entity(self, name: str) -> Entity:
        """An entity by its name.

        Raises:
            HTTPException: 404, there is none.
        """
        try:
            return self.settings.entity(name)
        except UsageError as error:
            raise HTTPException(404, str(error)) from None


def state_of(request: Request) -> State:
    """The state of the application that a request came to."""
    found: State = request.app.state.gnomon
    return found
