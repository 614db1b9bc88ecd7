"""pandas frames, column by column through numpy: PyArrow need not be installed.

NaN, NA, NaT and None all say that a value is missing in pandas, in a column
of any type; so all become null.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from gnomon.errors import DataError
from gnomon.profiles.frames import arrow_frame, surrogates
from gnomon.profiles.frames.flat import positions, rename_repeats
from gnomon.profiles.frames.guard import column, first_line
from gnomon.profiles.frames.polars_frame import open_frame
from gnomon.profiles.frames.rows import Rows

Frame: TypeAlias = Any  # pandas is optional, and so are its types
Column: TypeAlias = Any

FAILURES = (ValueError, TypeError, ArithmeticError, RuntimeError)  # what pandas, numpy and Polars raise on odd values
DECIMAL_DIGITS = 38  # of a decimal of 128 bits
UNITS = {"s": "ms", "D": "ms", "ms": "ms", "us": "us", "ns": "ns"}


def is_pandas(data: object) -> bool:
    """Whether something is a pandas frame; pandas is not imported to ask.

    >>> is_pandas([1, 2])
    False
    """
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, getattr(pandas, "DataFrame", ()))


def open_pandas(frame: Frame, columns: Sequence[str] | None = None) -> Rows:
    """Take the rows of a pandas frame. The index is left out, which is said if it has a name.

    Raises:
        DataError: It has no columns, or a column that cannot be read.
        SchemaError: A wanted column does not exist.
    """
    name = "pandas frame"
    names, notes = rename_repeats([surrogates.mended(_name(each)) for each in frame.columns])
    wanted = range(len(names)) if columns is None else positions(name, names, columns)
    notes = (*_index_note(frame), *notes)
    made: dict[str, pl.Series] = {}
    for at in wanted:
        try:
            made[names[at]], said = _column(frame.iloc[:, at], names[at])
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, *FAILURES) as error:
            raise DataError(
                f"{name}: {column(names[at])} of type {frame.dtypes.iloc[at]} cannot be read ({first_line(error)}). "
                "Give it another type with .astype()."
            ) from None
        notes += tuple(said)
    rows = open_frame(pl.DataFrame(made), name=name)
    return Rows(name, rows.schema, (*notes, *rows.notes), rows.height, rows.batches)


def _name(label: object) -> str:
    return ".".join(str(part) for part in label) if isinstance(label, tuple) else str(label)


def _index_note(frame: Frame) -> tuple[str, ...]:
    named = [str(name) for name in frame.index.names if name is not None]
    if not named:
        return ()
    listed = ", ".join(f"*{each}*" for each in named)
    return (f"the index ({listed}) is left out: .reset_index() makes it a column",)


def _column(series: Column, name: str) -> tuple[pl.Series, list[str]]:
    dtype: Any = series.dtype
    special = _SPECIAL.get(type(dtype).__name__)
    if special is not None:
        return special(series, name)
    if isinstance(dtype, np.dtype):
        return _objects(series, name) if dtype.kind in "OSU" else _numpy(series.to_numpy(), name)
    if hasattr(dtype, "numpy_dtype"):
        return _masked(series, name), []
    words = [None if gone else str(value) for value, gone in zip(series, series.isna(), strict=True)]
    made, notes = _words(words, name)
    return made, [f"{column(name)} is of pandas' type {dtype}: read as text", *notes]


def _text(series: Column, name: str) -> tuple[pl.Series, list[str]]:
    return _words(list(series.to_numpy(dtype=object, na_value=None)), name)


def _words(values: Sequence[str | None], name: str) -> tuple[pl.Series, list[str]]:
    try:
        return pl.Series(name, values, dtype=pl.String), []
    except UnicodeEncodeError:
        made = [None if value is None else surrogates.mended(value) for value in values]
        count = sum(one != other for one, other in zip(values, made, strict=True))
        return pl.Series(name, made, dtype=pl.String), [f"{column(name)}: {surrogates.note(count)}"]


def _arrow(series: Column, name: str) -> tuple[pl.Series, list[str]]:
    array = sys.modules["pyarrow"].array(series.array)
    arrow_frame.check(array)
    return pl.Series(name, pl.from_arrow(array)), []


def _dense(series: Column, name: str) -> tuple[pl.Series, list[str]]:
    return _column(series.sparse.to_dense(), name)


def _numpy(values: np.ndarray[Any, Any], name: str) -> tuple[pl.Series, list[str]]:
    kind = values.dtype.kind
    if kind in "Mm":
        unit = UNITS.get(np.datetime_data(values.dtype)[0], "us")
        return pl.Series(name, values.astype(f"{kind}8[{unit}]")), []
    if kind == "c":
        words = [None if np.isnan(value) else str(value) for value in values.tolist()]
        return pl.Series(name, words, dtype=pl.String), [f"{column(name)} holds complex numbers: read as text"]
    if kind == "f":
        plain = values.astype(np.float32) if values.dtype.itemsize == 2 else values  # noqa: PLR2004 - float16
        wide = plain.astype(np.float64) if plain.dtype.itemsize > 8 else plain  # noqa: PLR2004 - long double
        return pl.Series(name, np.ascontiguousarray(wide)).fill_nan(None), []
    return pl.Series(name, np.ascontiguousarray(values)), []


def _masked(series: Column, name: str) -> pl.Series:
    dtype: Any = series.dtype
    gone = series.isna().to_numpy()
    values = series.to_numpy(dtype=dtype.numpy_dtype, na_value=dtype.numpy_dtype.type(0))
    made, _ = _numpy(values, name)
    return made.set(pl.Series(gone), None) if gone.any() else made


def _zoned(series: Column, name: str) -> tuple[pl.Series, list[str]]:
    dtype: Any = series.dtype
    utc = series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
    made = _numpy(utc, name)[0].dt.replace_time_zone("UTC")
    try:
        return made.dt.convert_time_zone(str(dtype.tz)), []
    except (pl.exceptions.PolarsError, ValueError):  # a fixed offset: the instants are what counts
        return made, []


def _categories(series: Column, name: str) -> tuple[pl.Series, list[str]]:
    labels = series.cat.categories
    names, notes = _column(type(series)(labels, dtype=labels.dtype), name)
    codes = pl.Series(series.cat.codes.to_numpy().astype(np.int64))
    words = names.cast(pl.String).gather(codes.set(codes < 0, None))
    return words.alias(name).cast(pl.Categorical), notes


def _objects(series: Column, name: str) -> tuple[pl.Series, list[str]]:
    values = [None if gone else value for value, gone in zip(series, series.isna(), strict=True)]
    types = {type(value) for value in values} - {type(None)}
    if types <= {str}:
        return _words(values, name) if types else (pl.Series(name, values, dtype=pl.Null), [])
    if types == {dict}:
        return _keys(series, values, name)
    if types == {Decimal} and not _fit(values):
        plain = [None if value is None else float(value) for value in values]
        note = f"{column(name)}: decimals that {DECIMAL_DIGITS} digits do not hold, read as floats"
        return pl.Series(name, plain, dtype=pl.Float64), [note]
    same = _one_type(types, values, name)
    if same is not None:
        return same, []
    texts = sum(isinstance(value, str) for value in values)
    present = len(values) - values.count(None)
    made, notes = _words([None if value is None else str(value) for value in values], name)
    return made, [
        *notes,
        f"{column(name)}: {present - texts:,} of {present:,} values are not text but {_listed(types)}, read as text"
        if str in types
        else f"{column(name)}: holds {_listed(types)}, read as text",
    ]


def _keys(series: Column, values: Sequence[Any], name: str) -> tuple[pl.Series, list[str]]:
    """A struct of all the keys that any object has: Polars would take those of the first alone."""
    keys = list(dict.fromkeys(key for value in values if value is not None for key in value))
    if not keys:
        return pl.Series(name, [None] * len(values), dtype=pl.Null), []
    names, renamed = rename_repeats([surrogates.mended(_name(key)) for key in keys])
    notes, made = list(renamed), []
    for key, each in zip(keys, names, strict=True):
        inner = [None if value is None else value.get(key) for value in values]
        found, said = _objects(type(series)(inner, dtype=object), f"{name}.{each}")
        made.append(found.alias(each))
        notes += said
    return pl.DataFrame(made).to_struct(name), notes


def _fit(values: Sequence[Decimal | None]) -> bool:
    """Whether one decimal type holds all values exactly; Polars makes null of what does not fit, or panics."""
    present = [value for value in values if value is not None]
    if not all(value.is_finite() for value in present):
        return False
    whole = max(max(value.adjusted(), 0) + 1 for value in present)
    exponents = [value.as_tuple().exponent for value in present]
    return whole + max(-each if isinstance(each, int) else 0 for each in (0, *exponents)) <= DECIMAL_DIGITS


def _one_type(types: set[type], values: list[Any], name: str) -> pl.Series | None:
    """The column when all of its objects are of one family that Polars has a type for."""
    if str in types:
        return None
    if types <= {int, float, *_numpy_numbers(types)}:
        whole = all(issubclass(each, int | np.integer) for each in types)
        fits = whole and all(-(2**63) <= value < 2**63 for value in values if value is not None)
        plain = [None if value is None else (int(value) if fits else float(value)) for value in values]
        return pl.Series(name, plain, dtype=pl.Int64 if fits else pl.Float64)
    if types <= {bool, np.bool_}:
        return pl.Series(name, [None if value is None else bool(value) for value in values], dtype=pl.Boolean)
    if len(types) > 1 and not types <= {list, tuple, np.ndarray}:
        return None
    plain = [value.tolist() if isinstance(value, np.ndarray) else value for value in values]
    plain = [list(value) if isinstance(value, tuple) else value for value in plain]
    try:
        made = pl.Series(name, plain)
    except (pl.exceptions.PolarsError, *FAILURES):
        return None
    return None if made.dtype == pl.Object else made


def _numpy_numbers(types: set[type]) -> Iterator[type]:
    return (each for each in types if issubclass(each, np.integer | np.floating))


def _listed(types: set[type]) -> str:
    names = sorted(each.__name__ for each in types if each is not str)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_SPECIAL: Mapping[str, Callable[[Column, str], tuple[pl.Series, list[str]]]] = {
    "CategoricalDtype": _categories,
    "ArrowDtype": _arrow,
    "SparseDtype": _dense,
    "DatetimeTZDtype": _zoned,
    "StringDtype": _text,
}
"""By the name of the type: asking with isinstance would import pandas."""
