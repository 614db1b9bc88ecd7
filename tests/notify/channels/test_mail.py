from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import trustme
from tests.notify import facts
from tests.notify.outbox import Clock, Outbox
from tests.notify.smtp_server import HOST, PASSWORD, USER, Inbox, smtp_server

from gnomon.errors import UsageError
from gnomon.notify import group, post
from gnomon.notify.answers import Answer
from gnomon.notify.channels import mail as channel
from gnomon.notify.channels.mail import MailTarget, mail
from gnomon.notify.deliver import Bound, deliver
from gnomon.notify.group import Row
from gnomon.notify.message import compose
from gnomon.notify.payload import Payload, payload
from gnomon.notify.registry import find

NOW = facts.START + timedelta(days=2)
A, B = "a@example.org", "b@example.org"


def said() -> Payload:
    (flush,) = group.flush([facts.told()], "mail", find("mail").manner(), {}, now=NOW)
    assert flush.row is not None
    return flush.row.payload


def over() -> Payload:
    ended = replace(facts.told(), kind="resolved", episode=facts.over(facts.firing("temp")))
    return {**said(), "reason": "all_resolved", "alerts": [payload(ended, compose(ended))]}


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with post.client(5) as made:
        yield made


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with smtp_server() as made:
        yield made


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


def target(inbox: Inbox, **given: Any) -> MailTarget:
    usual = {"host": HOST, "port": inbox.port, "sender": "gnomon <gnomon@example.org>", "to": (A, f"On call <{B}>")}
    return MailTarget(**(usual | {"tls": "off"} | given))


def send(inbox: Inbox, client: httpx.Client, key: str = "k1", thread: str | None = None, **given: Any) -> Answer:
    return mail(key, given.pop("of", None) or said(), target(inbox, **given), client=client, now=NOW, thread=thread)


def test_a_mail_arrives_at_all(inbox: Inbox, client: httpx.Client) -> None:
    answer = send(inbox, client)
    ((to, made),) = inbox.mails
    assert (answer.kind, answer.text, to) == ("delivered", "250 OK", [A, B])
    assert (made["subject"], made["to"]) == ("[gnomon] flights-delay: inputs drifted", f"{A}, On call <{B}>")


def test_the_end_stands_beneath_the_first_in_the_same_thread(inbox: Inbox, client: httpx.Client) -> None:
    first = send(inbox, client, "k1")
    end = send(inbox, client, "k2", first.reference, of=over())
    (_, one), (_, two) = inbox.mails
    assert (one["message-id"], two["message-id"]) == ("<k1@example.org>", "<k2@example.org>")
    assert two["in-reply-to"] == one["message-id"]
    assert two["references"] == f"{one['references']} {one['message-id']}"
    assert one["subject"] == two["subject"]
    assert (one["x-gnomon-state"], two["x-gnomon-state"]) == ("firing", "resolved")
    assert send(inbox, client, "k3", end.reference).kind == "delivered"
    assert inbox.mails[-1][1]["in-reply-to"] == one["message-id"]


def test_who_is_refused_is_left_out_and_the_others_have_it(inbox: Inbox, client: httpx.Client) -> None:
    inbox.replies[B] = ["550 no such mailbox"]
    answer = send(inbox, client)
    assert (answer.kind, answer.text) == ("delivered", f"{B}: 550 no such mailbox")
    assert [to for to, _ in inbox.mails] == [[A]]


def test_who_is_put_off_is_told_later_and_nobody_twice(inbox: Inbox, client: httpx.Client) -> None:
    inbox.replies[B] = ["452 mailbox full"]
    queue, clock = Outbox([Row("k1", "mail", "k1", "g", "first", said())]), Clock()
    bound = {"mail": Bound(find("mail"), target(inbox))}
    report = deliver(
        queue, bound, clock=clock, client=client, rng=np.random.default_rng(0), wait=clock.wait,
        patience=timedelta(minutes=1),
    )  # fmt: skip
    assert report.delivered == ["k1"]
    assert [to for to, _ in inbox.mails] == [[A], [B]]
    assert len({made["message-id"] for _, made in inbox.mails}) == 1


