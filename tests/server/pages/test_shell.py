"""What stands around every page, and what browsers may do with it."""

from __future__ import annotations

import re

import httpx
import pytest

from gnomon.server.pages import shell

PATHS = ("/", "/incidents", "/incidents/1", "/entities/flights", "/entities/nobody", "/nothing", "/incidents/x")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_needs_no_inline_style_or_script_and_no_network(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.headers["content-security-policy"] == shell.POLICY
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! defer src=\"/assets/)", answer.text)
    assert not re.search(r"(?:src|href|action)=\"(?!/|\?|#|data:,)", answer.text)
    assert answer.text.count("<h1>") == 1
    assert re.search(r"<title>.+ · gnomon</title>", answer.text)


def test_what_is_not_there_is_a_page_for_people_and_json_for_machines(reader: httpx.Client) -> None:
    assert reader.get("/nothing").status_code == 404
    assert reader.get("/nothing", headers={"accept": "*/*"}).json() == {"detail": "Not Found"}
    assert reader.get("/api/v1/entities/nobody").json()["detail"]
    assert reader.get("/incidents/x").status_code == 422


def test_the_bar_counts_what_is_open(reader: httpx.Client) -> None:
    assert 'Incidents <span class="badge">1<' in reader.get("/").text
