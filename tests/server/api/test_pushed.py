"""Profiles that were made elsewhere come in over HTTP: committed before the answer, and once."""

from __future__ import annotations

import gzip

import httpx
from tests.jobs.live.senders import NOW, settings
from tests.jobs.worlds import events
from tests.server.conftest import Calling, state_with

import gnomon as gn
from gnomon.server.api.profiles import SERIES
from gnomon.store import inbox as inboxes
from gnomon.store.open import Store

PATH = "/api/v1/entities/flights/profiles"
FORM = {"content-type": SERIES}
BODY = gn.profile_series(
    events(0, 2), every="1d", timestamp="ts", schema=gn.Schema(roles={"id": "id"})
).to_bytes()  # fmt: skip


def test_profiles_are_committed_before_they_are_answered_and_count_once(client: httpx.Client, inbox: Store) -> None:
    sent = {**FORM, "idempotency-key": "b", "content-encoding": "gzip"}
    first, again = (client.post(PATH, content=gzip.compress(BODY), headers=sent) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == {"batch_id": "b", "accepted": 48, "refused": [], "refused_rows": 0, "repeated": False}
    assert again.json()["repeated"]
    with inbox.reading() as tx:
        (kept,) = inboxes.take(tx, "flights", "profiles", 0, 10**9, 10**9)
    assert (kept.batch_id, kept.rows, kept.received_at) == ("b", 48, NOW)


def test_what_is_wrong_is_said(client: httpx.Client) -> None:
    hours = gn.profile_series(events(0, 1), every="1h", timestamp="ts").to_bytes()
    with_ids = gn.profile_series(events(0, 1), every="1d", timestamp="ts").to_bytes()
    for body, form, status, words in (
        (BODY, "application/json", 415, SERIES),
        (b"nonsense", SERIES, 400, "gn.profile_series"),
        (hours, SERIES, 400, "Cut them alike"),
        (with_ids, SERIES, 422, "'id' is the id"),
    ):
        told = client.post(PATH, content=body, headers={"content-type": form})
        assert (told.status_code, words in told.text) == (status, True), told.text


def test_an_entity_of_files_takes_none_and_a_full_inbox_none_now(calling: Calling, inbox: Store) -> None:
    files = settings("log", source={"path": "a.csv", "timestamp": "ts"}, targets=None)
    told = calling(state_with(inbox, files)).post(PATH, content=BODY, headers=FORM)
    assert (told.status_code, "live: true" in told.text) == (404, True)
    full = calling(state_with(inbox, settings("log"), most_bytes=10)).post(PATH, content=BODY, headers=FORM)
    assert (full.status_code, full.headers["retry-after"]) == (429, "5")
