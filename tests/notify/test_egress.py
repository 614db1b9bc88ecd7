from __future__ import annotations

import pytest

from gnomon.notify import egress


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
    assert "metadata address" in egress.refusal(url)


def test_one_bad_address_among_good_ones_is_enough() -> None:
    assert egress.refusal("http://both", lambda _: ["93.184.216.34", "169.254.0.1"])


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://[::1]/x", "http://localhost", "http://10.0.0.7"])
def test_the_operators_own_network_is_open(url: str) -> None:
    assert egress.refusal(url) == ""


@pytest.mark.parametrize("url", ["ftp://host/x", "host/x", "", "http://", "http://[broken"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert egress.refusal(url)


def test_a_host_that_is_not_found_is_left_to_the_connection() -> None:
    assert egress.refusal("http://nobody.invalid", lambda _: []) == ""
    assert egress.resolved("a" * 70 + ".invalid") == []
