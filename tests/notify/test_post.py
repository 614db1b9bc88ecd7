from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
from tests.notify.receiver import Receiver, Reply

from gnomon.notify import post
from gnomon.notify.answers import Answer

SHORT_S = 0.3


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with post.client(SHORT_S) as made:
        yield made


def send(client: httpx.Client, url: str) -> Answer:
    return post.post(client, url, b'{"a": "\xc3\xa9"}', {"content-type": "application/json"})


def test_the_bytes_and_headers_arrive_as_they_are(client: httpx.Client, receiver: Receiver) -> None:
    answer = send(client, receiver.url("/hook?token=x"))
    (got,) = receiver.got
    assert (answer.kind, answer.status, answer.text) == ("delivered", 200, "200 ok")
    assert (got.path, got.body, got.headers["content-type"]) == (
        "/hook?token=x",
        b'{"a": "\xc3\xa9"}',
        "application/json",
    )


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(204, b""), "delivered"),
        (Reply(500, b"oops"), "retry"),
        (Reply(429, b"", {"retry-after": "30"}), "retry"),
        (Reply(400, b"bad"), "dead"),
        (Reply(401), "credential"),
        (Reply(403), "credential"),
        (Reply(410), "gone"),
        (Reply(how="hang"), "retry"),
        (Reply(how="drip"), "retry"),
        (Reply(how="trickle"), "retry"),
        (Reply(how="drop"), "retry"),
    ],
    ids=lambda each: each if isinstance(each, str) else f"{each.status}-{each.how}",
)
def test_every_answer_has_its_class(client: httpx.Client, receiver: Receiver, reply: Reply, kind: str) -> None:
    receiver.script(reply)
    answer = send(client, receiver.url("/secret"))
    assert answer.kind == kind
    assert answer.retry_after == reply.headers.get("retry-after")
    assert "secret" not in answer.text
    assert len(receiver.got) == 1


def test_a_receiver_that_drips_is_cut_off_in_time(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(Reply(how="drip"))
    assert send(client, receiver.url()).text == f"http://127.0.0.1:{receiver.port}/***: no answer in time"


def test_a_redirect_is_not_followed(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(Reply(307, b"", {"location": receiver.url("/elsewhere")}))
    assert send(client, receiver.url()).kind == "dead"
    assert [got.path for got in receiver.got] == ["/hook"]


def test_of_a_huge_answer_no_more_than_64_kb_is_read(client: httpx.Client, receiver: Receiver) -> None:
    receiver.script(Reply(400, b"x" * 5_000_000))
    answer = send(client, receiver.url())
    assert (answer.kind, len(answer.text)) == ("dead", len("400 ") + 500)


def test_nobody_listens(client: httpx.Client) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = send(client, f"http://127.0.0.1:{port}/secret")
    assert (answer.kind, answer.text) == ("retry", f"http://127.0.0.1:{port}/***: no connection")
    assert send(client, "http://nobody.invalid/x").kind == "retry"


def test_a_receiver_that_is_not_secure_is_tried_again(client: httpx.Client, receiver: Receiver) -> None:
    answer = send(client, receiver.url().replace("http:", "https:"))
    assert (answer.kind, "not secure" in answer.text) == ("retry", True)


def test_an_address_that_is_none_stops_the_channel(client: httpx.Client) -> None:
    for url in (
        "ftp://host/x",
        "http://169.254.169.254/secret",
        "nonsense",
        "http://x:1e9/secret",
    ):
        answer = send(client, url)
        assert (answer.kind, "secret" in answer.text) == ("credential", False)


def test_names_and_ipv6_lead_there(client: httpx.Client) -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6")
    with Receiver() as four, Receiver(family=socket.AF_INET6) as six:
        assert send(client, four.url(host="localhost")).kind == "delivered"
        assert send(client, six.url(host="[::1]")).kind == "delivered"


def test_proxies_and_logins_of_the_environment_are_not_used(
    client: httpx.Client, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with post.client(SHORT_S) as fresh:
        assert send(fresh, receiver.url()).kind == "delivered"
    assert "authorization" not in receiver.got[0].headers


def test_no_thread_is_left_behind(client: httpx.Client, receiver: Receiver) -> None:
    send(client, receiver.url())
    assert [
        each for each in threading.enumerate() if isinstance(each, threading.Timer) and not each.finished.is_set()
    ] == []


def test_a_try_takes_at_most_15_seconds_unless_told_otherwise() -> None:
    with post.client() as client:
        assert client.timeout.read == client.timeout.connect == 15
