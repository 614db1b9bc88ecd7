"""Reading a `gnomon.yaml`: settings, or every mistake at once with its line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from gnomon.config import mistakes, tree
from gnomon.config.mistakes import Mistake, MistakesError, Place
from gnomon.config.part import Part
from gnomon.config.settings import Settings
from gnomon.config.tree import Tree
from gnomon.errors import UsageError

P = TypeVar("P", bound=Part)

APART = "x-"
"""A key at the top that begins so is passed over: a place for what `&name` is to repeat."""


class ConfigError(UsageError):
    """A configuration is wrong; the message has a line for each mistake.

    Attributes:
        mistakes: Each of them.
    """

    def __init__(self, message: str, found: Sequence[Mistake] = ()) -> None:
        super().__init__(message)
        self.mistakes = tuple(found) or (Mistake((), message),)


@dataclass(frozen=True, slots=True)
class Read:
    """A configuration and the file that it was read from.

    Attributes:
        settings: The configuration.
        name: What messages call the file.
        tree: Where each value stands.
    """

    settings: Settings
    name: str
    tree: Tree

    def told(self, found: Iterable[Mistake]) -> list[Mistake]:
        """What is said of a configuration, each with its line, in the order of the file."""
        return sorted((replace(each, line=self.tree.line(each.place)) for each in found), key=_order)


def read_settings(path: Path) -> Settings:
    """Read a configuration.

    Args:
        path: The file; paths in it are relative to its folder.

    Raises:
        ConfigError: It cannot be read, or something in it is wrong; the message says everything that is, a line each.
    """
    return read_file(path).settings


def read_file(path: Path) -> Read:
    """Read a configuration, and remember where each value stands.

    Args:
        path: The file.

    Raises:
        ConfigError: As for `read_settings`.
    """
    return _read(text_of(path), str(path), path.parent)


def settings_of(text: str, name: str = "gnomon.yaml", folder: Path = Path()) -> Settings:
    """Read a configuration from its text.

    Args:
        text: YAML.
        name: What messages call the file.
        folder: What paths in it are relative to.

    Raises:
        ConfigError: Something in it is wrong.

    Example:
        >>> settings_of("entities: {churn: {source: {path: churn.csv, timestamp: at}, every: 1x}}")
        Traceback (most recent call last):
        gnomon.config.read.ConfigError: gnomon.yaml:1: entities.churn.every: '1x' is not a duration. Write 15m, 1h, ...
    """
    return _read(text, name, folder).settings


def grown(text: str, name: str, mend: str, keys: str) -> Tree:
    """Read a file's text as the tree of a mapping, or as what is wrong with it as YAML.

    Args:
        text: YAML.
        name: What messages call the file.
        mend: What to do where the file is empty.
        keys: The keys that are due where it is no mapping.

    Raises:
        ConfigError: It is empty, or no mapping.
    """
    found = tree.grow(text, os.environ)
    if not found.mistakes and found.values is None:
        raise wrong(name, [Mistake((), f"the file is empty. {mend}", 1)])
    if found.values is not None and not isinstance(found.values, dict):
        raise wrong(name, [Mistake((), f"the file is no mapping. Write keys such as {keys}.", 1)])
    return found


def made(part: type[P], found: Tree, name: str, folder: Path, more: Iterable[Mistake] = ()) -> P:
    """Make a part of a tree.

    Args:
        part: Its class.
        found: The tree.
        name: What messages call the file.
        folder: What paths in it are relative to.
        more: What else is wrong in it.

    Raises:
        ConfigError: Something is wrong; the message says everything that is, a line each.
    """
    told, one = list(found.mistakes), None
    broken = {each.place for each in found.mistakes}
    if found.values is not None:
        values = {key: each for key, each in found.values.items() if not key.startswith(APART)}
        try:
            one = part.model_validate(values, context={"folder": str(folder)})
        except ValidationError as error:
            told += lined(found, (each for each in _placed(error, part) if each.place not in broken))
    told += lined(found, more)
    if told or one is None:
        raise wrong(name, told)
    return one


def text_of(path: Path, mend: str = "Write one with gnomon init DATA, or name it: -c FILE.") -> str:
    """The text of a file.

    Args:
        path: The file.
        mend: What to do where there is none.

    Raises:
        ConfigError: It cannot be read.
    """
    words = ""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        words = f"there is no such file. {mend}"
    except IsADirectoryError:
        words = "it is a folder. Name a file in it."
    except UnicodeDecodeError as error:
        words = f"it is not UTF-8 (byte {error.start}). Save it as UTF-8."
    except OSError as error:
        words = f"it cannot be read ({error.strerror}). Check its permissions."
    raise ConfigError(f"{path}: {words}", [Mistake((), words)])


def wrong(name: str, found: Iterable[Mistake]) -> ConfigError:
    """The error of mistakes that have their lines."""
    told = sorted(dict.fromkeys(found), key=_order)
    return ConfigError("\n".join(f"{name}:{each.line}: {each}" for each in told), told)


def _read(text: str, name: str, folder: Path) -> Read:
    found = grown(text, name, "Write one with gnomon init DATA.", "store: and entities:")
    return Read(made(Settings, found, name, folder), name, found)


def lined(found: Tree, mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Mistakes with the lines of their places."""
    return [replace(each, line=found.line(each.place)) for each in mistakes]


def _placed(error: ValidationError, part: type[Part]) -> Iterator[Mistake]:
    """The mistakes of a whole configuration, without what is said of a name a second time."""
    found: list[Mistake] = []
    for detail in error.errors(include_url=False):
        own = detail.get("ctx", {}).get("error")
        found += own.found if isinstance(own, MistakesError) else ()
    found = found or list(mistakes.of(error, part))
    known = {(each.place, each.words) for each in found}
    for each in found:
        above: Place = each.place[:-1]
        if each.place[-1:] != ("name",) or (above, each.words) not in known:
            yield each


def _order(each: Mistake) -> tuple[int, str]:
    return each.line, str(each)