@pytest.mark.parametrize(
    ("replies", "at_end", "kind"),
    [
        ("450 later", "", "retry"),
        ("550 never", "", "dead"),
        ("", "451 later", "retry"),
        ("", "554 spam", "dead"),
        ("", "530 log in first", "credential"),
    ],
)
def test_a_reply_decides(inbox: Inbox, client: httpx.Client, replies: str, at_end: str, kind: str) -> None:
    inbox.replies = {A: [replies], B: [replies]} if replies else {}
    inbox.at_end = [at_end] if at_end else []
    answer = send(inbox, client)
    assert (answer.kind, inbox.mails, answer.reference) == (kind, [], None)
    assert (replies or at_end)[:3] in answer.text


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_secure_connection_with_a_login(client: httpx.Client, authority: trustme.CA, tls: str) -> None:
    with smtp_server(tls, authority=authority) as inbox:
        assert send(inbox, client, tls=tls, user=USER, password=lambda: PASSWORD).kind == "delivered"
        wrong = send(inbox, client, tls=tls, user=USER, password="wrong")  # noqa: S106 - of this test
    assert len(inbox.mails) == 1
    assert (wrong.kind, "535" in wrong.text, "wrong" in wrong.text) == ("credential", True, False)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_that_is_not_trusted_gets_no_mail(client: httpx.Client, tls: str) -> None:
    with smtp_server(tls, authority=trustme.CA()) as inbox:
        answer = send(inbox, client, tls=tls)
    assert (answer.kind, "not secure" in answer.text, inbox.mails) == ("retry", True, [])


def test_without_starttls_nothing_is_sent_in_the_clear(inbox: Inbox, client: httpx.Client) -> None:
    answer = send(inbox, client, tls="starttls")
    assert (answer.kind, inbox.mails) == ("credential", [])
    assert "it offers no STARTTLS. Write tls: tls" in answer.text


def test_a_server_without_logins_says_so(client: httpx.Client, inbox: Inbox) -> None:
    answer = send(inbox, client, user=USER, password=PASSWORD)
    assert (answer.kind, "takes no login" in answer.text) == ("credential", True)


def test_nobody_listens_and_nobody_answers(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        assert send(Inbox(port=port), client, host="127.0.0.1").text == f"127.0.0.1:{port}: no connection"
        free.listen()
        monkeypatch.setattr(channel, "TIMEOUT_S", 0.2)
        silent = send(Inbox(port=port), client, host="127.0.0.1")
    assert (silent.kind, silent.text) == ("retry", f"127.0.0.1:{port}: no answer in time")


@pytest.mark.parametrize("greeting", [b"220-hello\r\n", b"5"], ids=["lines without end", "a line without end"])
def test_a_server_that_drips_its_greeting_is_left_in_time(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, greeting: bytes
) -> None:
    monkeypatch.setattr(channel, "TIMEOUT_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        dripping = threading.Thread(target=_drip, args=(server, greeting), daemon=True)
        dripping.start()
        port = server.getsockname()[1]
        answer = send(Inbox(port=port), client, host="127.0.0.1")
        dripping.join(5)
    assert not dripping.is_alive()
    assert (answer.kind, answer.text) == ("retry", f"127.0.0.1:{port}: no answer in time")


def _drip(server: socket.socket, greeting: bytes) -> None:
    """The same again every hundredth of a second, until the other side has had enough."""
    connection, _ = server.accept()
    pause = threading.Event()
    with connection, contextlib.suppress(OSError):
        while not pause.wait(0.01):
            connection.sendall(greeting)


def test_a_clouds_metadata_gets_no_mail(client: httpx.Client) -> None:
    assert send(Inbox(port=25), client, host="169.254.169.254").kind == "credential"


def test_a_password_that_is_not_there_stops_the_channel(client: httpx.Client, authority: trustme.CA) -> None:
    def missing() -> str:
        raise UsageError("env:SMTP_PASSWORD is not set.")

    with (
        smtp_server("tls", authority=authority) as inbox,
        pytest.raises(UsageError, match=r"^env:SMTP_PASSWORD is not set\.$"),
    ):
        send(inbox, client, tls="tls", user=USER, password=missing)


def test_a_header_with_a_line_break_is_refused(inbox: Inbox, client: httpx.Client) -> None:
    of = said()
    hostile = {**of, "alerts": [{**of["alerts"][0], "severity": "high", "state": "firing\r\nBcc: x@example.org"}]}
    answer = send(inbox, client, of=hostile)
    assert (answer.kind, inbox.mails) == ("dead", [])
