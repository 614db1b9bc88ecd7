"""One request, and what can go wrong with it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from tests.client.door import Door, Reply, free_port, until

from gnomon.client.address import address
from gnomon.client.batch import packed
from gnomon.client.post import Post

BATCH = packed("b-1", "events", [b"{}"])


@pytest.fixture
def door() -> Iterator[Door]:
    with Door() as door:
        yield door


def post(door: Door | str, token: str = "", timeout_s: float = 0.3) -> Post:
    return Post(address(door if isinstance(door, str) else door.url, "m"), token, timeout_s)


def test_the_request_says_what_it_is(door: Door) -> None:
    sending = post(door, "secret")
    assert sending.send(BATCH).means == "taken"
    sending.close()
    got = door.got[0]
    assert got.path == "/api/v1/entities/m/events"
    expected = {
        "authorization": "Bearer secret",
        "content-type": "application/json",
        "content-encoding": BATCH.encoding,
        "idempotency-key": "b-1",
    }
    assert {name: got.headers[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("fault", "said"),
    [("drop", "the connection broke (ConnectionResetError)"), ("hang", "no answer in time")],
)
def test_a_fault_of_the_network_is_said(fault: str, said: str) -> None:
    with Door(fault) as door:
        answer = post(door).send(BATCH)
        assert (answer.means, answer.said) == ("later", said)


def test_where_nobody_listens_that_is_said() -> None:
    assert post(f"http://127.0.0.1:{free_port()}").send(BATCH).said == "nobody listens there"


def test_a_host_that_nobody_knows_is_said() -> None:
    assert post("http://nowhere.invalid").send(BATCH).said == "the host is not known"


def test_an_answer_that_comes_byte_by_byte_is_cut() -> None:
    with Door("drip") as door:
        sending = post(door, timeout_s=0.2)
        said: list[str] = []
        thread = threading.Thread(target=lambda: said.append(sending.send(BATCH).said))
        thread.start()
        until(lambda: sending.cut() or said)
        thread.join()
    assert said == ["no answer in time"]


def test_cutting_nothing_does_nothing(door: Door) -> None:
    sending = post(door)
    sending.cut()
    sending.send(BATCH)
    sending.cut()
    assert sending.send(BATCH).means == "taken"
    sending.close()


def test_an_answer_without_an_end_is_read_to_a_bound() -> None:
    with Door(Reply(202, b"x" * 200_000)) as door:
        sending = post(door)
        assert [sending.send(BATCH).means for _ in range(2)] == ["taken", "taken"]
        sending.close()


def test_a_redirect_is_not_followed(door: Door) -> None:
    with Door(Reply(307, b"", {"location": door.url})) as first:
        sending = post(first, "secret")
        assert sending.send(BATCH).means == "later"
        sending.close()
    assert door.got == []


def test_a_token_that_cannot_be_a_header_is_no_exception(door: Door) -> None:
    assert post(door, "line\nbreak").send(BATCH).means == "later"


def test_tls_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with Door(tls=context) as door:
        url = door.url.replace("http://127.0.0.1", "https://localhost")
        assert "the connection is not secure" in post(url).send(BATCH).said
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        sending = post(url)
        assert sending.send(BATCH).means == "taken"
        sending.close()
