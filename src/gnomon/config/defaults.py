"""The monitors that an entity has by default, in the order of good practice: output first."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gnomon.config.monitor import WATCHES, Monitor, Watches

OF_ALL: frozenset[Watches] = frozenset(("quality", "schema", "volume", "freshness", "inputs"))
"""What every entity can be watched for."""


def monitors(named: Mapping[str, Monitor], of_output: Collection[Watches]) -> dict[str, Monitor]:
    """The default monitors, those that were named in their place, and those that are the entity's own.

    Args:
        named: By name; those that are off are left out.
        of_output: What can be watched of what the entity says.

    Example:
        >>> slow = Monitor(name="slow", expect="p95(duration) < 3")
        >>> named = {"inputs": Monitor(name="inputs", off=True), "slow": slow}
        >>> list(monitors(named, ["score"]))
        ['score', 'quality', 'schema', 'volume', 'freshness', 'slow']
    """
    usual: dict[str, Monitor] = {
        watches: Monitor(name=watches, watches=watches) for watches in WATCHES if watches in {*OF_ALL, *of_output}
    }
    return {name: monitor for name, monitor in {**usual, **named}.items() if not monitor.off}
