"""Who acts, also where nobody has a name."""

from __future__ import annotations

import getpass

import pytest

from gnomon.jobs import actor


def test_a_person_is_named_as_the_environment_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ann")
    assert actor.me() == "user:ann"


@pytest.mark.parametrize("error", [KeyError("uid not found"), OSError("no username")], ids=["3.11", "3.13"])
def test_who_has_no_name_is_a_number(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.setattr("os.getuid", lambda: 10001)
    assert actor.me() == "user:10001"
