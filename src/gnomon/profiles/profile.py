"""A profile: all summaries of one set of rows."""

from __future__ import annotations

import difflib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gnomon.errors import FormatError, SchemaError
from gnomon.profiles import summary as summaries
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

    def __post_init__(self) -> None:
        """Bring the columns into their order, and freeze them."""
        object.__setattr__(self, "summaries", MappingProxyType(dict(sorted(self.summaries.items()))))
        object.__setattr__(self, "roles", MappingProxyType(dict(sorted(self.roles.items()))))

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
        return Profile(self.volume + other.volume, columns, _roles_together(self, other))

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
        return Profile(self.volume - other.volume, columns, self.roles)

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
        writer.varint(len(self))
        for name, summary in self.summaries.items():
            writer.text(name)
            role = self.roles.get(name)
            writer.varint(0 if role is None else ROLES.index(role) + 1)
            writer.varint(TAGS.index(summary.kind))
            summary.write(writer)

    @classmethod
    def read(cls, reader: Reader) -> Profile:
        """Read what `write` wrote."""
        volume = RowsSummary.read(reader)
        columns: dict[str, Summary] = {}
        roles: dict[str, Role] = {}
        for _ in range(reader.varint()):
            name, role, tag = reader.text(), reader.varint(), reader.varint()
            if role > len(ROLES) or tag >= len(TAGS):
                raise FormatError(f"column {name!r} has a role or kind that this gnomon does not know. Upgrade gnomon.")
            if role:
                roles[name] = ROLES[role - 1]
            columns[name] = BY_KIND[TAGS[tag]].read(reader)
        return cls(volume, columns, roles)


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
