"""The channel `slack`: an incoming webhook, which can neither change nor answer a message.

So it sends only what is news: the first alert of an entity, new ones, a severity
that rose, and the end of all.

Source: ALERTS 3.3, 8.3; Slack's limits of blocks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from gnomon.checks import numbers
from gnomon.errors import UsageError
from gnomon.notify import post, registry
from gnomon.notify.answers import Answer, Class
from gnomon.notify.decide import Reason
from gnomon.notify.payload import Payload
from gnomon.notify.secret import Text, read

MOST_BLOCKS, LONGEST_HEADER, LONGEST_SECTION = 50, 150, 3000
LONGEST_MESSAGE = 12_000  # characters; near 13,000 Slack answers msg_blocks_too_long
MOST_TITLES = 10
SAID: frozenset[Reason] = frozenset(("first", "new_alerts", "all_resolved", "severity_raised"))

ERRORS: Mapping[str, Class] = {
    **dict.fromkeys(("invalid_auth", "account_inactive", "token_revoked", "invalid_token"), "credential"),
    **dict.fromkeys(
        ("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"),
        "retry",
    ),
    **dict.fromkeys(
        ("channel_not_found", "not_in_channel", "is_archived", "channel_is_archived", "invalid_blocks"), "dead"
    ),
    **dict.fromkeys(("msg_too_long", "msg_blocks_too_long", "no_text", "invalid_payload"), "dead"),
}
"""What Slack says, and what it means."""

BROADCAST = re.compile(r"@(?=channel\b|here\b|everyone\b)", re.IGNORECASE)
WORD_JOINER = "\N{WORD JOINER}"
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True, slots=True)
class SlackTarget:
    """Where messages go.

    Attributes:
        url: The incoming webhook's address, a secret.
    """

    url: Text


@registry.channel(target=SlackTarget, grouping="entity", says=SAID)
def slack(key: str, payload: Payload, target: SlackTarget, /, *, client: httpx.Client, now: datetime) -> Answer:
    """Send a row's message.

    Returns:
        What became of it; `credential` where the address cannot be read.
    """
    body = json.dumps(rendered(payload), ensure_ascii=False).encode()
    try:
        url = read(target.url)
    except UsageError as error:
        return Answer("credential", str(error))
    return meant(post.post(client, url, body, {"content-type": "application/json; charset=utf-8"}))


def meant(answer: Answer) -> Answer:
    """The answer by what Slack says in its body, where that is one of its errors.

    Example:
        >>> meant(Answer("delivered", "200 ok", 200)).kind, meant(Answer("dead", "400 ratelimited", 400)).kind
        ('delivered', 'retry')
        >>> meant(Answer("delivered", '200 {"ok":false,"error":"invalid_auth"}', 200)).kind
        'credential'
    """
    if answer.status is None:
        return answer
    said = answer.text.partition(" ")[2]
    try:
        record = json.loads(said)
    except ValueError:
        record = None
    if isinstance(record, dict):
        said = "" if record.get("ok") is True else str(record.get("error", ""))
        if record.get("ok") is False and said not in ERRORS and answer.kind == "delivered":
            return _classed(answer, "dead")
    return _classed(answer, ERRORS.get(said, answer.kind))


def rendered(payload: Payload) -> dict[str, Any]:  # Any: JSON
    """The message of a row in Slack's form, within its limits."""
    alerts, others = payload["alerts"], payload["open"]
    head = f"{alerts[0]['title']}" if len(alerts) == 1 else f"{_count(alerts)}: {alerts[0]['title']}"
    blocks: list[dict[str, Any]] = [_header(head)]  # Any: JSON
    closing = [_section("Still firing:\n" + "\n".join(_titles(others)))] if others else []
    left, room = len(alerts), LONGEST_MESSAGE - sum(map(_size, [*blocks, *closing])) - LONGEST_HEADER
    for each in alerts:
        made = [_section(text) for text in _texts(each, is_alone=len(alerts) == 1) if text]
        room -= sum(map(_size, made))
        if left < len(alerts) and (room < 0 or len(blocks) + len(made) + len(closing) + 1 > MOST_BLOCKS):
            break
        blocks, left = blocks + made, left - 1
    if left:
        blocks.append(_section(f"And {numbers.count(left)} more."))
    return {"text": escaped(head), "blocks": blocks + closing}


def escaped(text: str) -> str:
    r"""A text in which nothing calls anybody or makes a link.

    Example:
        >>> escaped("a < b & <!here>"), escaped("@channel").encode()
        ('a &lt; b &amp; &lt;!here&gt;', b'@\xe2\x81\xa0channel')
    """
    return BROADCAST.sub(f"@{WORD_JOINER}", "".join(ENTITIES.get(sign, sign) for sign in text))


def _texts(alert: Mapping[str, Any], *, is_alone: bool) -> list[str]:  # Any: JSON
    title = [] if is_alone else [f"*{escaped(alert['title'])}*"]
    links = [f"<{_address(link['url'])}|{escaped(link['name'])}>" for link in alert["links"]]
    body = [escaped(line["text"]) for line in alert["lines"]]
    return ["\n".join([*title, *body]), " · ".join(links)]


def _address(url: str) -> str:
    """An address that cannot end its link."""
    return url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def _titles(titles: list[str]) -> list[str]:
    rest = len(titles) - MOST_TITLES
    shown = [escaped(title) for title in titles[:MOST_TITLES]]
    return [*shown, f"and {numbers.count(rest)} more"] if rest > 0 else shown


def _count(alerts: list[Mapping[str, Any]]) -> str:  # Any: JSON
    firing = sum(each["state"] == "firing" for each in alerts)
    return f"{firing} firing" if firing else f"{len(alerts)} resolved"


def _header(text: str) -> dict[str, Any]:  # Any: JSON
    return {"type": "header", "text": {"type": "plain_text", "text": _cut(escaped(text), LONGEST_HEADER)}}


def _section(text: str) -> dict[str, Any]:  # Any: JSON
    return {"type": "section", "text": {"type": "mrkdwn", "text": _cut(text, LONGEST_SECTION)}}


def _cut(text: str, most: int) -> str:
    """A text within a limit, not cut inside of an entity."""
    if len(text) <= most:
        return text
    return re.sub(r"&[a-z]{0,3}$", "", text[: most - 1]) + "…"


def _size(block: Mapping[str, Any]) -> int:  # Any: JSON
    return len(block["text"]["text"])


def _classed(answer: Answer, kind: Class) -> Answer:
    return Answer(kind, answer.text, answer.status, answer.retry_after)
