"""The channel `slack_bot`: an app's token, which can change its message, answer it and add a picture.

An entity's first alert is a message; what follows changes that message, so that
it says how things stand now, and is told in its thread.

Source: ALERTS 3.3.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx

from gnomon.notify import blocks, post, registry, slack_errors
from gnomon.notify.answers import Answer, kept
from gnomon.notify.payload import Payload
from gnomon.notify.secret import Text, read

API = "https://slack.com/api"
JSON, FORM = "application/json; charset=utf-8", "application/x-www-form-urlencoded"
GONE = frozenset(("message_not_found", "cant_update_message", "edit_window_closed"))
"""Errors of a change after which the message is posted anew."""

FIRING, OVER = "\N{LARGE RED CIRCLE}", "\N{LARGE GREEN CIRCLE}"
LONGEST_ALT = 1000  # characters; past it Slack answers alt_txt_too_large

Record = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class SlackBotTarget:
    """Where messages go.

    Attributes:
        token: The bot's token, a secret.
        channel: A channel's id or `#name`.
        url: The address of Slack's Web API.
    """

    token: Text = field(repr=False)
    channel: str
    url: Text = API


@dataclass(frozen=True, slots=True)
class Api:
    """Slack's Web API, with a token.

    Attributes:
        client: As `post.client` makes it.
        url: Its address.
        token: The token.
    """

    client: httpx.Client
    url: str
    token: str = field(repr=False)

    def call(self, method: str, given: Record, *, form: bool = False) -> Answer:
        """Call a method, and say what Slack means by its answer.

        Who answers without saying `ok` is not Slack but what stands before it, such as a page of a proxy.
        """
        body = urlencode(given) if form else json.dumps(given, ensure_ascii=False)
        headers = {"content-type": FORM if form else JSON, "authorization": f"Bearer {self.token}"}
        answer = slack_errors.meant(post.post(self.client, f"{self.url.rstrip('/')}/{method}", body.encode(), headers))
        is_heard = answer.kind != "delivered" or slack_errors.read(answer).get("ok") is True
        return answer if is_heard else answer.classed("retry")


@registry.channel(target=SlackBotTarget, grouping="entity", pictures=True)
def slack_bot(
    key: str,
    payload: Payload,
    target: SlackBotTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Post a row's message, or change the one that its group has and answer it.

    Returns:
        What became of it; its `reference` is `CHANNEL/TS` of the group's message.

    Raises:
        UsageError: The token cannot be read.
    """
    api = Api(client, read(target.url), read(target.token))
    standing = {**_message(payload, _head(payload)), "metadata": _metadata(key)}
    if thread is None or payload["reason"] == "first":
        return _posted(api, {"channel": target.channel, **standing}, payload)
    channel, _, at = thread.partition("/")
    changed = api.call("chat.update", {"channel": channel, "ts": at, **standing})
    if slack_errors.error(slack_errors.read(changed)) in GONE:
        return _posted(api, {"channel": target.channel, **standing}, payload)
    if changed.kind != "delivered":
        return changed
    reply = {**_message(payload), "metadata": _metadata(key), "channel": channel, "thread_ts": at}
    answer = api.call("chat.postMessage", {**reply, "reply_broadcast": payload["reason"] == "severity_raised"})
    return _pictured(api, answer, payload, thread)


def _posted(api: Api, message: Record, payload: Payload) -> Answer:
    answer = api.call("chat.postMessage", message)
    record = slack_errors.read(answer)
    return _pictured(api, answer, payload, f"{record.get('channel', '')}/{record.get('ts', '')}")


def _pictured(api: Api, answer: Answer, payload: Payload, thread: str) -> Answer:
    """The answer with the thread's name, after the picture is there; without one the message stands all the same."""
    if answer.kind != "delivered":
        return answer
    missing = ""
    for alert in payload["alerts"]:
        if alert["picture"] is not None and alert["state"] == "firing":
            missing = _upload(api, alert, thread)
            break
    text = f"{answer.status} ok" + (f", without its picture: {missing}" if missing else "")
    return Answer("delivered", text, answer.status, reference=thread)


def _upload(api: Api, alert: Record, thread: str) -> str:
    """Put an alert's picture into a thread.

    Returns:
        Why it is not there; empty when it is.
    """
    picture, (channel, _, at) = alert["picture"], thread.partition("/")
    png = base64.b64decode(picture["src"].partition(",")[2])
    asked = {"filename": f"{alert['id']}.png", "length": len(png), "alt_txt": picture["alt"][:LONGEST_ALT]}
    answer = api.call("files.getUploadURLExternal", asked, form=True)
    place = slack_errors.read(answer)
    if answer.kind == "delivered":
        url = str(place.get("upload_url", ""))  # from an answer, so that it is foreign
        answer = post.post(api.client, url, png, {"content-type": "image/png"}, is_foreign=True)
    if answer.kind == "delivered":
        files = [{"id": place.get("file_id", ""), "title": picture["alt"][:LONGEST_ALT]}]
        answer = api.call("files.completeUploadExternal", {"files": files, "channel_id": channel, "thread_ts": at})
    return "" if answer.kind == "delivered" else slack_errors.error(slack_errors.read(answer)) or kept(answer.text)


def _head(payload: Payload) -> str:
    """How things stand: what still fires, or what is over."""
    firing = any(alert["state"] == "firing" for alert in payload["alerts"])
    if payload["open"] and not firing:
        return f"{FIRING} {len(payload['open'])} still firing: {payload['open'][0]}"
    return f"{FIRING if firing else OVER} {blocks.head(payload)}"


def _message(payload: Payload, head: str = "") -> dict[str, Any]:  # Any: JSON
    return {**blocks.rendered(payload, head), "unfurl_links": False}


def _metadata(key: str) -> Record:
    return {"event_type": "gnomon_alert", "event_payload": {"key": key}}
