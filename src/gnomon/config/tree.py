"""YAML as plain values, with the line of each.

The nodes are read here, not by a loader, so that every value has its line, a
key that is written twice is told with both, and a word is what it looks like:
`NO` is a text, `off` too (until a yes or no is due), `1:30` is no number, and
a date stays as it is written.

Source: YAML 1.2.2, section 10.3 (core schema).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any  # what a file holds

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gnomon.config.mistakes import Mistake, Place
from gnomon.config.secrets import REFERENCE
from gnomon.config.values import WORDS
from gnomon.config.variables import fill

MOST_VALUES = 100_000
"""Values of a file, those counted again that are repeated by `*name`: few lines can repeat without end."""

KNOWN = ("str", "int", "float", "bool", "null", "timestamp", "merge", "map", "seq")
MERGE = "<<"


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as plain values.

    Attributes:
        values: Mappings, lists and scalars.
        lines: Line by the keys that lead to a value, from 1.
        mistakes: What is wrong with it as YAML, and variables that are not set, each with its line.
    """

    values: Any = None
    lines: Mapping[Place, int] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    def line(self, place: Place) -> int:
        """The line of a place; of one that is not there, that of what it would stand in."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def grow(text: str, environment: Mapping[str, str]) -> Tree:
    r"""Read YAML.

    Args:
        text: The file.
        environment: Variables by name.

    Example:
        >>> tree = grow("a:\n  b: [1, NO]\n", {})
        >>> tree.values, tree.line(("a", "b", 1)), tree.line(("a", "c"))
        ({'a': {'b': [1, 'NO']}}, 2, 1)
    """
    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        return Tree(mistakes=(Mistake((), _syntax(text, line, str(error.problem)), line + 1),))
    except RecursionError:
        return Tree(mistakes=(Mistake((), "too many lists or mappings stand inside each other.", 1),))
    except YAMLError as error:
        first = str(error).split("\n", maxsplit=1)[0].rstrip(".")
        return Tree(mistakes=(Mistake((), f"it is not YAML: {first}.", 1),))
    if root is None:
        return Tree()
    reader = _Reader(environment)
    return Tree(reader.value(root, ()), reader.lines, tuple(reader.mistakes))


class _Reader:
    """Goes through the nodes of one file, once."""

    __slots__ = ("_environment", "_inside", "_seen", "lines", "mistakes")

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._inside: set[int] = set()
        self._seen = 0
        self.lines: dict[Place, int] = {}
        self.mistakes: list[Mistake] = []

    def value(self, node: Node, place: Place, line: int | None = None) -> Any:  # noqa: ANN401
        """A node as a plain value; its line is that of its key, where it has one."""
        self.lines.setdefault(place, _line(node) if line is None else line)
        self._seen += 1
        if id(node) in self._inside:
            return self._wrong(place, "it stands inside itself. Write it out.")
        if self._seen > MOST_VALUES:
            return self._wrong((), f"it has more than {MOST_VALUES} values. Repeat less with *name.")
        if str(node.tag).rpartition(":")[2] not in KNOWN:
            tag = str(node.tag).replace("tag:yaml.org,2002:", "!!")
            return self._wrong(place, f"the tag {tag} means nothing here. Leave it out.")
        self._inside.add(id(node))
        try:
            if isinstance(node, MappingNode):
                return self._mapping(node, place)
            if isinstance(node, SequenceNode):
                return [self.value(each, (*place, i)) for i, each in enumerate(node.value)]
            return self._scalar(node, place)
        finally:
            self._inside.discard(id(node))

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        named = [(self._key(key, place), key, value) for key, value in node.value]
        found: dict[str, Any] = {}
        for name, _, value in named:
            if name == MERGE:
                found = {**self._merged(value, place), **found}
        own: dict[str, int] = {}
        for name, key, value in named:
            if name in own:
                self.lines[*place, name] = _line(key)
                self._wrong((*place, name), f"is written twice, first in line {own[name]}. Keep one.")
            elif name is not None and name != MERGE:
                own[name] = self.lines[*place, name] = _line(key)
                found[name] = self.value(value, (*place, name), _line(key))
        return found

    def _key(self, node: Node, place: Place) -> str | None:
        if isinstance(node, ScalarNode):
            return str(node.value)
        self._wrong(place, f"a list or mapping is the key in line {_line(node)}. Write a name.")
        return None

    def _merged(self, node: Node, place: Place) -> dict[str, Any]:
        """What `<<: *name` brings in; what is written beside it wins, and so has its line."""
        parts = node.value if isinstance(node, SequenceNode) else [node]
        found: dict[str, Any] = {}
        for part in parts:
            if not isinstance(part, MappingNode):
                self._wrong(place, "what follows << is no mapping. Write <<: *name.")
                continue
            found = {**self.value(part, place), **found}
        return found

    def _scalar(self, node: Node, place: Place) -> Any:  # noqa: ANN401
        text = str(node.value)
        kind = str(node.tag).rpartition(":")[2]
        if kind == "str" and not REFERENCE.fullmatch(text):
            filled, unset = fill(text, self._environment)
            for name in unset:
                self._wrong(place, f"the environment variable {name} is not set. Set it, or write the value.")
            return filled
        return _typed(text, kind)

    def _wrong(self, place: Place, words: str) -> None:
        if (told := Mistake(place, words, self.lines.get(place, 1))) not in self.mistakes:
            self.mistakes.append(told)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _typed(text: str, kind: str) -> Any:  # noqa: ANN401
    """A scalar of YAML's core schema; what only looks like a number stays text."""
    match kind:
        case "null":
            return None
        case "bool":
            return WORDS.get(text.lower(), text)
        case "int" | "float":
            return next(_numbers(text.replace("_", ""), kind), text)
        case _:
            return text


def _numbers(text: str, kind: str) -> Iterator[int | float]:
    """What a number comes to, when it comes to one."""
    dotted = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
    try:
        if kind == "float":
            yield float(dotted.get(text.lower(), text))
        else:
            yield int(text, 0 if text[:1] == "0" and text[1:2].isalpha() else 10)
    except ValueError:
        return


def _syntax(text: str, line: int, problem: str) -> str:
    """What is wrong with YAML, in plain words."""
    lines = text.splitlines()
    shown = lines[line] if line < len(lines) else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return "the line begins with a tab. Indent with spaces."
    if (alias := re.search(r"undefined alias '(.*)'", problem)) is not None:
        return f"there is no &{alias[1]} that *{alias[1]} could repeat. Write it before this line."
    if "another document" in problem:
        return "a second document begins with ---. Write one."
    if "${" in shown:
        return "a variable inside [ ] or { } stands in quotes. Write '${NAME}'."
    return f"it is not YAML: {problem}. Check the indentation, colons and quotes around here."
