"""Style and script have names of their content, and stay small."""

from __future__ import annotations

import httpx
import pytest

from gnomon.server.pages import assets


@pytest.mark.parametrize(("kind", "most"), [("css", 24_000), ("js", 24_000)])
def test_it_is_kept_for_ever_and_small(reader: httpx.Client, kind: str, most: int) -> None:
    answer = reader.get(f"/assets/{assets.name(kind)}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, assets.FOR_EVER)
    assert len(answer.content) <= most
    assert assets.name(kind) in reader.get("/").text


def test_another_name_is_404(reader: httpx.Client) -> None:
    for name in ("pages-0.css", "pages.css", "x.html", "..%2fpages.css"):
        assert reader.get(f"/assets/{name}").status_code == 404
