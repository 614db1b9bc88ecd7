"""Secrets: where they are, never what they are, until they are used."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from gnomon.config.values import Text, reading
from gnomon.errors import UsageError

REFERENCE = re.compile(r"(env|file):(\S.*)")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is.

    It is read when it is used, so that it may change while the program runs,
    and is part of no message, table or representation.

    Attributes:
        kind: An environment variable, a file, or an address that stands in the configuration itself.
        place: The variable's name, the file's path, or the address.
        folder: What a relative path is relative to.

    Example:
        >>> Secret.parse("env:SLACK_WEBHOOK_URL")
        Secret(env:SLACK_WEBHOOK_URL)
        >>> Secret.parse("env:TOKEN").read({"TOKEN": "s3cret"})
        's3cret'
    """

    kind: Literal["env", "file", "address"]
    place: str = field(repr=False)
    folder: Path = field(default_factory=Path, repr=False)

    def __repr__(self) -> str:
        """Where it is, never what it is."""
        return f"Secret({self})"

    def __str__(self) -> str:
        """As it is written; of an address the scheme and host."""
        return hidden_path(self.place) if self.kind == "address" else f"{self.kind}:{self.place}"

    @classmethod
    def parse(cls, text: object) -> Secret:
        """Read `env:NAME` or `file:PATH`.

        Raises:
            UsageError: It is neither. The message does not repeat it, since it may be the secret itself.
        """
        if isinstance(text, Secret):
            return text
        match = REFERENCE.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise UsageError("a secret may not stand here. Write env:NAME or file:PATH.")
        if match[1] == "env":
            if VARIABLE.fullmatch(match[2]) is None:
                raise UsageError("what follows env: is no name of a variable. Write one such as env:SLACK_WEBHOOK_URL.")
            return cls("env", match[2])
        return cls("file", match[2])

    @classmethod
    def address(cls, text: object) -> Secret:
        """Read an address, or where it is.

        Raises:
            UsageError: It is neither.

        Example:
            >>> Secret.address("https://hooks.example.com/T0/B1")
            Secret(https://hooks.example.com/***)
        """
        if isinstance(text, Secret):
            return text
        if isinstance(text, str) and REFERENCE.fullmatch(text):
            return cls.parse(text)
        if not isinstance(text, str) or not _is_address(text):
            raise UsageError("this is no address. Write https://…, env:NAME or file:PATH.")
        return cls("address", text)

    def read(self, environment: Mapping[str, str] | None = None) -> str:
        """The secret itself, now.

        Args:
            environment: Where variables are looked up; that of the process when not given.

        Raises:
            UsageError: There is no such variable or file, or nothing in it.
        """
        match self.kind:
            case "address":
                return self.place
            case "env":
                found = (os.environ if environment is None else environment).get(self.place, "")
                missing = f"{self}: the environment variable {self.place} is not set. Set it where gnomon runs."
            case _:
                found, missing = self._of_file()
        if not found.strip():
            raise UsageError(missing)
        return found.strip()

    def _of_file(self) -> tuple[str, str]:
        try:
            return (self.folder / self.place).read_text("utf-8"), f"{self}: the file is empty. Write the secret to it."
        except (OSError, UnicodeDecodeError):
            return "", f"{self}: the file cannot be read. Check that it is there, and its permissions."


def _is_address(text: str) -> bool:
    """Whether something can be sent there: a host, a port that there is, and nothing that would be left out."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_whole = text.isprintable() and " " not in text
    return is_whole and parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0


def hidden_path(url: str) -> str:
    """An address without what may be secret in it: its user, path and query.

    Example:
        >>> hidden_path("https://me:pw@hooks.example.com:8443/T0/B1?key=x")
        'https://hooks.example.com:8443/***'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/{HIDDEN}"


def hidden_password(url: str) -> str:
    """The address of a database without its password; other text stays as it is.

    Example:
        >>> hidden_password("postgresql+psycopg://me:pw@host/db"), hidden_password("sqlite:///gnomon.db")
        ('postgresql+psycopg://me:***@host/db', 'sqlite:///gnomon.db')
    """
    shown = re.sub(r"(://[^/@:\s]*):[^/\s]*@", rf"\1:{HIDDEN}@", url)
    return re.sub(r"((?:password|secret|token|key)=)[^&\s]*", rf"\1{HIDDEN}", shown, flags=re.IGNORECASE)


OF_SECRET: dict[str, Any] = {"type": "string", "pattern": r"^(env|file):\S"}
"""The JSON Schema of where a secret is."""

WithoutPassword = Annotated[Text, PlainSerializer(hidden_password, return_type=str)]
"""The address of a database, written out without its password."""

_SHOWN = PlainSerializer(str, return_type=str)
SecretPlace = Annotated[Secret, PlainValidator(reading(Secret.parse)), _SHOWN, WithJsonSchema(OF_SECRET)]
Address = Annotated[
    Secret,
    PlainValidator(reading(Secret.address)),
    _SHOWN,
    WithJsonSchema({**OF_SECRET, "pattern": r"^((env|file):\S|https?://)"}),
]
