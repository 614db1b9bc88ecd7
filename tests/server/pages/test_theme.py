"""The reader's choice of colours is a cookie, and leads nowhere else."""

from __future__ import annotations

import httpx
from tests.server.pages.conftest import SAME


def test_it_is_kept_and_goes_back(reader: httpx.Client) -> None:
    assert "data-theme" not in reader.get("/").text
    answer = reader.post("/theme", data={"chosen": "dark", "back": "/incidents?open=true"}, headers=SAME)
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents?open=true")
    assert '<html lang="en" data-theme="dark">' in reader.get("/").text


def test_it_goes_to_no_other_site_and_takes_no_other_word(reader: httpx.Client) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert reader.post("/theme", data={"chosen": "light", "back": back}, headers=SAME).headers["location"] == "/"
    assert reader.post("/theme", data={"chosen": "pink"}, headers=SAME).status_code == 422
    reader.cookies.set("gnomon_theme", '"><script>')
    assert "<script>" not in reader.get("/").text
