"""Tests of secrets: where they are is known, what they are is not until they are used."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnomon.config.secrets import Secret, hidden_password, hidden_path
from gnomon.errors import UsageError

WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=8, max_size=20)


def test_a_variable_is_read_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = Secret.parse("env:GNOMON_TEST_SECRET")
    monkeypatch.setenv("GNOMON_TEST_SECRET", "one\n")
    assert secret.read() == "one"
    monkeypatch.setenv("GNOMON_TEST_SECRET", "two")
    assert secret.read() == "two"


def test_a_file_is_read_when_it_is_used(tmp_path: Path) -> None:
    secret = Secret("file", "token", tmp_path)
    (tmp_path / "token").write_text(" s3cret\n", "utf-8")
    assert secret.read() == "s3cret"


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (Secret("env", "GNOMON_NOT_SET"), "env:GNOMON_NOT_SET: the environment variable GNOMON_NOT_SET is not set"),
        (Secret("file", "/no/such/file"), "file:/no/such/file: the file cannot be read"),
    ],
)
def test_a_secret_that_is_not_there_says_where_it_should_be(secret: Secret, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        secret.read({})


def test_an_empty_file_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\n", "utf-8")
    with pytest.raises(UsageError, match="the file is empty"):
        Secret("file", "token", tmp_path).read()


@given(WORDS)
def test_what_is_refused_is_not_repeated(secret: str) -> None:
    for read in (Secret.parse, Secret.address):
        with pytest.raises(UsageError) as wrong:
            read(secret)
        assert secret not in str(wrong.value)


@given(WORDS, WORDS)
def test_an_address_is_shown_without_what_may_be_secret(user: str, path: str) -> None:
    secret = Secret.address(f"https://{user}:{path}@hooks.example.com/{path}?key={path}")
    for shown in (str(secret), repr(secret), f"{secret}", repr([secret])):
        assert user not in shown.replace("hooks.example.com", "")
        assert path not in shown.replace("hooks.example.com", "")
    assert secret.read().endswith(path)


@given(WORDS)
def test_a_password_is_cut_from_an_address(password: str) -> None:
    for url in (f"postgresql+psycopg://me:{password}@host/db", f"postgresql://host/db?user=me&password={password}"):
        assert f":{password}@" not in hidden_password(url)
        assert f"={password}" not in hidden_password(url)


def test_what_has_no_password_stays_as_it_is() -> None:
    assert hidden_password("sqlite:////var/lib/gnomon.db") == "sqlite:////var/lib/gnomon.db"
    assert hidden_path("http://localhost:9093") == "http://localhost:9093/***"


def test_a_secret_is_a_value() -> None:
    secret = Secret.parse("env:TOKEN")
    assert secret == Secret.parse(secret) == pickle.loads(pickle.dumps(secret))  # noqa: S301 - our own bytes
