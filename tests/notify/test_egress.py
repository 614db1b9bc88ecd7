from __future__ import annotations

import pytest

from gnomon.notify import egress
from gnomon.notify.egress import Checked, Egress


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:169.254.169.254]/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
    ],
)
def test_a_clouds_metadata_is_out_of_reach(url: str) -> None:
    assert "metadata address" in egress.check(url).refusal


def test_one_bad_address_among_good_ones_is_enough() -> None:
    assert egress.check("http://both", resolve=lambda _: ["93.184.216.34", "169.254.0.1"]).refusal


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://[::1]/x", "http://localhost", "http://10.0.0.7"])
def test_the_operators_own_network_is_open(url: str) -> None:
    assert egress.check(url).refusal == ""


@pytest.mark.parametrize("url", ["ftp://host/x", "host/x", "", "http://", "http://[broken"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert egress.check(url).refusal


def test_a_host_that_is_not_found_is_left_to_the_connection() -> None:
    assert egress.check("http://nobody.invalid", resolve=lambda _: []) == Checked()
    assert egress.resolved("a" * 70 + ".invalid") == []


def public(_: str) -> list[str]:
    return ["93.184.216.34"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1",
        "http://example.com",
        "https://[::ffff:10.0.0.1]",
        "https://2130706433",
        "https://0x7f.1",
        "https://metadata.google.internal",
        "https://metadata.google.internal.",
        "https://localhost",
        "https://10.0.0.7",
        "https://100.64.0.1",
        "https://224.0.1.1",
        "https://0.0.0.0",
        "https://[::]",
        "https://[::1]",
        "https://[fd12::1]",
        "https://[fe80::1]",
        "https://[2002:0a00:0001::]",
        "https://[64:ff9b::10.0.0.1]",
    ],
)
def test_a_foreign_address_leads_to_the_public_internet_or_nowhere(url: str) -> None:
    assert egress.check(url, is_foreign=True).refusal
    assert egress.check(url, Egress(strict=True)).refusal


def test_a_foreign_name_with_a_public_and_a_private_address_is_refused() -> None:
    found = egress.check("https://both", is_foreign=True, resolve=lambda _: ["93.184.216.34", "10.0.0.7"])
    assert "10.0.0.7" in found.refusal
    assert egress.check("https://one", is_foreign=True, resolve=public) == Checked("", ("93.184.216.34",))


@pytest.mark.parametrize(
    ("url", "allow"),
    [
        ("http://alertmanager:9093", "Alertmanager"),
        ("https://teams.internal", "10.0.0.0/8"),
        ("https://teams.internal", "10.0.0.7"),
        ("https://10.0.0.7", "10.0.0.7"),
    ],
)
def test_what_is_allowed_by_name_or_network_is_open(url: str, allow: str) -> None:
    private = ["10.0.0.7"]
    assert egress.check(url, Egress(strict=True), resolve=lambda _: private).refusal
    assert egress.check(url, Egress((allow,), strict=True), resolve=lambda _: private) == Checked("", ("10.0.0.7",))


def test_a_clouds_metadata_may_be_allowed_by_name_alone() -> None:
    assert egress.check("http://metadata.google.internal").refusal
    assert not egress.check("http://metadata.google.internal", Egress(("metadata.google.internal",))).refusal
    assert not egress.check("http://169.254.169.254", Egress(("169.254.169.254",))).refusal
