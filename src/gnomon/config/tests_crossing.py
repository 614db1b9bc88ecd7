"""Names and series in a file of tests, held against the configuration that it tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar  # what a file holds

from gnomon.alerts import condition
from gnomon.config import durations, threshold
from gnomon.config.entity import Entity
from gnomon.config.fed_series import FedSeries, fed_series
from gnomon.config.mistakes import Mistake, Place, near
from gnomon.config.monitor import Monitor, Watches
from gnomon.config.plain import mapping
from gnomon.config.settings import Settings
from gnomon.errors import UsageError
from gnomon.profiles.windows import Every

Raw = Mapping[str, Any]
T = TypeVar("T")

OF_COLUMNS: tuple[Watches, ...] = ("score", "prediction", "quality", "inputs")


def crossings(raw: Raw, settings: Settings) -> Iterator[Mistake]:
    """What does not fit to the configuration.

    Args:
        raw: A file of tests as it was written; any of its values may be wrong.
        settings: The configuration.

    Example:
        >>> fed = {"series": 'effect{entity="chrn",monitor="inputs"}', "values": "1"}
        >>> [each.key for each in crossings({"tests": [{"input_series": [fed]}]}, Settings())]
        ['tests[0].input_series[0].series']
    """
    if _read(durations.elapsed, raw.get("evaluation_interval")) == durations.NONE:
        yield Mistake(("evaluation_interval",), "0 is no interval. Write one such as 1d, or leave it out.")
    for at, test in _items(raw.get("tests")):
        place: Place = ("tests", at)
        fed = [
            (place_of, one)
            for i, each in _items(test.get("input_series"))
            if (one := _read(fed_series, each.get("series"))) is not None
            and (place_of := (*place, "input_series", i, "series"))
        ]
        unknown = [each for where, one in fed for each in _unknown(where, one, settings)]
        yield from unknown
        yield from _repeated(fed)
        yield from _late(place, test, [one for _, one in fed])
        yield from _expected(place, test, settings)
        if not unknown:
            yield from _telling_nothing(fed, settings)
            yield from _windows(place, test, fed, settings)


def _unknown(place: Place, one: FedSeries, settings: Settings) -> Iterator[Mistake]:
    entity = settings.entities.get(one.entity)
    if entity is None:
        yield Mistake(place, _no("entity", one.entity, settings.entities))
    elif (monitor := entity.monitors.get(one.monitor)) is None:
        yield Mistake(place, _no("monitor", one.monitor, entity.monitors))
    elif one.column and not _has_columns(monitor):
        yield Mistake(place, f"a monitor of {monitor.watched} has no columns here. Leave out column=.")


def _has_columns(monitor: Monitor) -> bool:
    return monitor.watched in OF_COLUMNS or bool(monitor.contracts)


def _repeated(fed: Iterable[tuple[Place, FedSeries]]) -> Iterator[Mistake]:
    """The same series twice, or a monitor as a whole and by column."""
    seen: set[FedSeries] = set()
    whole: dict[tuple[str, str], bool] = {}
    for place, one in fed:
        if one in seen:
            yield Mistake(place, "the series is written twice. Keep one.")
        elif whole.setdefault((one.entity, one.monitor), not one.column) is bool(one.column):
            yield Mistake(place, f"{one.monitor} is fed by column and as a whole. Keep one of them.")
        seen.add(one)


def _late(place: Place, test: Raw, fed: Iterable[FedSeries]) -> Iterator[Mistake]:
    known = [str(one) for one in fed]
    for i, each in _items(test.get("late")):
        one = _read(fed_series, each.get("series"))
        if one is not None and str(one) not in known:
            yield Mistake((*place, "late", i, "series"), f"{one} is no input series. {near(one, known)}")


def _expected(place: Place, test: Raw, settings: Settings) -> Iterator[Mistake]:
    every = dict.fromkeys(name for entity in settings.entities.values() for name in entity.monitors)
    for i, each in _items(test.get("alert_rule_test")):
        yield from _name((*place, "alert_rule_test", i, "alertname"), "monitor", each.get("alertname"), every)
    for i, each in _items(test.get("exp_state")):
        at = (*place, "exp_state", i)
        yield from _name((*at, "entity"), "entity", each.get("entity"), settings.entities)
        entity = settings.entities.get(str(each.get("entity")))
        monitors = every if entity is None else entity.monitors
        yield from _name((*at, "alertname"), "monitor", each.get("alertname"), monitors)
    for i, each in _items(test.get("exp_notifications")):
        yield from _name((*place, "exp_notifications", i, "channel"), "channel", each.get("channel"), settings.channels)


def _name(place: Place, what: str, name: object, known: Iterable[str]) -> Iterator[Mistake]:
    if isinstance(name, str) and name not in (names := list(known)):
        yield Mistake(place, _no(what, name, names))


def _no(what: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    hint = near(name, names) if names else "There is none in the configuration."
    return f"there is no {what} {name!r}. {hint}"


def _telling_nothing(fed: Iterable[tuple[Place, FedSeries]], settings: Settings) -> Iterator[Mistake]:
    """Figures by which a monitor cannot tell whether a window counts."""
    together: dict[tuple[str, str, str], dict[str, Place]] = {}
    for place, one in fed:
        together.setdefault((one.entity, one.monitor, one.column), {})[one.figure] = place
    for (name, watched, _), figures in together.items():
        monitor = settings.entities[name].monitors[watched]
        first = next(iter(figures.values()))
        if condition.parse(monitor.condition).is_default:
            if threshold.violating(monitor, figures) is None:
                yield Mistake(first, "it does not say whether a window is in violation. Feed violation, as 1 or 0.")
        elif lacking := sorted(threshold.needed(monitor) - {*figures}):
            yield Mistake(first, f"the condition {monitor.condition!r} looks up {lacking[0]}. Feed {lacking[0]} too.")


def _windows(place: Place, test: Raw, fed: Iterable[tuple[Place, FedSeries]], settings: Settings) -> Iterator[Mistake]:
    """A sample is a window, and all that is fed has windows of one length."""
    first: Entity | None = None
    for where, one in fed:
        entity = settings.entities[one.entity]
        first = first or entity
        if (entity.every, entity.zone) != (first.every, first.zone):
            words = f"the windows of {entity.name} are not those of {first.name}. Write a test of its own."
            yield Mistake(where, words)
    interval = _read(durations.elapsed, test["interval"]) if "interval" in test else None
    if first is not None and interval is not None and interval != Every.parse(first.every).length:
        words = f"a sample is a window, and a window of {first.name} is {first.every}. Write that, or leave it out."
        yield Mistake((*place, "interval"), words)


def _items(raw: object) -> Iterator[tuple[int, Raw]]:
    yield from enumerate(map(mapping, raw if isinstance(raw, list | tuple) else ()))


def _read(parse: Callable[[object], T], raw: object) -> T | None:
    try:
        return parse(raw)
    except UsageError:
        return None
