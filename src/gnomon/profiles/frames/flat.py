"""Structs unnested to dotted names, Python objects to text: a table of plain columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from gnomon.errors import DataError, SchemaError
from gnomon.profiles.frames.guard import column, quoted


@dataclass(frozen=True, slots=True)
class Flat:
    """How to make flat frames of nested ones.

    Args:
        outer: Positions of the columns of the nested frame that are needed.
        schema: Type by dotted name, of the columns that are wanted.
        notes: Names that had to be changed, and objects read as text.
        picked: Positions of the wanted among all leaves of `outer`.
        plain: Whether nothing but a choice of columns has to be done.
    """

    outer: tuple[int, ...]
    schema: Mapping[str, pl.DataType]
    notes: tuple[str, ...]
    picked: tuple[int, ...]
    plain: bool

    def choose(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The needed columns of a lazy frame, still nested, by position: a name may look like a pattern."""
        return frame.select(pl.nth(self.outer))

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Flatten a frame of the needed columns."""
        if self.plain:
            return frame
        leaves = [leaf for series in frame.get_columns() for leaf in _flat_series(series)]
        named = [leaves[at].alias(name) for at, name in zip(self.picked, self.schema, strict=True)]
        return pl.DataFrame(named)


def flatten(name: str, schema: Mapping[str, pl.DataType], columns: Sequence[str] | None = None) -> Flat:
    """Plan the unnesting of every struct in a schema.

    Lists stay lists, also lists of structs. A dotted name that is already
    taken gets a number. Without `columns` all are wanted.

    Raises:
        DataError: There are no columns.
        SchemaError: A wanted column does not exist.

    Example:
        >>> frame = pl.select(a=pl.struct(b=1, c=pl.struct(d=pl.lit("x"))), e=2)
        >>> plan = flatten("t", frame.schema)
        >>> plan.apply(frame).rows(named=True)
        [{'a.b': 1, 'a.c.d': 'x', 'e': 2}]
    """
    if not schema:
        raise DataError(f"{name}: has no columns. Give a table with at least one.")
    leaves = [(at, *leaf) for at, item in enumerate(schema.items()) for leaf in _leaves(*item)]
    names, renamed = rename_repeats([leaf for _, leaf, _ in leaves])
    wanted = range(len(names)) if columns is None else positions(name, names, columns)
    outer = tuple(sorted({leaves[at][0] for at in wanted}))
    kept = [at for at, leaf in enumerate(leaves) if leaf[0] in outer]
    flat = {names[at]: pl.String() if leaves[at][2] == pl.Object else leaves[at][2] for at in wanted}
    objects = tuple(
        f"{column(names[at])} holds Python objects: read as text" for at in wanted if leaves[at][2] == pl.Object
    )
    plain = not any(_is_object_or_struct(dtype) for dtype in schema.values()) and list(wanted) == kept
    return Flat(outer, flat, renamed + objects, tuple(kept.index(at) for at in wanted), plain)


def positions(name: str, names: Sequence[str], columns: Sequence[str]) -> list[int]:
    """Where the wanted columns are among `names`.

    Raises:
        SchemaError: One does not exist (a near name is proposed), or none is named.

    Example:
        >>> positions("t", ["temp", "dewp"], ["tmp"])
        Traceback (most recent call last):
        gnomon.errors.SchemaError: t: has no column 'tmp'. Did you mean 'temp'?
    """
    if not columns:
        raise SchemaError(f"{name}: no column is wanted. Name at least one, or leave columns out for all.")
    for wanted in columns:
        if wanted not in names:
            near = get_close_matches(wanted, names, n=1)
            hint = f"Did you mean {quoted(near[0])}?" if near else f"It has {_listed(names)}."
            raise SchemaError(f"{name}: has no column {quoted(wanted)}. {hint}")
    return [names.index(wanted) for wanted in dict.fromkeys(columns)]


def rename_repeats(names: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Give every later column of the same name a number.

    Returns:
        The names, all different, and a note for each name that was repeated.

    Example:
        >>> rename_repeats(["a", "b", "a", "a"])
        (['a', 'b', 'a_2', 'a_3'], ('column *a* occurs 3 times: the others are named *a_2*, *a_3*',))
    """
    taken = set(names)
    seen: set[str] = set()
    unique: list[str] = []
    renamed: dict[str, list[str]] = {}
    for name in names:
        new = name
        if name in seen:
            number = 2 + len(renamed.get(name, ()))
            while (new := f"{name}_{number}") in taken:
                number += 1
            renamed.setdefault(name, []).append(new)
        seen.add(name)
        taken.add(new)
        unique.append(new)
    return unique, tuple(
        f"{column(name)} occurs {len(new) + 1} times: the others are named "
        + ", ".join(f"*{quoted(each)[1:-1]}*" for each in new)
        for name, new in renamed.items()
    )


def _leaves(name: str, dtype: pl.DataType) -> Iterator[tuple[str, pl.DataType]]:
    if isinstance(dtype, pl.Struct):
        for field in dtype.fields:
            inner = field.dtype if isinstance(field.dtype, pl.DataType) else field.dtype()
            yield from _leaves(f"{name}.{field.name}", inner)
    else:
        yield name, dtype


def _flat_series(series: pl.Series) -> Iterator[pl.Series]:
    if series.dtype == pl.Struct:
        for field in series.struct.unnest().get_columns():
            yield from _flat_series(field)
    elif series.dtype == pl.Object:
        words = [None if value is None else str(value) for value in series.to_list()]
        yield pl.Series(series.name, words, dtype=pl.String)
    else:
        yield series


def _is_object_or_struct(dtype: pl.DataType) -> bool:
    return isinstance(dtype, pl.Object | pl.Struct)


def _listed(names: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(quoted(name) for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
