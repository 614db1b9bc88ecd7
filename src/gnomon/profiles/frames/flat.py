"""Structs unnested to dotted names: a table without columns in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from gnomon.errors import DataError


@dataclass(frozen=True, slots=True)
class Flat:
    """How to make a flat frame of a nested one.

    Args:
        columns: The expressions to select, one a column of `schema`.
        schema: Type by dotted name.
        notes: Names that had to be changed.
    """

    columns: tuple[pl.Expr, ...]
    schema: Mapping[str, pl.DataType]
    notes: tuple[str, ...]


def flatten(name: str, schema: Mapping[str, pl.DataType]) -> Flat:
    """Plan the unnesting of every struct in a schema.

    Lists stay lists, also lists of structs. A dotted name that is already
    taken gets a number.

    Raises:
        DataError: There are no columns.

    Example:
        >>> plan = flatten("t", {"a": pl.Struct({"b": pl.Int64, "c": pl.Struct({"d": pl.String})})})
        >>> plan.schema
        {'a.b': Int64, 'a.c.d': String}
        >>> pl.select(a=pl.struct(b=1, c=pl.struct(d=pl.lit("x")))).select(plan.columns).rows()
        [(1, 'x')]
    """
    if not schema:
        raise DataError(f"{name}: has no columns. Give a table with at least one.")
    leaves = [leaf for column, dtype in schema.items() for leaf in _leaves(column, pl.col(_exactly(column)), dtype)]
    names, notes = rename_repeats([leaf for leaf, _, _ in leaves])
    columns = tuple(expr.alias(new) for new, (_, expr, _) in zip(names, leaves, strict=True))
    return Flat(columns, {new: dtype for new, (_, _, dtype) in zip(names, leaves, strict=True)}, notes)


def _leaves(name: str, expr: pl.Expr, dtype: pl.DataType) -> Iterator[tuple[str, pl.Expr, pl.DataType]]:
    if not isinstance(dtype, pl.Struct):
        yield name, expr, dtype
        return
    for field in dtype.fields:
        inner = field.dtype if isinstance(field.dtype, pl.DataType) else field.dtype()
        yield from _leaves(f"{name}.{field.name}", expr.struct.field(_exactly(field.name)), inner)


def _exactly(name: str) -> str | list[str]:
    """A column's name as Polars must hear it: `^…$` alone would be a pattern, `*` all."""
    return name


def rename_repeats(names: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Give every later column of the same name a number.

    Returns:
        The names, all different, and a note for each name that was repeated.

    Example:
        >>> rename_repeats(["a", "b", "a", "a"])
        (['a', 'b', 'a_2', 'a_3'], ("column *a* occurs 3 times: the others are named *a_2*, *a_3*",))
    """
    taken, unique, renamed = set(names), [], {}
    for name in names:
        if name not in unique:
            unique.append(name)
            continue
        number = 2 + len(renamed.get(name, []))
        while f"{name}_{number}" in taken:
            number += 1
        taken.add(f"{name}_{number}")
        renamed.setdefault(name, []).append(f"{name}_{number}")
        unique.append(f"{name}_{number}")
    return unique, tuple(
        f"column *{name}* occurs {len(new) + 1} times: the others are named {', '.join(f'*{n}*' for n in new)}"
        for name, new in renamed.items()
    )
