"""A profile: all summaries of one set of rows."""

from __future__ import annotations

import difflib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gnomon.errors import FormatError, SchemaError
from gnomon.profiles import summary as summaries
from gnomon.profiles.custom import scalar as scalar_kinds
from gnomon.profiles.custom.scalar import FIRST_TAG, Scalar
from gnomon.profiles.schema import ROLES, Role, Schema
from gnomon.profiles.summary import BY_KIND, TAGS, Summary
from gnomon.profiles.volume import RowsSummary
from gnomon.sketches.codec import Reader, Writer

MAGIC = b"\x89gnomon profile\n"
VERSION = 1


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What is kept of a set of rows: a summary of each column, and of the rows.

    Laws: profiles add bit for bit in any order and split, with `Profile()` as
    zero, and subtract what was added. A column that one side lacks counts as
    absent there, not as null. Equal profiles have equal bytes.

    Attributes:
        volume: The series `rows`: how many, how many repeated.
        summaries: Summary by column name, in the order of the names.
        roles: Role by column name, where one was given.
        scalars: What profilers of one's own give that is one number: by their names.

    Example:
        >>> import gnomon as gn, polars as pl
        >>> monday = gn.profile(pl.DataFrame({"x": [1.0, 2.0]}))
        >>> tuesday = gn.profile(pl.DataFrame({"x": [3.0]}))
        >>> week = monday + tuesday
        >>> week.rows, week["x"].mean, (week - tuesday)["x"].mean
        (3, 2.0, 1.5)
    """

    volume: RowsSummary = RowsSummary()
    summaries: Mapping[str, Summary] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    scalars: Mapping[str, Scalar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Bring the columns into their order, and freeze them."""
        object.__setattr__(self, "summaries", MappingProxyType(dict(sorted(self.summaries.items()))))
        object.__setattr__(self, "roles", MappingProxyType(dict(sorted(self.roles.items()))))
        object.__setattr__(self, "scalars", MappingProxyType(dict(sorted(self.scalars.items()))))

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.volume.count

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self.summaries)

    @property
    def schema(self) -> Schema:
        """Kinds and roles of the columns."""
        return Schema(kinds={name: summary.kind for name, summary in self.summaries.items()}, roles=self.roles)

    def __getitem__(self, column: str) -> Summary:
        """The summary of a column.

        Raises:
            SchemaError: There is no such column.
        """
        if column in self.scalars and column not in self.summaries:
            raise SchemaError(f"{column!r} is no column but a number of your own: take .scalars[{column!r}].")
        if column not in self.summaries:
            near = difflib.get_close_matches(column, self.columns, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Its columns are {', '.join(self.columns) or 'none'}."
            raise SchemaError(f"no column {column!r} in this profile. {hint}")
        return self.summaries[column]

    def __iter__(self) -> Iterator[str]:
        """The names of the columns."""
        return iter(self.summaries)

    def __len__(self) -> int:
        """Number of columns."""
        return len(self.summaries)

    def __bool__(self) -> bool:
        """Whether there is a row."""
        return self.rows > 0

    def __contains__(self, column: object) -> bool:
        """Whether there is such a column."""
        return column in self.summaries

    def __add__(self, other: Profile, /) -> Profile:
        """Both sets of rows together.

        Raises:
            SchemaError: A column's kinds differ; the message names it.
        """
        if not isinstance(other, Profile):
            return NotImplemented
        columns = dict(self.summaries)
        for name, summary in other.summaries.items():
            columns[name] = summaries.together(name, columns[name], summary) if name in columns else summary
        scalars = dict(self.scalars)
        for name, scalar in other.scalars.items():
            scalars[name] = scalar_kinds.together(name, scalars[name], scalar) if name in scalars else scalar
        return Profile(self.volume + other.volume, columns, _roles_together(self, other), scalars)

    def __radd__(self, other: object, /) -> Profile:
        """So that `sum(profiles)`, which begins with 0, adds them up."""
        return self if other == 0 else NotImplemented

    def __reduce__(self) -> tuple[Callable[[bytes], Profile], tuple[bytes]]:
        """Travel between processes as bytes."""
        return Profile.from_bytes, (self.to_bytes(),)

    def __sub__(self, other: Profile, /) -> Profile:
        """These rows without the others.

        Raises:
            SchemaError: A column's kinds differ, or a column was never there.
            SubtractionError: The other rows were never in; the message names the column.
        """
        columns = dict(self.summaries)
        for name, summary in other.summaries.items():
            columns[name] = summaries.apart(name, self[name], summary)
        scalars = dict(self.scalars)
        for name, scalar in other.scalars.items():
            scalars[name] = scalar_kinds.apart(name, self._scalar(name), scalar)
        return Profile(self.volume - other.volume, columns, self.roles, scalars)

    def _scalar(self, name: str) -> Scalar:
        if name not in self.scalars:
            raise SchemaError(f"no series {name!r} in this profile: it was never added.")
        return self.scalars[name]

    def __eq__(self, other: object) -> bool:
        """Whether both have the same bytes."""
        return self.to_bytes() == other.to_bytes() if isinstance(other, Profile) else NotImplemented

    def __hash__(self) -> int:
        """The hash of the bytes."""
        return hash(self.to_bytes())

    def __repr__(self) -> str:
        """Rows, columns and size in words."""
        return f"<Profile of {self.rows:,} rows × {len(self)} columns>"

    def to_bytes(self) -> bytes:
        """The profile as bytes that stay readable in every later version."""
        writer = Writer()
        self.write(writer)
        return envelope(MAGIC, VERSION, writer.to_bytes())

    @classmethod
    def from_bytes(cls, data: bytes) -> Profile:
        """Read what `to_bytes` made.

        Raises:
            FormatError: The bytes are no profile, are cut, or are of a newer gnomon.
        """
        reader = Reader(open_envelope(data, MAGIC, VERSION, "profile"))
        profile = cls.read(reader)
        reader.end()
        return profile

    def write(self, writer: Writer) -> None:
        """Append the profile's bytes."""
        self.volume.write(writer)
        writer.varint(len(self) + len(self.scalars))
        for name, summary in self.summaries.items():
            write_series(writer, name, self.roles.get(name), summary)
        for name, scalar in self.scalars.items():
            write_series(writer, name, None, scalar)

    @classmethod
    def read(cls, reader: Reader) -> Profile:
        """Read what `write` wrote."""
        volume = RowsSummary.read(reader)
        columns: dict[str, Summary] = {}
        roles: dict[str, Role] = {}
        scalars: dict[str, Scalar] = {}
        for _ in range(reader.varint()):
            name, role, one = read_series(reader)
            if role is not None:
                roles[name] = role
            if isinstance(one, Scalar):
                scalars[name] = one
            else:
                columns[name] = one
        return cls(volume, columns, roles, scalars)


def write_series(writer: Writer, name: str, role: Role | None, one: Summary | Scalar) -> None:
    """Append a series: its name, its role, its kind and what is kept of it."""
    writer.text(name)
    writer.varint(0 if role is None else ROLES.index(role) + 1)
    writer.varint(scalar_kinds.tag_of(one) if isinstance(one, Scalar) else TAGS.index(one.kind))
    one.write(writer)


def read_series(reader: Reader) -> tuple[str, Role | None, Summary | Scalar]:
    """Read what `write_series` wrote.

    Raises:
        FormatError: The bytes are cut, or of a newer gnomon.
    """
    name, role, tag = reader.text(), reader.varint(), reader.varint()
    known = ROLES[role - 1] if 0 < role <= len(ROLES) else None
    if tag >= FIRST_TAG and not role:
        return name, None, scalar_kinds.read(name, tag, reader)
    if role > len(ROLES) or tag >= len(TAGS):
        raise FormatError(f"column {name!r} has a role or kind that this gnomon does not know. Upgrade gnomon.")
    return name, known, BY_KIND[TAGS[tag]].read(reader)


def envelope(magic: bytes, version: int, payload: bytes) -> bytes:
    """A file: its magic word, the version of its format, a checksum, and what it holds."""
    return magic + bytes([version]) + zlib.crc32(payload).to_bytes(4, "little") + payload


def open_envelope(data: bytes, magic: bytes, version: int, what: str) -> bytes:
    """What an envelope holds.

    Args:
        data: A whole file.
        magic: How such a file begins.
        version: The newest format that this gnomon reads.
        what: The thing's name, for the message.

    Raises:
        FormatError: Another beginning, a newer format, or bytes that are not those that were written.
    """
    if not data.startswith(magic):
        raise FormatError(f"this is no saved gnomon {what}.")
    head, payload = data[len(magic) : len(magic) + 5], data[len(magic) + 5 :]
    if head and head[0] > version:
        raise FormatError(
            f"this {what} was saved by a newer gnomon (format {head[0]}; this one reads up to {version}). "
            "Upgrade gnomon."
        )
    if len(head) < 5 or zlib.crc32(payload) != int.from_bytes(head[1:], "little"):  # noqa: PLR2004 - version, checksum
        raise FormatError(f"this saved {what} is cut off or damaged. Make it again.")
    return payload


def _roles_together(a: Profile, b: Profile) -> dict[str, Role]:
    """Roles of both; a column that has two different ones is a feature (so that order does not matter)."""
    roles: dict[str, Role] = {**a.roles, **b.roles}
    for name in a.roles.keys() & b.roles.keys():
        if a.roles[name] != b.roles[name]:
            roles[name] = "feature"
    return roles
