"""The channel `slack`: an incoming webhook, which can neither change nor answer a message.

So it sends only what is news: the first alert of an entity, new ones, a severity
that rose, and the end of all.

Source: ALERTS 3.3.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import httpx

from gnomon.notify import blocks, post, registry
from gnomon.notify.answers import Answer
from gnomon.notify.manner import NEWS
from gnomon.notify.payload import Payload
from gnomon.notify.secret import Text, read
from gnomon.notify.slack_errors import meant


@dataclass(frozen=True, slots=True)
class SlackTarget:
    """Where messages go.

    Attributes:
        url: The incoming webhook's address, a secret.
    """

    url: Text


@registry.channel(target=SlackTarget, grouping="entity", says=NEWS)
def slack(
    key: str,
    payload: Payload,
    target: SlackTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Send a row's message.

    Raises:
        UsageError: The address cannot be read.
    """
    body = json.dumps(blocks.rendered(payload), ensure_ascii=False).encode()
    url = read(target.url)
    return meant(post.post(client, url, body, {"content-type": "application/json; charset=utf-8"}))
