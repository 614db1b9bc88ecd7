"""A message in Slack's form: blocks within Slack's limits, in which nothing calls anybody.

Source: ALERTS 3.3, 8.3; Slack's limits of blocks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gnomon.checks import numbers
from gnomon.notify.payload import Payload
from gnomon.notify.shown import capital, is_digest, sections

MOST_BLOCKS, LONGEST_HEADER, LONGEST_SECTION = 50, 150, 3000
LONGEST_MESSAGE = 12_000  # characters; near 13,000 Slack answers msg_blocks_too_long
MOST_TITLES = 10

BROADCAST = re.compile(r"@(?=channel\b|here\b|everyone\b)", re.IGNORECASE)
WORD_JOINER = "\N{WORD JOINER}"
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def head(payload: Payload) -> str:
    """The first line of a message: the title of its alert, or how many there are before that of the first."""
    alerts = payload["alerts"]
    return str(alerts[0]["title"]) if len(alerts) == 1 else f"{_count(alerts)}: {alerts[0]['title']}"


def rendered(payload: Payload, title: str = "") -> dict[str, Any]:  # Any: JSON
    """The message of a row in Slack's form, within its limits.

    Args:
        payload: What the row says.
        title: The first line, where it is another than `head` says.
    """
    alerts, others, title = payload["alerts"], payload["open"], title or head(payload)
    blocks: list[dict[str, Any]] = [_header(title.replace(head(payload), _above(payload)))]  # Any: JSON
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
    return {"text": escaped(title), "blocks": blocks + closing}


def _above(payload: Payload) -> str:
    """What stands above the blocks: each of several alerts has its own title there."""
    alerts = payload["alerts"]
    return head(payload) if len(alerts) == 1 else f"{_count(alerts)}: {alerts[0]['entity']}"


def escaped(text: str) -> str:
    r"""A text in which nothing calls anybody or makes a link.

    Example:
        >>> escaped("a < b & <!here>"), escaped("@channel").encode()
        ('a &lt; b &amp; &lt;!here&gt;', b'@\xe2\x81\xa0channel')
    """
    return BROADCAST.sub(f"@{WORD_JOINER}", "".join(ENTITIES.get(sign, sign) for sign in text))


def _texts(alert: Mapping[str, Any], *, is_alone: bool) -> list[str]:  # Any: JSON
    if is_digest(alert):
        return _sections(alert)
    title = [] if is_alone else [f"*{escaped(alert['title'])}*"]
    links = [f"<{_address(link['url'])}|{escaped(link['name'])}>" for link in alert["links"]]
    body = [escaped(line["text"]) for line in alert["lines"]]
    return ["\n".join([*title, *body]), " · ".join(links)]


def _sections(digest: Mapping[str, Any]) -> list[str]:  # Any: JSON
    """The sections of a digest beneath their names, so long that all of them fit."""
    (_, since), *rest = sections(digest)
    most = LONGEST_MESSAGE // (len(rest) + 1)
    named = [f"*{capital(name)}*\n" + "\n".join(f"• {escaped(text)}" for text in texts) for name, texts in rest]
    return [escaped(" ".join(since)), *(_cut(text, most) for text in named)]


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
