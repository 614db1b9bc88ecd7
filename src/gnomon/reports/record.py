"""A comparison as plain values: what `compare --json` prints and a report holds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from gnomon.checks.verdict import ColumnResult, Finding, Judgement, Test, WindowVerdict
from gnomon.metrics.cells import Cell
from gnomon.profiles.describe import plain
from gnomon.reports.side import Side

MOST_CELLS = 50
"""Category cells that a record lists; the rest are added up as the last."""


def record(judgement: Judgement, reference: Side, current: Side) -> dict[str, Any]:
    """The whole comparison; every value is JSON's own, and none is NaN or infinite."""
    made: dict[str, Any] = {
        "status": judgement.status,
        "reason": judgement.reason,
        "basis": judgement.basis,
        "alpha": judgement.alpha,
        "reference": side(reference),
        "current": side(current),
        "schema": [finding(f) for f in judgement.schema],
        "rows": [finding(f) for f in judgement.rows],
        "columns": [column(result) for result in judgement.columns],
    }
    if judgement.windows:
        made["windows"] = [window(verdict) for verdict in judgement.windows]
    return made


def side(one: Side) -> dict[str, Any]:
    """Name, rows and dates of one side."""
    made: dict[str, Any] = {"name": one.name, "rows": one.rows}
    if one.window is not None:
        made |= {"start": plain(one.window.start), "end": plain(one.window.end)}
    return made


def column(result: ColumnResult) -> dict[str, Any]:
    """One column; what is empty is left out."""
    made: dict[str, Any] = {
        "column": result.column,
        "kind": result.kind,
        "role": result.role,
        "status": result.status,
        "reason": result.reason,
        "effect": plain(result.effect),
        "material": plain(result.material),
        "metrics": numbers(result.metrics),
    }
    if result.tests:
        made["tests"] = {t.name: test(t) for t in result.tests}
    if result.cells:
        made["cells"] = cells(result.cells)
    if result.findings:
        made["findings"] = [finding(f) for f in result.findings]
    if result.windows:
        made["windows"] = [window(verdict) for verdict in result.windows]
    return made


def numbers(metrics: Mapping[str, float | None]) -> dict[str, float | None]:
    """Metrics with None for what is no finite number.

    Example:
        >>> numbers({"psi": 0.25, "ks": float("nan")})
        {'psi': 0.25, 'ks': None}
    """
    return {name: value if value is not None and math.isfinite(value) else None for name, value in metrics.items()}


def test(one: Test) -> dict[str, Any]:
    """One test's effect, limit and chance."""
    made = {"effect": plain(one.effect), "material": plain(one.material), "limit": plain(one.limit), "p": plain(one.p)}
    return made | {"level": one.level, "admissible": one.admissible}


def cells(all_cells: tuple[Cell, ...]) -> dict[str, list[Any]]:
    """Reference cells as lists side by side: edges between cells of numbers, or labels, and the counts of both sides.

    Example:
        >>> cells((Cell("below 2", None, 2.0, 5, 1), Cell("2 or more", 2.0, None, 5, 9)))
        {'edges': [2.0], 'reference': [5, 5], 'current': [1, 9]}
    """
    shown = kept(all_cells)
    by_name = all(one.low is None and one.high is None for one in shown)
    heads = {"labels": [one.label for one in shown]} if by_name else {"edges": [one.low for one in shown[1:]]}
    return heads | {"reference": [one.reference for one in shown], "current": [one.current for one in shown]}


def kept(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The 49 fullest cells in their order and the rest as one; all when they are at most 50."""
    if len(cells) <= MOST_CELLS:
        return cells
    order = sorted(range(len(cells)), key=lambda i: -max(cells[i].reference, cells[i].current))
    first = sorted(order[: MOST_CELLS - 1])
    rest = [cells[i] for i in order[MOST_CELLS - 1 :]]
    others = Cell(f"{len(rest)} others", None, None, sum(c.reference for c in rest), sum(c.current for c in rest))
    return (*(cells[i] for i in first), others)


def finding(one: Finding) -> dict[str, Any]:
    """Name, sentence, and whether it makes a violation."""
    return {"name": one.name, "reason": one.reason, "fires": one.fires}


def window(verdict: WindowVerdict) -> dict[str, Any]:
    """One window's verdict; the sentence only where something is wrong."""
    made = {
        "start": plain(verdict.window.start),
        "end": plain(verdict.window.end),
        "status": verdict.status,
        "effect": plain(verdict.effect),
        "limit": plain(verdict.limit),
        "rows": verdict.rows,
        "missing": plain(verdict.missing),
    }
    return made if verdict.status == "ok" else made | {"reason": verdict.reason}


def lean(made: dict[str, Any], *, with_cells: bool) -> dict[str, Any]:
    """The same record for a page: floats at five significant digits, windows as lists side by side.

    Args:
        made: What `record` made.
        with_cells: Whether to keep the counts of the reference cells.
    """
    columns = [_lean_column(one, with_cells) for one in made["columns"]]
    short: dict[str, Any] = rounded(made | {"columns": columns})
    if "windows" in made:
        short["windows"] = _side_by_side(made["windows"], ("start", "rows"))
    return short


def _lean_column(made: dict[str, Any], with_cells: bool) -> dict[str, Any]:
    dropped = set() if with_cells else {"cells"}
    one = {name: value for name, value in made.items() if name not in dropped and (name, value) != ("role", "feature")}
    if "tests" in one:
        kept = ("effect", "limit", "p")
        one["tests"] = {name: {key: found[key] for key in kept} for name, found in one["tests"].items()}
    if "windows" in one:
        one["windows"] = _side_by_side(one["windows"], ("effect",))
    return one


def _side_by_side(windows: list[dict[str, Any]], names: tuple[str, ...]) -> dict[str, Any]:
    """Windows as lists, and for each status the first and last place of every run of it."""
    runs: dict[str, list[list[int]]] = {}
    for i, one in enumerate(windows):
        found = runs.setdefault(one["status"], [])
        if found and found[-1][1] == i - 1:
            found[-1][1] = i
        else:
            found.append([i, i])
    return {name: rounded([one[name] for one in windows], 3) for name in names} | {"runs": runs}


def rounded(value: Any, digits: int = 5) -> Any:  # noqa: ANN401 - any JSON value
    """The same JSON value with every float at some significant digits, so that a page with many stays small.

    Example:
        >>> rounded({"psi": 0.123456789, "ks": 1.0, "rows": 1234567})
        {'psi': 0.12346, 'ks': 1, 'rows': 1234567}
    """
    if isinstance(value, float):
        short = float(f"{value:.{digits}g}")
        if math.isinf(short):  # the largest floats would round up past the end
            return value
        return int(short) if short.is_integer() and abs(short) < 10**digits else short
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}
    return [rounded(item, digits) for item in value] if isinstance(value, list | tuple) else value
