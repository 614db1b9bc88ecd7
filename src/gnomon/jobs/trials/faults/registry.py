"""The registry of faults: every function of this folder, or of another package, with the decorator `fault` on it."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.metadata import entry_points

from gnomon.errors import UsageError
from gnomon.jobs.trials.faults.fault import Fault, record_of
from gnomon.metrics import rooms

GROUP = "gnomon.faults"
HERE = __name__.rpartition(".")[0]


@cache
def faults() -> tuple[Fault, ...]:
    """Every fault: ours by name, those of other packages after them; false friends last.

    Raises:
        UsageError: Two have the same name, or an entry point is none.

    Example:
        >>> [fault.name for fault in faults() if not fault.is_friend][:3]
        ['category rename', 'column swap', 'concept drift']
    """
    ours = sorted((record for record in map(record_of, rooms.written_in(HERE)) if record), key=lambda one: one.name)
    theirs = [_loaded(entry.name, entry.load()) for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name)]
    seen: set[str] = set()
    for record in (*ours, *theirs):
        if record.name in seen:
            raise UsageError(f"two faults are named {record.name!r}. Rename one of them.")
        seen.add(record.name)
    return tuple(sorted((*ours, *theirs), key=lambda one: one.is_friend))


def find(name: str) -> Fault:
    """The fault of a name, with spaces, hyphens or underscores.

    Raises:
        UsageError: There is none.

    Example:
        >>> find("null-burst").name
        'null burst'
    """
    plain = name.strip().lower().replace("-", " ").replace("_", " ")
    known = {one.name: one for one in faults()}
    if plain in known:
        return known[plain]
    written = [each.replace(" ", "-") for each in known]
    near = get_close_matches(name, written, 1)
    hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(written)}."
    raise UsageError(f"there is no fault {name!r}. {hint}")


def _loaded(name: str, function: object) -> Fault:
    found = record_of(function)
    if found is None:
        raise UsageError(f"the entry point {name!r} of {GROUP} is no fault. Put @fault(…) on it.")
    return found
