"""Names in a configuration that lead to another part of it: channels, and other entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any  # what a file holds

from gnomon.config.mistakes import Mistake, Place, near
from gnomon.config.plain import mapping

Raw = Mapping[str, Any]
ALERTMANAGER = "alertmanager"
"""The kind of channel that may decide who is told."""


def crossings(raw: Raw) -> Iterator[Mistake]:
    """Names that lead nowhere, or back to where they stand.

    Args:
        raw: A configuration as it was written; any of its values may be wrong.

    Example:
        >>> [str(each) for each in crossings({"entities": {"a": {"upstream": ["a"]}}})]
        ['entities.a.upstream[0]: an entity is not made of itself. Leave it out.']
    """
    channels, entities = _names(raw.get("channels")), _names(raw.get("entities"))
    for name, entity in mapping(raw.get("entities")).items():
        place: Place = ("entities", name)
        yield from _named_otherwise(place, entity, str(name))
        yield from _unknown_channels((*place, "notify"), _get(entity, "notify"), channels)
        for monitor, settings in mapping(_get(entity, "monitors")).items():
            at = (*place, "monitors", monitor)
            yield from _named_otherwise(at, settings, str(monitor))
            yield from _unknown_channels((*at, "notify"), _get(settings, "notify"), channels)
            yield from _unknown_channels((*at, "remind", "notify"), _reminded(settings), channels)
        yield from _unknown_reference(place, _get(_get(entity, "reference"), "entity"), str(name), entities)
        yield from _unknown_upstream(place, _get(entity, "upstream"), str(name), entities)
    yield from _delivered_via(raw)
    yield from _no_alertmanager(("heartbeat", "via"), _get(raw.get("heartbeat"), "via"), raw)
    for i, route in enumerate(_parts(raw.get("routes"))):
        yield from _unknown_channels(("routes", i, "notify"), _get(route, "notify"), channels)
    for part in ("routes", "maintenance"):
        for i, each in enumerate(_parts(raw.get(part))):
            yield from _unknown_hours((part, i), each, _names(raw.get("hours")))
    for name, channel in mapping(raw.get("channels")).items():
        yield from _named_otherwise(("channels", name), channel, str(name))
        yield from _instead(str(name), channel, channels)
    yield from _too_late(mapping(raw.get("channels")))
    yield from _circle(
        {str(name): _list(_get(each, "upstream")) for name, each in mapping(raw.get("entities")).items()}
    )


def _delivered_via(raw: Raw) -> Iterator[Mistake]:
    """One that decides, and nothing beside it that decides too."""
    via = raw.get("deliver_via")
    if not isinstance(via, str):
        return
    yield from _no_alertmanager(("deliver_via",), via, raw)
    words = "Alertmanager decides who is told (deliver_via). Leave this out, or deliver_via."
    yield from (Mistake((part,), words) for part in ("routes", "maintenance") if _parts(raw.get(part)))
    for name, entity in mapping(raw.get("entities")).items():
        if _get(entity, "notify"):
            yield Mistake(("entities", name, "notify"), words)
        for monitor, settings in mapping(_get(entity, "monitors")).items():
            if _get(settings, "notify"):
                yield Mistake(("entities", name, "monitors", monitor, "notify"), words)


def _no_alertmanager(place: Place, via: object, raw: Raw) -> Iterator[Mistake]:
    """A channel that is not there, or of another kind."""
    channels = _names(raw.get("channels"))
    if not isinstance(via, str):
        return
    if via not in channels:
        hint = near(via, channels) if channels else f"Add it beneath channels: {via}: {{kind: alertmanager, url: …}}."
        yield Mistake(place, f"there is no channel {via!r}. {hint}")
    elif _get(mapping(raw.get("channels")).get(via), "kind") != ALERTMANAGER:
        yield Mistake(place, f"{via!r} is no channel of kind alertmanager. Name one that is.")


def _named_otherwise(place: Place, part: object, key: str) -> Iterator[Mistake]:
    """A part that says another name than its key."""
    name = _get(part, "name")
    if name not in (None, "", key):
        yield Mistake((*place, "name"), f"the name is the key, {key!r}. Leave this out.")


def _unknown_channels(place: Place, notify: object, channels: Sequence[str]) -> Iterator[Mistake]:
    for i, name in enumerate(_list(notify)):
        if name not in channels:
            hint = near(name, channels) if channels else "Add it beneath channels:."
            yield Mistake((*place, i), f"there is no channel {name!r}. {hint}")


def _reminded(part: object) -> object:
    """The channels that a part reminds."""
    return _get(_get(part, "remind"), "notify")


def _instead(name: str, channel: object, channels: Sequence[str]) -> Iterator[Mistake]:
    """Who is told when nobody answers on a channel, or it cannot deliver: others than itself."""
    place, fallback = ("channels", name), _get(channel, "fallback")
    yield from _unknown_channels((*place, "remind", "notify"), _reminded(channel), channels)
    if name in _list(_reminded(channel)):
        words = f"{name!r} was told already; repeat_interval says when it is told again. Name another channel."
        yield Mistake((*place, "remind", "notify"), words)
    if fallback == name:
        yield Mistake((*place, "fallback"), "a channel is not told in its own place. Name another one.")
    elif isinstance(fallback, str) and fallback not in channels:
        yield Mistake((*place, "fallback"), f"there is no channel {fallback!r}. {near(fallback, channels)}")


def _too_late(channels: Raw) -> Iterator[Mistake]:
    """Who is told in place of another, or reminded, is told at once: not in a digest."""
    gathering = {str(name) for name, channel in channels.items() if _get(channel, "digest") is not None}
    for name, channel in channels.items():
        for key, told in (("fallback", [_get(channel, "fallback")]), ("remind", _reminded(channel))):
            for each in sorted(gathering.intersection(_list(told))):
                words = f"{each!r} is told once a day, in a digest. Name a channel that is told at once."
                yield Mistake(("channels", name, key), words)


def _unknown_hours(place: Place, part: object, hours: Sequence[str]) -> Iterator[Mistake]:
    for key in ("hours", "mute"):
        name = _get(part, key)
        if isinstance(name, str) and name not in hours:
            hint = near(name, hours) if hours else "Add them beneath hours:."
            yield Mistake((*place, key), f"there are no hours {name!r}. {hint}")


def _unknown_reference(place: Place, of: object, name: str, entities: Sequence[str]) -> Iterator[Mistake]:
    if of == name:
        yield Mistake((*place, "reference", "entity"), "an entity is not its own reference. Write first: 28d.")
    elif isinstance(of, str) and of not in entities:
        yield Mistake((*place, "reference", "entity"), _no_entity(of, name, entities))


def _unknown_upstream(place: Place, upstream: object, name: str, entities: Sequence[str]) -> Iterator[Mistake]:
    for i, each in enumerate(_list(upstream)):
        if each == name:
            yield Mistake((*place, "upstream", i), "an entity is not made of itself. Leave it out.")
        elif each not in entities:
            yield Mistake((*place, "upstream", i), _no_entity(each, name, entities))


def _no_entity(name: str, here: str, entities: Sequence[str]) -> str:
    others = [each for each in entities if each != here]
    return f"there is no entity {name!r}. {near(name, others) if others else 'Add it beneath entities:.'}"


def _circle(upstream: Mapping[str, Sequence[str]]) -> Iterator[Mistake]:
    """The first way back to an entity through others, told once."""
    for start in upstream:
        ways: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while ways:
            way = ways.pop()
            for each in upstream.get(way[-1], ()):
                if each == start and len(way) > 1:
                    told = " is made of ".join((*way, start))
                    yield Mistake(("entities", start, "upstream"), f"it goes in a circle: {told}. Take one out.")
                    return
                if each not in seen:
                    seen.add(each)
                    ways.append((*way, each))


def _names(raw: object) -> list[str]:
    return [str(name) for name in mapping(raw)]


def _list(raw: object) -> list[str]:
    return [each for each in raw if isinstance(each, str)] if isinstance(raw, list | tuple) else []


def _parts(raw: object) -> Sequence[object]:
    return raw if isinstance(raw, list | tuple) else ()


def _get(part: object, key: str) -> Any:  # noqa: ANN401
    """What stands at a key of a part, whether it is raw or made."""
    return part.get(key) if isinstance(part, Mapping) else getattr(part, key, None)
