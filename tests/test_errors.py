"""The tree of errors is the one that is drawn."""

from __future__ import annotations

import inspect
import re

from gnomon import errors


def drawn() -> dict[str, str]:
    """The parent of each error in the drawing at the top of the file."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"    ((?:[│ ] {3}|[├└]── )*)(\w+Error)\b", line)
        if found:
            depth = len(found[1]) // 4
            path = [*path[:depth], found[2]]
            parents[found[2]] = path[-2] if depth else "Exception"
    return parents


def test_every_error_stands_where_it_is_drawn() -> None:
    classes = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, Exception)]
    assert {each.__name__: each.__bases__[0].__name__ for each in classes if not issubclass(each, Warning)} == drawn()


def test_what_was_mended_is_a_warning_of_the_user() -> None:
    assert issubclass(errors.DataWarning, UserWarning)
