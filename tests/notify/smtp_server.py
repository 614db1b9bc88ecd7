"""A real SMTP server on loopback (aiosmtpd), with certificates of its own (trustme)."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = "gnomon", "hunter2"
HOST = "localhost"


@dataclass
class Inbox:
    """What came, and what is answered to whom: `replies` by recipient, `at_end` to the mail itself."""

    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    replies: dict[str, list[str]] = field(default_factory=dict)
    at_end: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        reply = (self.replies.get(address) or ["250 OK"]).pop(0)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        reply = self.at_end.pop(0) if self.at_end else "250 OK"
        if reply.startswith("250"):
            made = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(made, EmailMessage)
            self.mails.append((list(envelope.rcpt_tos), made))
        return reply


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=is_right)  # what is not handled is answered with 535


@contextmanager
def smtp_server(tls: str = "off", *, authority: trustme.CA | None = None, **how: Any) -> Iterator[Inbox]:
    """An SMTP server: without TLS, with STARTTLS that it insists on, or with TLS from the first byte."""
    inbox, context = Inbox(), None
    if authority is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(HOST).configure_cert(context)
    given: Mapping[str, Any] = {"hostname": "127.0.0.1", "port": 0, **how}
    if tls == "starttls":
        given = {"tls_context": context, "require_starttls": True, **given}
    if tls == "tls":
        given = {"auth_require_tls": False, **given}  # it does not see that all is encrypted
    controller = _Free(inbox, ssl_context=context if tls == "tls" else None, **given)
    controller.start()
    try:
        inbox.port = controller.server.sockets[0].getsockname()[1]
        yield inbox
    finally:
        controller.stop()


class _Free(Controller):
    """Listens on a port that is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def factory(self) -> SMTP:
        return SMTP(self.handler, authenticator=_login, auth_required=False, **self.SMTP_kwargs)
