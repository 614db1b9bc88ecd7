"""Slack's Web API on loopback, as documented: it refuses what Slack would refuse, and keeps its messages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.notify.receiver import Got, Receiver, Reply

TOKEN = "xoxb-hunter2"  # noqa: S105 - of this receiver
CHANNEL = "C024BE91L"


@dataclass
class Message:
    """A message: its text, its blocks, and what stands in its thread."""

    text: str
    blocks: list[dict[str, Any]]
    key: str
    replies: list[Message] = field(default_factory=list)
    is_broadcast: bool = False
    files: list[bytes] = field(default_factory=list)


class SlackApi(Receiver):
    """Methods by their names; `errors` are answered first."""

    def __init__(self) -> None:
        super().__init__()
        self.messages_by_ts: dict[str, Message] = {}
        self.errors: dict[str, list[str]] = {}
        self.uploads: dict[str, bytes] = {}

    def take(self, got: Got) -> Reply:
        self.got.append(got)
        if self._replies:
            return self._replies.pop(0)
        method = got.path.removeprefix("/api/")
        if got.path.startswith("/upload/"):
            self.uploads[got.path.removeprefix("/upload/")] = got.body
            return Reply(200, b"OK - 3")
        if got.headers.get("authorization") != f"Bearer {TOKEN}":
            return self._said({"ok": False, "error": "invalid_auth"})
        if self.errors.get(method):
            return self._said({"ok": False, "error": self.errors[method].pop(0)})
        is_form = got.headers["content-type"].startswith("application/x-www-form-urlencoded")
        given = {name: text[0] for name, text in parse_qs(got.body.decode()).items()} if is_form else got.json
        return self._said(getattr(self, "_" + method.replace(".", "_"))(given))

    def _said(self, record: dict[str, Any]) -> Reply:
        return Reply(200, json.dumps(record).encode(), {"content-type": "application/json"})

    def _chat_postMessage(self, given: dict[str, Any]) -> dict[str, Any]:
        if given["channel"] not in ("#ml", CHANNEL):
            return {"ok": False, "error": "channel_not_found"}
        made = self._message(given)
        ts = f"1503435956.{len(self.got):06}"
        if "thread_ts" in given:
            self.messages_by_ts[given["thread_ts"]].replies.append(made)
            made.is_broadcast = given["reply_broadcast"]
        else:
            self.messages_by_ts[ts] = made
        return {"ok": True, "channel": CHANNEL, "ts": ts, "message": {"text": given["text"] * 20}}

    def _chat_update(self, given: dict[str, Any]) -> dict[str, Any]:
        known = self.messages_by_ts.get(given["ts"])
        if known is None or given["channel"] != CHANNEL:
            return {"ok": False, "error": "message_not_found"}
        made = self._message(given)
        known.text, known.blocks, known.key = made.text, made.blocks, made.key
        return {"ok": True, "channel": CHANNEL, "ts": given["ts"], "text": given["text"]}

    def _files_getUploadURLExternal(self, given: dict[str, Any]) -> dict[str, Any]:
        assert given["filename"].endswith(".png")
        assert int(given["length"]) > 0
        return {"ok": True, "upload_url": self.url("/upload/F1"), "file_id": "F1"}

    def _files_completeUploadExternal(self, given: dict[str, Any]) -> dict[str, Any]:
        assert given["channel_id"] == CHANNEL
        for each in given["files"]:
            self.messages_by_ts[given["thread_ts"]].files.append(self.uploads[each["id"]])
        return {"ok": True, "files": given["files"]}

    @staticmethod
    def _message(given: dict[str, Any]) -> Message:
        assert given["unfurl_links"] is False
        assert given["metadata"]["event_type"] == "gnomon_alert"
        assert 0 < len(given["blocks"]) <= 50
        return Message(given["text"], given["blocks"], given["metadata"]["event_payload"]["key"])
