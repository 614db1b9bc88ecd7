"""What a command line says of columns, and whether there are such columns."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Schema
from gnomon.profiles.series import ProfileSeries


def schema_of(kinds: Sequence[str] | None, roles: Sequence[str] | None, timestamp: str | None) -> Schema:
    """The schema that `--kind`, `--role` and `--timestamp` give.

    Raises:
        UsageError: A word without `=`, or an unknown kind or role.
    """
    given: dict[str, dict[str, Any]] = {"--kind": {}, "--role": {}}
    for option, words in (("--kind", kinds), ("--role", roles)):
        for word in words or ():
            name, equals, value = word.rpartition("=")
            if not equals or not name:
                raise UsageError(f"{option} {word!r}: write COLUMN={'KIND' if option == '--kind' else 'ROLE'}.")
            given[option][name] = value
    if timestamp is not None:
        given["--role"][timestamp] = "timestamp"
    return Schema(given["--kind"], given["--role"])


def check_columns(schema: Schema, *sides: Profile | ProfileSeries) -> None:
    """Refuse a column of `--kind` or `--role` that no side has.

    Raises:
        SchemaError: There is none of that name.
    """
    totals = [side.total if isinstance(side, ProfileSeries) else side for side in sides]
    known = {name for total in totals for name in total}
    apart = (schema.id, schema.timestamp)  # these are no columns of a profile
    for name in dict.fromkeys((*schema.kinds, *schema.roles)):
        if name not in known and name not in apart:
            near = get_close_matches(name, known, 1)
            raise SchemaError(
                f"no column {name!r}. {f'Did you mean {near[0]!r}?' if near else 'Check --kind and --role.'}"
            )
