"""Where alerts are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from gnomon.config.durations import Duration
from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.secrets import OF_SECRET, REFERENCE, Address, Secret, SecretPlace
from gnomon.config.values import Flag, Name, Text

ChannelKind = Literal["log", "webhook", "slack"]

KEYS: Mapping[str, tuple[str, ...]] = {"log": ("path",), "webhook": ("url", "secret"), "slack": ("url",)}
"""What belongs to each kind, beside what belongs to all."""

NEEDED: Mapping[str, str] = {
    "webhook": "Write url: https://… or env:NAME.",
    "slack": "Write url: env:SLACK_WEBHOOK_URL.",
}


class Channel(Part):
    """Where alerts are told.

    Example:
        >>> Channel(kind="slack", url="env:SLACK_WEBHOOK_URL").url
        Secret(env:SLACK_WEBHOOK_URL)
    """

    such: ClassVar[str] = "{kind: slack, url: env:SLACK_WEBHOOK_URL}"
    name: Name = Field(default="", description="Its key.")
    kind: ChannelKind = Field(description="What it is.", examples=["slack"])
    url: Address | None = Field(
        default=None,
        description="Where to send. Of Slack a secret: env:NAME or file:PATH.",
        examples=["env:SLACK_WEBHOOK_URL"],
    )
    secret: Annotated[
        tuple[SecretPlace, ...],
        BeforeValidator(lambda raw: [raw] if isinstance(raw, str | Secret) else raw),
        WithJsonSchema({"anyOf": [OF_SECRET, {"type": "array", "items": OF_SECRET}]}),
    ] = Field(
        default=(),
        description="What signs the messages of a webhook; a list of two while it is changed.",
        examples=["env:WEBHOOK_SECRET"],
    )
    path: Text | None = Field(
        default=None, description="The file of a log; standard output when not given.", examples=["alerts.jsonl"]
    )
    send_resolved: Flag = Field(default=True, description="Whether the end of an alert is told.")
    repeat_interval: Duration = Field(
        default=timedelta(days=1), description="How long until an alert that goes on is told again.", examples=["24h"]
    )

    @classmethod
    def across(cls, raw: Mapping[str, Any]) -> Iterator[Mistake]:
        """Only what belongs to its kind, and all that it needs."""
        kind = raw.get("kind")
        if not isinstance(kind, str) or kind not in KEYS:
            return
        for key in sorted({key for keys in KEYS.values() for key in keys} - set(KEYS[kind])):
            if raw.get(key) is not None:
                yield Mistake((key,), f"a {kind} channel has no {key}. Leave it out.")
        url = raw.get("url")
        if url is None and kind in NEEDED:
            yield Mistake(("url",), f"is missing. {NEEDED[kind]}")
        if kind == "slack" and isinstance(url, str) and REFERENCE.fullmatch(url) is None:
            yield Mistake(("url",), "a Slack address is a secret and may not stand here. Write env:NAME or file:PATH.")

    @property
    def address(self) -> Secret | None:
        """Where to send, its file relative to the configuration's folder."""
        return None if self.url is None else self._of_folder(self.url)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What signs messages, the newest first."""
        return tuple(map(self._of_folder, self.secret))

    def _of_folder(self, secret: Secret) -> Secret:
        return Secret(secret.kind, secret.place, self._folder)
