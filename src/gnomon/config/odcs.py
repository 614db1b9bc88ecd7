"""A data contract (Open Data Contract Standard) as monitors: what of it a profile can tell, and why not the rest.

Source: ODCS 3.1, https://bitol-io.github.io/open-data-contract-standard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # what a file holds

from gnomon.config import tree
from gnomon.config.mistakes import Mistake, Place
from gnomon.config.odcs_rule import OF_PAIRS, NotTold, limit_of, metric_of, name_of, operator_of
from gnomon.config.tree import Tree
from gnomon.errors import UsageError

KINDS: Mapping[str, str] = {
    "string": "category",
    "number": "number",
    "integer": "number",
    "boolean": "flag",
    "date": "time",
    "timestamp": "time",
}
"""Kinds of columns by logical type; of the others none is promised."""

ENDS = {"minimum": "min", "maximum": "max"}
STRICT = {"exclusiveMinimum": ("min", ">"), "exclusiveMaximum": ("max", "<")}

PROMISES = "contract"
"""The monitor of what columns are."""

Promises = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Contract:
    """What a data contract asks for.

    Attributes:
        title: Which it is, for people: of the object, and the contract's version.
        columns: What each column promises, as `expect:` has it.
        limits: Further limits, by the name of the monitor.
        left_out: What no profile can tell, each with its line and why.
    """

    title: str
    columns: Promises
    limits: Mapping[str, str]
    left_out: tuple[Mistake, ...]

    @property
    def monitors(self) -> dict[str, Any]:
        """The monitors, as `gnomon.yaml` has them."""
        promised = {PROMISES: {"expect": self.columns}} if self.columns else {}
        return promised | {name: {"expect": text} for name, text in self.limits.items()}


def read(text: str, wanted: str | None = None) -> Contract:
    r"""Read a contract.

    Args:
        text: The file.
        wanted: Name of the object (table, topic) where the contract has several.

    Raises:
        UsageError: It is no contract of ODCS 3, or which object is meant is not clear.

    Example:
        >>> found = read('''
        ... {apiVersion: v3.1.0, kind: DataContract, version: 1.2.0, schema: [{name: trips, properties: [
        ...   {name: fare, logicalType: number, required: true, logicalTypeOptions: {minimum: 0}}]}]}''')
        >>> found.monitors
        {'contract': {'expect': {'fare': {'type': 'number', 'present': True, 'min': 0}}}}
    """
    grown = tree.grow(text, {})
    if grown.mistakes:
        raise UsageError(f"line {grown.mistakes[0].line}: {grown.mistakes[0].words}")
    whole = grown.values
    if not isinstance(whole, Mapping) or whole.get("kind") != "DataContract":
        raise UsageError("it is no data contract: kind: DataContract is missing.")
    if not str(whole.get("apiVersion", "")).startswith("v3"):
        raise UsageError(
            f"apiVersion: {whole.get('apiVersion')} is not read. Write the contract by ODCS v3.1.0 or v3.0."
        )
    place, found = _object(whole, wanted)
    reader = _Reader(grown)
    reader.object(found, place)
    title = " ".join(filter(None, (str(found["name"]), str(whole.get("version") or ""))))
    return Contract(title, reader.columns, reader.limits, tuple(reader.left_out))


def _object(whole: Mapping[str, Any], wanted: str | None) -> tuple[Place, Mapping[str, Any]]:
    objects = whole.get("schema")
    found = [
        (("schema", i), one)
        for i, one in enumerate(objects if isinstance(objects, list) else [])
        if isinstance(one, Mapping) and isinstance(one.get("name"), str)
    ]
    names = ", ".join(one["name"] for _, one in found)
    if not found:
        raise UsageError("it describes no rows: schema: has no object with a name.")
    if wanted is not None:
        found = [each for each in found if each[1]["name"] == wanted]
    if not found:
        raise UsageError(f"there is no object {wanted!r}. There are: {names}.")
    if len(found) > 1:
        raise UsageError(f"it describes several objects: {names}. Say which: --object NAME.")
    return found[0]


class _Reader:
    """What was read so far of one object."""

    def __init__(self, grown: Tree) -> None:
        self.tree = grown
        self.columns: Promises = {}
        self.limits: dict[str, str] = {}
        self.left_out: list[Mistake] = []

    def object(self, one: Mapping[str, Any], place: Place) -> None:
        properties = _list(one, "properties")
        keys = [each.get("name") for _, each in properties if each.get("primaryKey") is True]
        for i, each in properties:
            at = (*place, "properties", i)
            if not isinstance(each.get("name"), str):
                self._left(at, "a property without a name is passed over")
            else:
                self._property(each, at, is_key=keys == [each["name"]])
        if len(keys) > 1:
            self._left((*place, "properties"), f"the key of {len(keys)} columns: {OF_PAIRS}")
        for i, rule in _list(one, "quality"):
            self._rule(rule, None, (*place, "quality", i))

    def _property(self, one: Mapping[str, Any], place: Place, *, is_key: bool) -> None:
        name, promises = str(one["name"]), dict[str, Any]()
        kind = KINDS.get(str(one.get("logicalType")))
        if kind is not None and not is_key:  # of an id nothing is kept but whether it is there, and once
            promises["type"] = kind
        elif "logicalType" in one and not is_key:
            self._left((*place, "logicalType"), f"what is inside of {one['logicalType']} is not looked at")
        if one.get("required") is True or is_key:
            promises["present"] = True
        if one.get("unique") is True or is_key:
            promises["unique"] = True
        promises |= self._options(one, name, (*place, "logicalTypeOptions"), kind)
        for i, rule in _list(one, "quality"):
            self._rule(rule, name, (*place, "quality", i), promises)
        if promises:
            self.columns[name] = promises

    def _options(self, one: Mapping[str, Any], name: str, place: Place, kind: str | None) -> dict[str, Any]:
        given = one.get("logicalTypeOptions")
        found = dict[str, Any]()
        for key, value in given.items() if isinstance(given, Mapping) else ():
            is_number = kind == "number" and isinstance(value, int | float) and not isinstance(value, bool)
            if key in ENDS and is_number:
                found[ENDS[key]] = value
            elif key in STRICT and is_number:
                figure, sign = STRICT[key]
                self._limit(f"{figure} {name}", f"{figure}({name_of(name)}) {sign} {value:.15g}")
            else:
                self._left((*place, key), "no profile can tell it")
        return found

    def _rule(
        self, rule: Mapping[str, Any], column: str | None, place: Place, promises: dict[str, Any] | None = None
    ) -> None:
        """A rule becomes a promise where it allows of nothing else, and a limit otherwise."""
        try:
            metric, told = metric_of(rule), _promise(rule)
            if promises is not None and told is not None:
                promises |= told
                return
            self._limit(f"{metric} {column or ''}", limit_of(rule, column))
        except NotTold as why:
            self._left(place, str(why))

    def _limit(self, words: str, text: str) -> None:
        name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words).lower()).strip("-")[:50]
        taken, number = name, 1
        while taken in self.limits:
            number += 1
            taken = f"{name}-{number}"
        self.limits[taken] = text

    def _left(self, place: Place, why: str) -> None:
        self.left_out.append(Mistake(place, f"left out: {why}.", self.tree.line(place)))


def _promise(rule: Mapping[str, Any]) -> dict[str, Any] | None:
    """A rule of a column that allows of no exception, as its promise; None where a limit says it."""
    if operator_of(rule) != ("mustBe", [0]):
        return None
    given = rule.get("arguments")
    valid = given.get("validValues") if isinstance(given, Mapping) and "pattern" not in given else None
    match metric_of(rule):
        case "nullValues":
            return {"present": True}
        case "duplicateValues":
            return {"unique": True}
        case "invalidValues" if isinstance(valid, list) and (kept := [x for x in valid if x is not None]):
            return {"set": kept}
        case _:
            return None


def _list(one: Mapping[str, Any], key: str) -> list[tuple[int, Mapping[str, Any]]]:
    found = one.get(key)
    return [(i, each) for i, each in enumerate(found) if isinstance(each, Mapping)] if isinstance(found, list) else []
