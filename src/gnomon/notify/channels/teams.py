"""The channel `teams`: an Adaptive Card to a webhook of Microsoft Teams' Workflows.

What was posted so can neither be changed nor answered; so it sends only what is
news, as the channel `slack` does.

Source: ALERTS 3.6; Adaptive Cards 1.4.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from gnomon.checks import numbers
from gnomon.notify import post, registry
from gnomon.notify.answers import Answer
from gnomon.notify.manner import NEWS
from gnomon.notify.payload import Payload
from gnomon.notify.secret import Text, read
from gnomon.notify.shown import capital, points, sections

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
CARD = "application/vnd.microsoft.card.adaptive"
LARGEST = 28_000  # bytes of a message; past 28 KB Teams refuses it
LONGEST_TEXT = 2_000  # characters of a line
MOST_ACTIONS, MOST_TITLES = 6, 10
NAMES = {"since": "when", "likely cause": "cause"}
"""What a fact is called where its own name begins its text."""

COLOURS = {"critical": "attention", "high": "attention", "warning": "warning", "info": "accent"}
OVER = "good"
SIGNS = re.compile(r"([\\`*_~])")
"""What Markdown would take for more than a letter."""

LINK, UNLINKED = "](", "]\N{WORD JOINER}("
NAMED = re.compile(r"\*([^*\n]+)\*")
"""A column's name, which lines have between stars."""

Element = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class TeamsTarget:
    """Where cards go.

    Attributes:
        url: The workflow's address, a secret.
    """

    url: Text = field(repr=False)


@registry.channel(target=TeamsTarget, grouping="entity", says=NEWS)
def teams(
    key: str,
    payload: Payload,
    target: TeamsTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Send a row's card.

    Raises:
        UsageError: The address cannot be read.
    """
    url = read(target.url)
    return post.post(client, url, _encoded(rendered(payload)), {"content-type": "application/json"})


def rendered(payload: Payload) -> Element:
    """The message of a row: one card, within 28 KB; the last alerts are cut first."""
    alerts = payload["alerts"]
    for shown in range(len(alerts), 0, -1):
        for longest in (LONGEST_TEXT, LONGEST_TEXT // 10):
            made = _message(payload, shown, longest)
            if len(_encoded(made)) <= LARGEST:
                return made
    return _message(payload, 0, 0)


def _message(payload: Payload, shown: int, longest: int) -> Element:
    alerts = payload["alerts"]
    is_alone = len(alerts) == 1
    body = [element for alert in alerts[:shown] for element in _alert(alert, longest, is_alone=is_alone)]
    rest, others = len(alerts) - shown, payload["open"]
    if rest:
        body.append(_text(f"And {numbers.count(rest)} more.", isSubtle=True))
    if others:
        titles = [f"- {_escaped(title)}" for title in others[:MOST_TITLES]]
        more = len(others) - MOST_TITLES
        titles += [f"- and {numbers.count(more)} more"] if more > 0 else []
        body.append(_text("Still firing:\n" + "\n".join(titles), spacing="Medium"))
    links = {link["url"]: link["name"] for alert in alerts[:shown] for link in alert["links"] if is_alone}
    actions = [{"type": "Action.OpenUrl", "title": name, "url": url} for url, name in links.items()]
    content = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": actions[:MOST_ACTIONS],
        "msteams": {"width": "Full"},
    }
    return {"type": "message", "attachments": [{"contentType": CARD, "contentUrl": None, "content": content}]}


def _alert(alert: Mapping[str, Any], longest: int, *, is_alone: bool) -> list[Element]:  # Any: JSON
    """The title in its colour, what changed below it, and the rest as a list of facts.

    Links are buttons below the card of one alert; of several each has its own.
    """
    is_over = alert["state"] == "resolved"
    title = _text(_escaped(alert["title"]), weight="Bolder", size="Medium")
    (_, first), *rest = sections(alert) or [("", [])]
    facts = [
        {"title": capital(NAMES.get(name, name)), "value": "\n\n".join(_line(text, longest) for text in points(texts))}
        for name, texts in rest
    ]
    style = OVER if is_over else COLOURS[alert["severity"]]
    made: list[Element] = [{"type": "Container", "style": style, "bleed": True, "items": [title]}]
    made += [_text(_line("\n".join(first), longest))] if first else []
    made += [{"type": "FactSet", "facts": facts}] if facts else []
    links = [] if is_alone else [f"[{_escaped(link['name'])}]({_address(link['url'])})" for link in alert["links"]]
    return [*made, _text(" · ".join(links))] if links else made


def _address(url: str) -> str:
    """An address that cannot end its link."""
    return "".join(f"%{ord(sign):02X}" if sign in "()[]<> \\" else sign for sign in url)


def _text(text: str, **how: object) -> Element:
    return {"type": "TextBlock", "text": text, "wrap": True, **how}


def _line(text: str, longest: int) -> str:
    r"""A line with its columns in bold, in which data has no say.

    Example:
        >>> print(_line("*temp_c* moved: 3 * 4", 100))
        **temp\_c** moved: 3 \* 4
    """
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    said, at = "", 0
    for found in NAMED.finditer(cut):
        said += f"{_escaped(cut[at : found.start()])}**{_escaped(found[1])}**"
        at = found.end()
    return (said + _escaped(cut[at:])).replace("\n", "\n\n")  # a single one does not end a line in Markdown


def _escaped(text: str) -> str:
    return SIGNS.sub(r"\\\1", text.replace(LINK, UNLINKED))


def _encoded(message: Element) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
