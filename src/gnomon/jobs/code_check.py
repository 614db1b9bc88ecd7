"""What is wrong with the user's own functions, as far as loading them tells: for `gnomon config check`."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from gnomon.config.entity import Entity
from gnomon.config.mistakes import Mistake
from gnomon.errors import UsageError
from gnomon.jobs.code import code_of


def mistakes(entity: Entity) -> Iterator[Mistake]:
    """Code that cannot be loaded, and series of monitors that no function gives.

    Args:
        entity: Whose code; it is loaded.
    """
    place = ("entities", entity.name)
    try:
        names = code_of(entity).numbers
    except UsageError as error:
        yield Mistake((*place, "code"), str(error).removeprefix("code: "))
        return
    for monitor in entity.monitors.values():
        for series in monitor.series or ():
            if series not in names:
                near = get_close_matches(series, names, 1)
                mend = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names) or 'none'}."
                yield Mistake(
                    (*place, "monitors", monitor.name, "series"), f"no profiler or metric is named {series!r}. {mend}"
                )
