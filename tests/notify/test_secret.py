from __future__ import annotations

from gnomon.notify import secret


def test_a_secret_is_read_when_it_is_used() -> None:
    texts = iter(["old", "new\n"])
    reader = lambda: next(texts)  # noqa: E731
    assert [secret.read(reader), secret.read(reader), secret.read(" as it is ")] == ["old", "new", "as it is"]


def test_no_part_of_an_address_but_scheme_and_host_is_shown() -> None:
    assert secret.hidden("https://user:pw@example.org/path?token=x#y") == "https://example.org/***"
    assert secret.hidden("https://[broken") == secret.hidden("http://host:99999/x") == secret.hidden("") == "***"
