"""How times, JSON and words lie in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from gnomon.errors import UsageError
from gnomon.profiles.time import EPOCH

MICROSECOND = timedelta(microseconds=1)
NUL, SHOWN = "\0", "␀"  # PostgreSQL holds no NUL in words or JSON
GREAT = 1e16  # from here on Python writes floats with an exponent

Labels = Mapping[str, str]

Identity = BigInteger().with_variant(Integer, "sqlite")
"""The type of a key that counts up: SQLite counts only what is an INTEGER."""


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z.

    Raises:
        UsageError: The time has no zone.

    Example:
        >>> from datetime import UTC
        >>> to_micros(datetime(1970, 1, 2, tzinfo=UTC))
        86400000000
    """
    if moment.tzinfo is None:
        raise UsageError(f"{moment}: a stored time needs a zone.")
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """The UTC time of microseconds since the epoch.

    Example:
        >>> from_micros(86_400_000_000)
        datetime.datetime(1970, 1, 2, 0, 0, tzinfo=datetime.timezone.utc)
    """
    return EPOCH + timedelta(microseconds=micros)


def canonical(value: object) -> str:
    """JSON text that is the same for equal values.

    Raises:
        ValueError: There is a NaN or an infinity in it.

    Example:
        >>> canonical({"b": 1, "a": "é"})
        '{"a":"é","b":1}'
    """
    text = _dumps(value)
    # Seldom: looked for in the text, since a walk costs more than writing it once.
    return _dumps(portable(value)) if "\\u0000" in text or "e+" in text or stored(text) != text else text


def _dumps(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def stored(text: str) -> str:
    r"""Text as every database gives it back: a NUL as its symbol, what is no Unicode (in a file's name) as its number.

    Example:
        >>> stored("a\0"), stored("caf\udce9.csv")
        ('a␀', 'caf\\udce9.csv')
    """
    return text.replace(NUL, SHOWN).encode("utf-8", "backslashreplace").decode()


def portable(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """JSON as every database gives it back: texts as `stored` has them, great numbers as the whole ones that they are.

    `jsonb` keeps 1.5e22 as its decimal digits, which as a whole number is another one.
    """
    match value:
        case str():
            return stored(value)
        case float():
            return int(value) if abs(value) >= GREAT else value
        case Mapping():
            return {portable(key): portable(each) for key, each in value.items()}
        case list() | tuple():
            return [portable(each) for each in value]
        case _:
            return value


class Moment(TypeDecorator[datetime]):
    """A time: integer microseconds UTC in the database, a `datetime` with a zone outside."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """On the way in."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """On the way out."""
        return None if value is None else from_micros(value)


class Json(TypeDecorator[Any]):
    """JSON: canonical text on SQLite, `jsonb` on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The database's own type."""
        is_postgres = dialect.name == "postgresql"
        return dialect.type_descriptor(JSONB(none_as_null=True) if is_postgres else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON
        """On the way in."""
        if value is None or dialect.name == "postgresql":  # there the engine's serializer is `canonical`
            return value
        return canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON
        """On the way out."""
        return value if value is None or dialect.name == "postgresql" else json.loads(value)


class Words(TypeDecorator[str]):
    """Text, as `stored` has it, in the order of its bytes."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The database's own type."""
        return dialect.type_descriptor(Text(collation="C" if dialect.name == "postgresql" else None))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """On the way in."""
        return None if value is None else stored(value)
