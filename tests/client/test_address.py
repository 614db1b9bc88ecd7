"""Where the server is, from what people write."""

from __future__ import annotations

import pytest

from gnomon.client.address import address
from gnomon.errors import UsageError


@pytest.mark.parametrize(
    ("url", "said", "path"),
    [
        ("http://localhost:8080", "http://localhost:8080", "/api/v1/entities/m/"),
        ("http://localhost/", "http://localhost:80", "/api/v1/entities/m/"),
        ("https://gnomon.example/a/b/", "https://gnomon.example:443", "/a/b/api/v1/entities/m/"),
        ("http://[::1]:8080", "http://[::1]:8080", "/api/v1/entities/m/"),
    ],
)
def test_an_address_is_read_as_it_is_meant(url: str, said: str, path: str) -> None:
    found = address(url, "m")
    assert (str(found), found.path) == (said, path)


@pytest.mark.parametrize(
    "url",
    [
        *("", "localhost:8080", "ftp://localhost", "http://", "http://host:port", "http://host:99999"),
        *("http://user:word@host", "http://host?x=1", "http://host/a b", "http://host/\r\nx: y", "http://[::1"),
    ],
)
def test_what_is_no_address_is_said_with_how_to_mend_it(url: str) -> None:
    with pytest.raises(UsageError, match=r"is not the address of a server\. Write http://HOST:PORT or https://HOST\."):
        address(url, "m")


@pytest.mark.parametrize("entity", ["", "Flights", "a/b", "-a", "a" * 64, "a\n"])
def test_what_is_no_name_of_an_entity_is_said(entity: str) -> None:
    with pytest.raises(UsageError, match="is no name of an entity"):
        address("http://localhost", entity)
