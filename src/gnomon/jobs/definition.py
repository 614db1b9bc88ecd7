"""What a user's function is: its source, and that of what it uses in the same file, without comments and docstrings.

A profiler's definition is part of what its samples are the version of: once it
changes, all rows that are still there are profiled again. Once a metric's
or monitor's definition changes, every window counts as changed: it is measured and judged again.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path

from gnomon.alerts.custom import SeriesMonitor
from gnomon.metrics.custom import ProfileMetric
from gnomon.profiles.custom.profiler import Profiler

LENGTH = 16


def of_all(own: Iterable[Profiler | ProfileMetric | SeriesMonitor]) -> str:
    """What some functions are together, short; the same whatever their order."""
    parts = sorted(f"{_series(one)}{one.name}|{one.version}|{definition(one.function)}" for one in own)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]


def _series(one: Profiler | ProfileMetric | SeriesMonitor) -> str:
    """Of a metric, the series that it is a measurement of; of a monitor, the measurement that it looks at."""
    match one:
        case ProfileMetric():
            return f"{one.series}|"
        case SeriesMonitor():
            return f"{one.series}|{one.metric}|"
        case _:
            return ""


def definition(function: object) -> str:
    """What a function is; its name where there is no source to read.

    Two with the same words compute the same, as long as what they use of other files does not change.

    Args:
        function: A function of a file.
    """
    try:
        path = inspect.getsourcefile(function)  # type: ignore[arg-type]  # anything else is a TypeError
        tree = ast.parse(Path(path or "").read_text("utf-8"))
    except (TypeError, OSError, SyntaxError, ValueError):
        return f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', repr(function))}"
    bound = _bound(tree)
    needed, asked = dict[str, None](), [getattr(function, "__name__", "")]
    while asked:
        name = asked.pop()
        if name in bound and name not in needed:
            needed[name] = None
            asked += [each for node in bound[name] for each in _names(node)]
    return "\n".join(ast.dump(_bare(node)) for name in sorted(needed) for node in bound[name])


def _bound(tree: ast.Module) -> dict[str, list[ast.stmt]]:
    """The statements at the top of a file by the names that they give something to."""
    found: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        for name in dict.fromkeys(_given(node)):
            found.setdefault(name, []).append(node)
    return found


def _given(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))


def _names(node: ast.AST) -> Iterator[str]:
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def _bare(node: ast.stmt) -> ast.stmt:
    """A statement without its docstrings."""
    for each in ast.walk(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(each):
            each.body = each.body[1:] or [ast.Pass()]
    return node
