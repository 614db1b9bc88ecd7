"""One quality rule of a data contract (ODCS) as a limit on a window's profile."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any  # what a file holds

OPERATORS: Mapping[str, str] = {
    "mustBe": "{it} == {0}",
    "mustNotBe": "{it} != {0}",
    "mustBeGreaterThan": "{it} > {0}",
    "mustBeGreaterOrEqualTo": "{it} >= {0}",
    "mustBeLessThan": "{it} < {0}",
    "mustBeLessOrEqualTo": "{it} <= {0}",
    "mustBeBetween": "{it} > {0} and {it} < {1}",  # neither end is inside
    "mustNotBeBetween": "{it} <= {0} or {it} >= {1}",
}
"""What a rule compares with, by its key.

Source: ODCS 3.1, data quality, valid properties for operator.
"""

HALF = 0.5
TO_HALVES: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "mustBe": ("mustBeBetween", (-HALF, HALF)),
    "mustNotBe": ("mustNotBeBetween", (-HALF, HALF)),
    "mustBeGreaterThan": ("mustBeGreaterThan", (HALF,)),
    "mustBeGreaterOrEqualTo": ("mustBeGreaterThan", (-HALF,)),
    "mustBeLessThan": ("mustBeLessThan", (-HALF,)),
    "mustBeLessOrEqualTo": ("mustBeLessThan", (HALF,)),
    "mustBeBetween": ("mustBeBetween", (HALF, -HALF)),
    "mustNotBeBetween": ("mustNotBeBetween", (HALF, -HALF)),
}
"""The same of a count that is computed from shares, which may miss a whole number by a hair."""

RENAMED = {"nullCheck": "nullValues", "duplicateCount": "duplicateValues", "validValues": "invalidValues"}
"""Metrics by the names that ODCS 3.0 had in its examples."""

OF_PAIRS = "what repeats over several columns together is no figure of a profile"


class NotTold(Exception):
    """Why a profile cannot tell what a rule asks for."""


def operator_of(rule: Mapping[str, Any]) -> tuple[str, list[float]]:
    """The operator of a rule, and the numbers beside it.

    Raises:
        NotTold: It has none, or more than one, or no numbers stand there.
    """
    found = [key for key in OPERATORS if key in rule]
    if len(found) != 1:
        raise NotTold("it has no operator" if not found else f"it has {len(found)} operators")
    (key,) = found
    given, wanted = rule[key], 1 + ("{1}" in OPERATORS[key])
    numbers = given if isinstance(given, list) else [given]
    if len(numbers) != wanted or not all(map(_is_number, numbers)):
        raise NotTold(f"{key} is not {'a number' if wanted == 1 else 'two numbers'}")
    return key, numbers


def metric_of(rule: Mapping[str, Any]) -> str:
    """The metric of a rule of the library.

    Raises:
        NotTold: It is of another type.
    """
    kind = rule.get("type", "library")
    if kind != "library":
        raise NotTold(f"a rule of the type {kind} is run elsewhere")
    named = rule.get("metric", rule.get("rule"))
    if not isinstance(named, str):
        raise NotTold("it names no metric")
    return RENAMED.get(named, named)


def limit_of(rule: Mapping[str, Any], column: str | None) -> str:
    """A rule as a limit.

    Args:
        rule: As the contract has it.
        column: Of which column; None of all rows.

    Raises:
        NotTold: A profile cannot tell it.

    Example:
        >>> limit_of({"metric": "rowCount", "mustBeBetween": [100, 120]}, None)
        'rows > 100 and rows < 120'
        >>> limit_of({"metric": "nullValues", "mustBeLessThan": 1, "unit": "percent"}, "order status")
        'null_share("order status") < 1 %'
        >>> limit_of({"metric": "invalidValues", "arguments": {"validValues": ["kg"]}, "mustBeLessThan": 5}, "unit")
        'rows * (1 - null_share(unit) - share(unit = "kg")) < 4.5'
    """
    key, numbers = operator_of(rule)
    metric, given = metric_of(rule), rule.get("arguments")
    arguments = given if isinstance(given, Mapping) else {}
    if column is None:
        return _written(_of_rows(metric, arguments), key, numbers)
    figure = _of_column(metric, name_of(column), arguments)
    if rule.get("unit") in ("percent", "%"):
        return _written(figure, key, numbers, " %")
    if metric == "nullValues":
        return _written(f"nulls({name_of(column)})", key, numbers)
    key, steps = TO_HALVES[key]
    ends = numbers if len(numbers) == len(steps) else numbers * len(steps)
    return _written(f"rows * ({figure})", key, [x + step for x, step in zip(ends, steps, strict=True)])


def _written(figure: str, key: str, numbers: Sequence[float], unit: str = "") -> str:
    return OPERATORS[key].format(*(f"{x:.15g}{unit}" for x in numbers), it=figure)


def name_of(column: str) -> str:
    """A column as limits name it: in quotes where it is no word."""
    return column if re.fullmatch(r"[A-Za-z_]\w*", column) else json.dumps(column, ensure_ascii=False)


def _of_rows(metric: str, arguments: Mapping[str, Any]) -> str:
    if metric == "rowCount":
        return "rows"
    if metric == "duplicateValues":
        if arguments.get("properties"):
            raise NotTold(OF_PAIRS)
        return "repeated_rows"
    raise NotTold(f"of all rows there is no metric {metric}")


def _of_column(metric: str, name: str, arguments: Mapping[str, Any]) -> str:
    """The share of rows that a metric counts."""
    match metric:
        case "nullValues":
            return f"null_share({name})"
        case "missingValues":
            missing = _values(arguments, "missingValues")
            return " + ".join(f"null_share({name})" if x is None else _share(name, x) for x in missing)
        case "invalidValues":
            if "pattern" in arguments:
                raise NotTold("a regular expression needs the texts, of which a profile keeps shapes")
            valid = [x for x in _values(arguments, "validValues") if x is not None]
            return " - ".join(["1", f"null_share({name})", *(_share(name, x) for x in valid)])
        case "duplicateValues":
            raise NotTold("how many values repeat is known only where none may")
        case _:
            raise NotTold(f"of a column there is no metric {metric}")


def _values(arguments: Mapping[str, Any], key: str) -> list[Any]:
    found = arguments.get(key)
    if not isinstance(found, list) or not found:
        raise NotTold(f"it has no {key}")
    return found


def _share(name: str, value: object) -> str:
    return f"share({name} = {json.dumps(value, ensure_ascii=False)})"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
