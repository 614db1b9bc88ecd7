"""What is wrong with the user's own functions, as far as loading them tells: for `gnomon config check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from gnomon.checks import limit as limits
from gnomon.config.entity import Entity
from gnomon.config.mistakes import Mistake
from gnomon.errors import UsageError
from gnomon.jobs.code import code_of


def mistakes(entity: Entity) -> Iterator[Mistake]:
    """Code that cannot be loaded, and series and functions of monitors that it does not have.

    Args:
        entity: Whose code; it is loaded.
    """
    place = ("entities", entity.name)
    try:
        code = code_of(entity)
    except UsageError as error:
        yield Mistake((*place, "code"), str(error).removeprefix("code: "))
        return
    own = [one.name for one in code.monitors]
    for monitor in entity.monitors.values():
        at = (*place, "monitors", monitor.name)
        for series in monitor.series or ():
            if series not in code.numbers:
                what = f"no profiler or metric is named {series!r}"
                yield Mistake((*at, "series"), f"{what}. {_mend(series, code.numbers)}")
        for metric in limits.limit(monitor.expect).metrics if isinstance(monitor.expect, str) else ():
            names = [one.name for one in code.metrics]
            if metric not in names:
                yield Mistake((*at, "expect"), f"no metric is named {metric!r}. {_mend(metric, names)}")
        if monitor.code is not None and monitor.code not in own:
            what = f"no function with @gn.monitor on it is named {monitor.code!r}"
            yield Mistake((*at, "code"), f"{what}. {_mend(monitor.code, own)}")


def _mend(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, 1)
    return f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names) or 'none'}."
