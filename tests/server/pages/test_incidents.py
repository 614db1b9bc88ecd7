"""Incidents are read, taken on and closed on their pages."""

from __future__ import annotations

import httpx
import pytest
from tests.server.pages.conftest import SAME

from gnomon.server.pages import incidents
from gnomon.server.state import State


def _shown(state: State, id: int = 1) -> dict[str, object]:
    return incidents.of_state(state).show(id)


def test_they_are_listed_and_shown_with_text_that_is_text(reader: httpx.Client) -> None:
    for path in ("/incidents", "/incidents?open=true", "/incidents/1"):
        html = reader.get(path).text
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html
    assert "1 incident open" in reader.get("/incidents").text
    assert "No older incidents." in reader.get("/incidents?before=1").text
    assert reader.get("/incidents/9").status_code == 404


def test_somebody_takes_it_on_comments_and_closes_it(reader: httpx.Client, ran: State) -> None:
    assert "Nobody has it" in reader.get("/incidents/1").text
    done = reader.post("/incidents/1/acknowledge", data={"by": " Zoë "}, headers=SAME)
    assert (done.status_code, done.headers["location"]) == (303, "/incidents/1")
    html = reader.get("/incidents/1").text
    assert ("Nobody has it" in html, "acknowledged · <bdi>Zoë</bdi>" in html, 'name="by" value="Zoë"' in html) == (
        False,
        True,
        True,
    )
    assert reader.post("/incidents/1/comment", data={"by": "Zoë", "text": "Looking"}, headers=SAME).status_code == 303
    closing = {
        "by": "Zoë",
        "assessment": "true_positive",
        "cause": "upstream",
        "happened": "the feed",
        "resolution": "mended",
    }
    assert reader.post("/incidents/1/close", data=closing, headers=SAME).status_code == 303
    found = _shown(ran)
    assert (found["status"], found["root_cause"], found["resolution"]) == ("resolved", "upstream: the feed", "mended")
    assert [line["kind"] for line in found["timeline"]] == ["opened", "acknowledged", "comment", "closed"]  # type: ignore[attr-defined]
    assert "the feed" in reader.get("/incidents/1").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"by": ""}, "write who you are"),
        ({"by": "a\nb"}, "write who you are"),
        ({"by": "me", "assessment": "duplicate"}, "a duplicate"),
        ({"by": "me", "assessment": "true_positive"}, "needs a root cause"),
        ({"by": "me", "assessment": "duplicate", "of": "99"}, "99"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    reader: httpx.Client, ran: State, form: dict[str, str], words: str
) -> None:
    before = _shown(ran)
    answer = reader.post("/incidents/1/close", data={"assessment": "false_positive", **form}, headers=SAME)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert _shown(ran) == before


def test_forms_of_other_sites_are_not_taken(reader: httpx.Client, ran: State) -> None:
    before = _shown(ran)
    for path in ("acknowledge", "comment", "close"):
        form = {"by": "me", "assessment": "false_positive", "text": "x"}
        assert (
            reader.post(f"/incidents/1/{path}", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        )
    assert _shown(ran) == before


def test_long_lists_are_turned(reader: httpx.Client, ran: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "MOST", 1)
    incidents.of_state(ran).open("other", "Another")
    first = reader.get("/incidents").text
    assert ("Another" in first, "alert(1)" in first) == (True, False)
    assert 'rel="next" href="/incidents?before=2"' in first
    assert "alert(1)" in reader.get("/incidents?before=2").text
