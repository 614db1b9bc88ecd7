"""The page of the year of flights: its first mail comes so again, and it has its pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import flights_year, pages
from gnomon.jobs.telling import pictures

PAGE = flights_year.PAGE.read_text("utf-8")
SHOWN = re.findall(
    r"^### ([^\n]+)\n\n(?:<img src=\"(\S+)\"[^\n]*>\n\n)?```text\n(.*?)```$", PAGE, re.MULTILINE | re.DOTALL
)
TO_THE_BLIZZARD = 12  # runs from the end of the reference to the morning of 9 February


def test_the_first_mail_of_the_page_comes_so_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE_S", 60)
    (mail,) = flights_year.mails(tmp_path, days=TO_THE_BLIZZARD)
    at, picture, text = SHOWN[0]
    assert flights_year.moment(mail) == at
    assert _but_for_estimates(flights_year.body(mail)) == _but_for_estimates(text)
    assert flights_year.alt(mail) in PAGE
    assert any(part.get_content_type() == "image/png" for part in mail.walk()) is bool(picture)


def _but_for_estimates(text: str) -> list[str]:
    """The lines of a mail; what is estimated depends a little on how many targets were known at the first run."""
    return [line for line in text.splitlines() if not line.startswith("Estimated ")]


def test_every_picture_is_there_and_small() -> None:
    named = {pages.ROOT / "docs" / picture for _, picture, _ in SHOWN if picture}
    assert named == set(flights_year.PICTURES.glob("*.png"))
    assert all(path.stat().st_size < 60_000 for path in named)


def test_each_mail_that_is_shown_stands_in_the_table() -> None:
    for at, _, text in SHOWN:
        assert f"| {at} | {text.partition(chr(10))[0].replace('|', ' ')} |" in PAGE


def test_the_page_is_made_of_mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flights_year, "PICTURES", tmp_path / "pictures")
    made = flights_year.page([flights_year.message_from_bytes(MAIL, policy=flights_year.policy.default)])
    assert made.startswith("1 mail: 1 `FIRING`.")
    assert "### 9 Feb 02:00\n\n```text\n[FIRING high] flights: inputs drifted\nSo." in made


MAIL = b"""Date: Sat, 09 Feb 2013 02:00:00 +0000
Content-Type: text/plain; charset="utf-8"

[FIRING high] flights: inputs drifted
So.
"""
