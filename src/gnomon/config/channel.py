"""Where alerts are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from gnomon.config.digest import Digest
from gnomon.config.durations import Duration
from gnomon.config.mistakes import Mistake
from gnomon.config.part import Part
from gnomon.config.plain import said
from gnomon.config.remind import Remind
from gnomon.config.secrets import OF_SECRET, REFERENCE, Address, Secret, SecretPlace
from gnomon.config.values import Flag, Name, Text, Whole, reading
from gnomon.errors import UsageError
from gnomon.notify import mail_form

ChannelKind = Literal["log", "webhook", "slack", "slack_bot", "teams", "mail", "pagerduty", "alertmanager", "apprise"]
Tls = Literal["starttls", "tls", "off"]

KEYS: Mapping[str, tuple[str, ...]] = {
    "log": ("path",),
    "webhook": ("url", "secret"),
    "slack": ("url",),
    "slack_bot": ("token", "channel", "url"),
    "teams": ("url",),
    "mail": ("host", "port", "tls", "user", "password", "from", "to"),
    "pagerduty": ("routing_key", "url"),
    "alertmanager": ("url",),
    "apprise": ("urls",),
}
"""What belongs to each kind, beside what belongs to all."""

NEEDED: Mapping[str, Mapping[str, str]] = {
    "webhook": {"url": "https://… or env:NAME"},
    "slack": {"url": "env:SLACK_WEBHOOK_URL"},
    "slack_bot": {"token": "env:SLACK_BOT_TOKEN", "channel": '"#ml-alerts"'},
    "teams": {"url": "env:TEAMS_WORKFLOW_URL"},
    "mail": {"host": "smtp.example.org", "from": "gnomon@example.org", "to": "[ml-oncall@example.org]"},
    "pagerduty": {"routing_key": "env:PAGERDUTY_ROUTING_KEY"},
    "alertmanager": {"url": "http://alertmanager:9093"},
    "apprise": {"urls": "[env:APPRISE_URL]"},
}
"""What each kind cannot do without, and how it is written."""

APIECE = ("pagerduty", "alertmanager")
"""Kinds that are told of each alert by itself, and of nothing else."""

NAMES: Mapping[str, str] = {"slack": "Slack", "teams": "Teams"}
"""Kinds whose address is a secret."""


def mail_address(text: str) -> str:
    """An address of mail, with or without a name.

    Raises:
        UsageError: It is none.

    Example:
        >>> mail_address("On call <oncall@example.org>")
        'On call <oncall@example.org>'
    """
    if not isinstance(text, str) or not mail_form.address(text):
        raise UsageError(f"{said(text)} is no address of mail. Write one such as ml-oncall@example.org.")
    return text


MailAddress = Annotated[str, PlainValidator(reading(mail_address)), WithJsonSchema({"type": "string"})]


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
        description="Where to send. Of Slack and Teams a secret: env:NAME or file:PATH. Of a bot and of PagerDuty only "
        "where it is not the usual one, such as https://events.eu.pagerduty.com/v2/enqueue.",
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
    urls: Annotated[
        tuple[SecretPlace, ...],
        BeforeValidator(lambda raw: [raw] if isinstance(raw, str | Secret) else raw),
        WithJsonSchema({"anyOf": [OF_SECRET, {"type": "array", "items": OF_SECRET}]}),
    ] = Field(default=(), description="Where Apprise sends, in its own form.", examples=[["env:APPRISE_URL"]])
    token: SecretPlace | None = Field(
        default=None, description="The token of a Slack bot.", examples=["env:SLACK_BOT_TOKEN"]
    )
    channel: Text | None = Field(
        default=None, description="Where a Slack bot writes: an id or a #name.", examples=["#ml-alerts"]
    )
    routing_key: SecretPlace | None = Field(
        default=None,
        description="The key of PagerDuty's integration (Events API v2).",
        examples=["env:PAGERDUTY_ROUTING_KEY"],
    )
    host: Text | None = Field(default=None, description="The mail server.", examples=["smtp.example.org"])
    port: Whole | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Its port; that of tls when not given: 587, 465 or 25.",
        examples=[587],
    )
    tls: Tls | None = Field(
        default=None,
        description="How the connection to the mail server is made secure; starttls when not given.",
        examples=["tls"],
    )
    user: Text | None = Field(default=None, description="Who logs in to the mail server.", examples=["gnomon"])
    password: SecretPlace | None = Field(default=None, description="Their password.", examples=["env:SMTP_PASSWORD"])
    from_: MailAddress | None = Field(
        default=None,
        validation_alias="from",
        serialization_alias="from",
        description="Whom mails are from.",
        examples=["gnomon@example.org"],
    )
    to: Annotated[
        tuple[MailAddress, ...],
        BeforeValidator(lambda raw: [raw] if isinstance(raw, str) else raw),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
    ] = Field(default=(), description="Whom mails are to.", examples=[["ml-oncall@example.org"]])
    send_resolved: Flag = Field(default=True, description="Whether the end of an alert is told.")
    accept_drills: Flag = Field(default=False, description="Whether `gnomon drill` may send to it.")
    repeat_interval: Duration = Field(
        default=timedelta(days=7), description="How long until an alert that goes on is told again.", examples=["24h"]
    )
    remind: Remind | None = Field(
        default=None,
        description="Who is told when nobody acknowledges what this channel was told.",
        examples=[{"after": "30m", "notify": ["lead"]}],
    )
    digest: Digest | None = Field(
        default=None,
        description="It is told once a day, or a week, of all that led to it since; of nothing at once.",
        examples=[{"at": "09:00", "days": "mon-fri"}],
    )
    fallback: Name | None = Field(
        default=None,
        description="The channel that is told in its place when it cannot deliver what is high or critical, or "
        "anything for good.",
        examples=["post"],
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
        if kind in APIECE and raw.get("digest") is not None:
            yield Mistake(("digest",), f"a {kind} channel has an event for each alert. Leave it out.")
        for key in ("remind", "fallback"):
            if kind == "alertmanager" and raw.get(key) is not None:
                yield Mistake((key,), "Alertmanager knows by itself whom else to tell. Leave it out.")
        for key, how in NEEDED.get(kind, {}).items():
            if raw.get(key) in (None, []) and raw.get(f"{key}_") is None:
                yield Mistake((key,), f"is missing. Write {key}: {how}.")
        url = raw.get("url")
        if kind in NAMES and isinstance(url, str) and REFERENCE.fullmatch(url) is None:
            words = f"a {NAMES[kind]} address is a secret and may not stand here. Write env:NAME or file:PATH."
            yield Mistake(("url",), words)
        if kind == "mail":
            yield from _login(raw)

    @property
    def address(self) -> Secret | None:
        """Where to send, its file relative to the configuration's folder."""
        return None if self.url is None else self.of_folder(self.url)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What signs messages, the newest first."""
        return tuple(map(self.of_folder, self.secret))

    def secret_of(self, key: str) -> Secret:
        """The secret that stands at a key, its file relative to the configuration's folder."""
        return self.of_folder(getattr(self, key))

    def of_folder(self, secret: Secret) -> Secret:
        """A secret whose file is relative to the configuration's folder."""
        return Secret(secret.kind, secret.place, self._folder)


def _login(raw: Mapping[str, Any]) -> Iterator[Mistake]:
    """A user with their password, and neither of them in the clear."""
    user, password = raw.get("user"), raw.get("password")
    if user is not None and password is None:
        yield Mistake(("password",), "is missing. Write password: env:SMTP_PASSWORD.")
    if password is not None and user is None:
        yield Mistake(("user",), "is missing. Write user: with the name that logs in.")
    if user is not None and raw.get("tls") in ("off", False):
        yield Mistake(("tls",), "a password is not sent in the clear. Write starttls or tls, or leave out user:.")
