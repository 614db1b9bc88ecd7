from __future__ import annotations

import httpx
from tests.notify.receiver import Receiver

from gnomon.notify import post
from gnomon.notify.egress import Egress
from gnomon.notify.guard import Guard


def test_the_connection_goes_to_the_address_that_was_checked(receiver: Receiver) -> None:
    answers = [["127.0.0.1"], ["169.254.1.1"]]  # of a name server that changes its mind

    with httpx.Client(timeout=5, transport=Guard(Egress(), lambda _: answers.pop(0))) as client:
        assert post.post(client, receiver.url(host="hooks.example.com"), b"{}", {}).kind == "delivered"
        assert post.post(client, receiver.url(host="hooks.example.com"), b"{}", {}).kind == "credential"
    assert [got.headers["host"] for got in receiver.got] == [f"hooks.example.com:{receiver.port}"]


def test_of_several_addresses_the_next_is_tried(receiver: Receiver) -> None:
    with httpx.Client(timeout=5, transport=Guard(Egress(), lambda _: ["127.0.0.2", "127.0.0.1"])) as client:
        assert post.post(client, receiver.url(host="hooks.example.com"), b"{}", {}).kind == "delivered"


def test_a_foreign_address_on_this_machine_is_refused_unless_it_is_allowed(receiver: Receiver) -> None:
    with post.client(5) as client:
        refused = post.post(client, receiver.url("/secret"), b"", {}, is_foreign=True)
    assert (refused.kind, receiver.got) == ("credential", [])
    assert refused.text == f"http://127.0.0.1:{receiver.port}/*** cannot be used: it is not https://."
    with post.client(5, Egress(("127.0.0.1",), strict=True)) as client:
        assert post.post(client, receiver.url(), b"", {}, is_foreign=True).kind == "delivered"


def test_a_strict_operator_holds_their_own_addresses_to_the_same(receiver: Receiver) -> None:
    with post.client(5, Egress(strict=True)) as client:
        assert post.post(client, receiver.url(), b"", {}).kind == "credential"
