"""The user's own functions: an entity's `code`, from files, modules and other packages."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from gnomon.alerts.custom import SeriesMonitor, monitors_of
from gnomon.errors import UsageError
from gnomon.metrics import registry
from gnomon.metrics.custom import ProfileMetric, metrics_of
from gnomon.profiles.custom.failed import place
from gnomon.profiles.custom.profiler import Profiler, profilers_of

if TYPE_CHECKING:
    from gnomon.config.entity import Entity

GROUPS = ("gnomon.profilers", "gnomon.metrics", "gnomon.monitors")
"""Entry points by which other packages name their functions."""

RECORDS = ("profiler", "profile_metric", "series_monitor")
"""The attribute that each decorator leaves on a function."""

DECORATORS = "@gn.profiler, @gn.metric or @gn.monitor"

FIGURES = (
    "count", "nulls", "missing", "distinct", "mean", "std", "min", "max", "share", "repeated_rows", "repeated_ids",
    "p01", "p05", "p25", "p50", "p75", "p95", "p99",
)  # fmt: skip
"""What gnomon measures of every entity beside metrics."""

KEPT = 64
"""Files that a process keeps loaded; one that changed is loaded anew."""


@dataclass(frozen=True, slots=True)
class Code:
    """The functions of an entity.

    Attributes:
        profilers: Functions of rows.
        metrics: Functions of profiles.
        monitors: Functions of series.
    """

    profilers: tuple[Profiler, ...] = ()
    metrics: tuple[ProfileMetric, ...] = ()
    monitors: tuple[SeriesMonitor, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names of all numbers that they give."""
        return (*(one.name for one in self.profilers), *(one.name for one in self.metrics))


def code_of(entity: Entity) -> Code:
    """An entity's own functions.

    Raises:
        UsageError: A file or module cannot be loaded, or does not hold what is named; the message says which.
    """
    return code_at(tuple(entity.placed(each) if _is_file(each) else each for each in entity.code))


def code_at(places: tuple[str, ...]) -> Code:
    """The functions at some places.

    Args:
        places: Each a file that ends in `.py`, a module, or an entry point's name; after a colon the one function
            of it that is meant.

    Raises:
        UsageError: One of them cannot be loaded.
    """
    found: dict[int, object] = {}
    for each in places:
        found |= {id(function): function for function in _functions(each)}
    profilers = profilers_of(one for one in found.values() if hasattr(one, "profiler"))
    metrics = metrics_of(one for one in found.values() if hasattr(one, "profile_metric"))
    _check_names(profilers, metrics)
    return Code(profilers, metrics, monitors_of(one for one in found.values() if hasattr(one, "series_monitor")))


def _check_names(profilers: tuple[Profiler, ...], metrics: tuple[ProfileMetric, ...]) -> None:
    """A name means one number."""
    taken = {one.name for one in registry.metrics()} | {one.name for one in registry.outcome_metrics()} | {*FIGURES}
    for one in metrics:
        if one.name in taken:
            raise UsageError(f"code: a metric cannot be named {one.name!r}: gnomon has one. Give it another name.")
        if one.name in [profiler.name for profiler in profilers]:
            raise UsageError(f"code: a profiler and a metric are named {one.name!r}. Rename one of them.")


def _functions(written: str) -> list[object]:
    where, name = _parted(written)
    if not name and (entries := _entries(where)):
        return entries
    module = _module(where)
    if name:
        if not hasattr(module, name):
            raise UsageError(f"code: {_short(where)} has no function {name!r}.")
        found = getattr(module, name)
        if not _is_own(found):
            raise UsageError(f"code: {name!r} in {_short(where)} has no decorator of gnomon's. Put {DECORATORS} on it.")
        return [found]
    own = [one for one in vars(module).values() if _is_own(one)]
    if not own:
        raise UsageError(f"code: {_short(where)} has no function with {DECORATORS} on it.")
    return own


def _parted(written: str) -> tuple[str, str]:
    """The place, and the function of it that is meant; `C:` is no place."""
    where, colon, name = written.rpartition(":")
    return (where, name) if colon and name.isidentifier() and len(where) > 1 else (written, "")


def _is_file(written: str) -> bool:
    return _parted(written)[0].endswith(".py")


def _short(where: str) -> str:
    return Path(where).name if where.endswith(".py") else where


def _is_own(value: object) -> bool:
    return callable(value) and any(hasattr(value, record) for record in RECORDS)


def _entries(name: str) -> list[object]:
    """What other packages offer under a name."""
    loaded = [entry.load() for group in GROUPS for entry in entry_points(group=group, name=name)]
    return [one for one in loaded if _is_own(one)]


def _module(where: str) -> ModuleType:
    try:
        if not where.endswith(".py"):
            return importlib.import_module(where)
        stat = Path(where).stat()
        return _loaded(str(Path(where).resolve()), stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        raise UsageError(f"code: there is no file {where}. Paths are relative to gnomon.yaml.") from None
    except Exception as error:  # whatever a user's module does when it is loaded
        line = place(error, str(Path(where).resolve()))
        what = f"{type(error).__name__}: {error}"
        raise UsageError(f"code: {_short(where)} cannot be loaded: {what} ({line}).") from error


@lru_cache(KEPT)
def _loaded(path: str, changed: int, size: int) -> ModuleType:
    """A file as a module; `changed` and `size` tell its versions apart."""
    name = f"gnomon_code_{Path(path).stem}_{hashlib.sha256(path.encode()).hexdigest()[:8]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise UsageError(f"code: {path} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and pickles look it up there
    with _importing_from(Path(path).parent):
        spec.loader.exec_module(module)
    return module


@contextmanager
def _importing_from(folder: Path) -> Iterator[None]:
    """Modules beside the file can be imported, as when it is run."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
