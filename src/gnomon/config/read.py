"""Reading a `gnomon.yaml`: settings, or every mistake at once with its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from gnomon.config import mistakes
from gnomon.config.mistakes import Mistake, MistakesError, Place
from gnomon.config.secrets import REFERENCE
from gnomon.config.settings import Settings
from gnomon.errors import UsageError

VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class ConfigError(UsageError):
    """A configuration is wrong; the message has a line for each mistake."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as plain values, with the line of each.

    Attributes:
        values: Mappings, lists and scalars.
        lines: Line by the keys that lead to a value, from 1.
        mistakes: Variables that are not set.
    """

    values: Any
    lines: Mapping[Place, int] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    def line(self, place: Place) -> int:
        """The line of a place; of one that is not there that of what it would stand in."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_settings(path: Path) -> Settings:
    """Read a configuration.

    Args:
        path: The file; paths in it are relative to its folder.

    Raises:
        ConfigError: It cannot be read, or something in it is wrong; the message says everything that is, a line each.
    """
    return settings_of(_text(path), path.name, path.parent)


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
    written = _written(text, name)
    found, made = list(written.mistakes), None
    try:
        made = Settings.model_validate(written.values, context={"folder": str(folder)})
    except ValidationError as error:
        found += _placed(error)
    if found or made is None:
        told = sorted(
            {replace(each, line=written.line(each.place)) for each in found if not _is_name(each)}, key=_order
        )
        raise ConfigError("\n".join(f"{name}:{each.line}: {each}" for each in told))
    return made


def _placed(error: ValidationError) -> Iterator[Mistake]:
    for each in error.errors(include_url=False):
        own = each.get("ctx", {}).get("error")
        if isinstance(own, MistakesError):
            yield from own.found
            return
    yield from mistakes.of(error, Settings)


def _is_name(each: Mistake) -> bool:
    """Whether it is of a part's name, which stands as its key and is said there."""
    return each.place[-1:] == ("name",)


def _order(each: Mistake) -> tuple[int, str]:
    return each.line, str(each)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: there is no such file. Write one with gnomon init DATA, or name it: -c FILE."
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: it is not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{path}: it cannot be read ({error.strerror}).") from None


def _written(text: str, name: str) -> Written:
    yaml = YAML(typ="rt", pure=True)
    words, line, loaded = "", 0, None
    try:
        loaded = yaml.load(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        key = re.search(r'duplicate key "([^"]*)"', str(error.problem))
        words = f"the key {key[1] if key else ''!s} is written twice. Keep one."
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, words = (mark.line + 1 if mark else 1), _syntax(text, mark.line if mark else 0, str(error.problem))
    except YAMLError as error:
        line, words = 1, f"it is not YAML: {error}."
    if words:
        raise ConfigError(f"{name}:{line}: {words}")
    if loaded is None:
        raise ConfigError(f"{name}:1: the file is empty. Write one with gnomon init DATA.")
    if not isinstance(loaded, CommentedMap):
        raise ConfigError(f"{name}:1: the file is no mapping. Write keys such as store: and entities:.")
    lines: dict[Place, int] = {}
    unset: list[Mistake] = []
    return Written(_plain(loaded, (), lines, unset), lines, tuple(unset))


def _syntax(text: str, line: int, problem: str) -> str:
    """What is wrong with YAML, in plain words."""
    lines = text.splitlines()
    if "\t" in (lines[line] if line < len(lines) else "")[: _indent(lines, line)]:
        return "the line begins with a tab. Indent with spaces."
    return f"it is not YAML: {problem}. Check the indentation, colons and quotes around here."


def _indent(lines: list[str], line: int) -> int:
    shown = lines[line] if line < len(lines) else ""
    return len(shown) - len(shown.lstrip())


def _plain(value: Any, place: Place, lines: dict[Place, int], unset: list[Mistake]) -> Any:  # noqa: ANN401, PLR0911 - a line for each kind of YAML
    """A value without what ruamel adds, its lines noted and its variables filled in."""
    match value:
        case CommentedMap():
            found = {}
            for key, each in value.items():
                here = (*place, str(key))
                lines[here] = value.lc.key(key)[0] + 1
                found[str(key)] = _plain(each, here, lines, unset)
            return found
        case CommentedSeq():
            kept = []
            for i, each in enumerate(value):
                lines[*place, i] = value.lc.item(i)[0] + 1
                kept.append(_plain(each, (*place, i), lines, unset))
            return kept
        case bool() | None:
            return value
        case int():
            return int(value)
        case float():
            return float(value)
        case date():
            return value.isoformat()
        case _:
            return _filled(str(value), place, unset)


def _filled(text: str, place: Place, unset: list[Mistake]) -> str:
    """A text with its variables; a secret is left where it is."""
    if REFERENCE.fullmatch(text):
        return text

    def value(found: re.Match[str]) -> str:
        known = os.environ.get(found[1])
        if known is None:
            unset.append(Mistake(place, f"the environment variable {found[1]} is not set. Set it, or write the value."))
        return found[0] if known is None else known

    return VARIABLE.sub(value, text)
