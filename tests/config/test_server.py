"""Tests of where pages are served."""

from __future__ import annotations

import pytest

from gnomon.config.server import Server
from gnomon.errors import UsageError


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_alone_needs_no_token(host: str) -> None:
    assert Server(host=host).token is None


def test_any_other_host_needs_a_token() -> None:
    with pytest.raises(UsageError, match="token: is missing"):
        Server(host="0.0.0.0")  # noqa: S104 - it is refused
    assert str(Server(host="0.0.0.0", token="env:TOKEN").token) == "env:TOKEN"  # type: ignore[arg-type]  # noqa: S104, S106


@pytest.mark.parametrize("port", [0, 65536, "http", 80.5, True])
def test_a_port_is_one(port: object) -> None:
    with pytest.raises(UsageError, match="port"):
        Server(port=port)  # type: ignore[arg-type]
