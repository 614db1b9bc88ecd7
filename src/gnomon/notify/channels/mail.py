"""The channel `mail`: one mail for each event of an alert, over SMTP.

Who is put off is told later, and who is refused is not, each by themselves: the
others have the mail once.

Source: ALERTS 3.4; RFC 5321.
"""

from __future__ import annotations

import contextlib
import json
import smtplib
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Literal

import httpx

from gnomon.notify import egress, mail_form, registry
from gnomon.notify.answers import Answer, Class, kept
from gnomon.notify.deadline import Deadline
from gnomon.notify.payload import Payload
from gnomon.notify.post import TIMEOUT_S
from gnomon.notify.secret import Text, read

Tls = Literal["starttls", "tls", "off"]
PORTS: dict[Tls, int] = {"starttls": 587, "tls": 465, "off": 25}
TAKEN = frozenset((250, 251))
LOGIN = frozenset((530, 534, 535, 538))
"""Replies that ask for another login; RFC 4954."""

FINAL = 500


@dataclass(frozen=True, slots=True)
class MailTarget:
    """Where mails go.

    Attributes:
        host: The mail server.
        sender: Whom they are from.
        to: Whom they are to.
        tls: `starttls`, `tls` from the first byte, or `off`.
        port: The server's port; None for that of `tls`.
        user: Who logs in; None: nobody does.
        password: Their password, a secret.
    """

    host: str
    sender: str
    to: tuple[str, ...]
    tls: Tls = "starttls"
    port: int | None = None
    user: str | None = None
    password: Text = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Thread:
    """What is kept between the mails of an episode, and between the tries of one.

    Attributes:
        first: The id of the first mail.
        key: Of the row that was tried last.
        told: Who has that row's mail already.
    """

    first: str
    key: str = ""
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As it is stored."""
        return json.dumps({"first": self.first, "key": self.key, "told": self.told})

    @classmethod
    def of(cls, text: str | None) -> Thread | None:
        """What `str` made; None without."""
        record = json.loads(text) if text else None
        return None if record is None else cls(record["first"], record["key"], tuple(record["told"]))


@registry.channel(target=MailTarget, grouping="episode", pictures=True)
def mail(
    key: str,
    payload: Payload,
    target: MailTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Send a row's mail to those who do not have it.

    Returns:
        What became of it; `retry` while somebody is put off. Its `reference` is a `Thread`.

    Raises:
        UsageError: The password cannot be read.
    """
    before, own = Thread.of(thread), mail_form.message_id(key, target.sender)
    told = before.told if before is not None and before.key == key else ()
    first = own if before is None else before.first
    try:
        made = mail_form.mail(key, payload, target.sender, target.to, now, None if first == own else first)
    except ValueError as error:
        return Answer("dead", f"no mail can be made of it: {kept(str(error))}")
    left = [each for each in target.to if mail_form.address(each) not in told]
    answer, taken = _exchange(target, made, [mail_form.address(each) for each in left])
    reference = str(Thread(first, key, (*told, *taken)))
    return Answer(answer.kind, answer.text, reference=reference if taken or before is not None else None)


def _exchange(target: MailTarget, message: EmailMessage, to: Sequence[str]) -> tuple[Answer, list[str]]:
    """Hand a mail to the server.

    Returns:
        What it said, and who will have the mail.
    """
    where = f"{target.host}:{target.port or PORTS[target.tls]}"
    refusal = egress.check_host(target.host).refusal
    if refusal:
        return Answer("credential", f"{where} cannot be used: {refusal}."), []
    deadline = Deadline(TIMEOUT_S)
    try:
        with deadline, contextlib.closing((_Secure if target.tls == "tls" else _Plain)(target, deadline)) as smtp:
            _prepare(smtp, target, deadline)
            return _handed(smtp, target, message, to)
    except smtplib.SMTPNotSupportedError as error:
        return Answer("credential", f"{where}: {_unsupported(error, target)}"), []
    except smtplib.SMTPResponseException as error:
        late = Answer("retry", f"{where}: no answer in time")  # what was read is the start of a line without end
        return late if deadline.is_over else _refused(where, error.smtp_code, error.smtp_error), []
    except ssl.SSLError as error:
        return Answer("retry", f"{where}: the connection is not secure: {kept(error.reason or str(error))}"), []
    except (smtplib.SMTPException, OSError) as error:
        timed_out = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)  # smtplib wraps it
        why = "no answer in time" if deadline.is_over or timed_out else "no connection"
        return Answer("retry", f"{where}: {why}"), []


class _Plain(smtplib.SMTP):
    """A connection whose deadline holds from the greeting on, which may have lines without end."""

    def __init__(self, target: MailTarget, deadline: Deadline) -> None:
        self._deadline = deadline
        port, name = target.port or PORTS[target.tls], mail_form.domain(target.sender)
        super().__init__(target.host, port, name, timeout=TIMEOUT_S)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made = socket.create_connection((host, port), timeout)
        self._deadline.watch(made)
        return made


class _Secure(_Plain):
    """The same with TLS from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = super()._get_socket(host, port, timeout)
        made = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        self._deadline.watch(made)
        return made


def _prepare(smtp: smtplib.SMTP, target: MailTarget, deadline: Deadline) -> None:
    """Make the connection as secure as it was asked for, and log in."""
    if target.tls == "starttls":
        smtp.starttls(context=ssl.create_default_context())
        deadline.watch(smtp.sock)
    if target.user is not None:
        smtp.login(target.user, read(target.password))


def _handed(
    smtp: smtplib.SMTP, target: MailTarget, message: EmailMessage, to: Sequence[str]
) -> tuple[Answer, list[str]]:
    smtp.ehlo_or_helo_if_needed()
    code, said = smtp.mail(mail_form.address(target.sender))
    if code not in TAKEN:
        raise smtplib.SMTPSenderRefused(code, said, target.sender)
    replies = {each: smtp.rcpt(each) for each in to}
    taken = [each for each, (reply, _) in replies.items() if reply in TAKEN]
    if taken:
        code, said = smtp.data(message.as_bytes())
        if code not in TAKEN:
            raise smtplib.SMTPDataError(code, said)
    with contextlib.suppress(smtplib.SMTPException, OSError):  # what it took it has
        smtp.quit()
    others = {each: reply for each, reply in replies.items() if each not in taken}
    text = "; ".join(
        f"{each}: {reply} {kept(words.decode(errors='replace'))}" for each, (reply, words) in others.items()
    )
    if any(reply < FINAL for reply, _ in others.values()):
        return Answer("retry", text), taken
    kind: Class = "delivered" if taken or not to else "dead"
    return Answer(kind, text or f"{code} {kept(said.decode(errors='replace'))}"), taken


def _refused(where: str, code: int, said: bytes | str) -> Answer:
    text = said if isinstance(said, str) else said.decode(errors="replace")
    kind: Class = "credential" if code in LOGIN else "dead" if code >= FINAL else "retry"
    return Answer(kind, f"{where}: {code} {kept(text)}")


def _unsupported(error: Exception, target: MailTarget) -> str:
    if target.tls == "starttls" and "STARTTLS" in str(error):
        return (
            "it offers no STARTTLS. Write tls: tls where it speaks TLS from the first byte, or tls: off to do without."
        )
    return f"it takes no login on this connection ({kept(str(error))}). Leave out user: and password:, or check tls:."
