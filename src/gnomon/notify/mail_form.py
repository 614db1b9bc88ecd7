"""A message as a mail: text and HTML, its picture inside, its subject and thread the same from first to last.

Source: ALERTS 3.4; RFC 5322, 2387, 2919, 3834.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from gnomon.charts.theme import TOKENS
from gnomon.checks import numbers
from gnomon.notify import notice
from gnomon.notify.answers import kept
from gnomon.notify.lines import VERBS
from gnomon.notify.payload import Payload
from gnomon.notify.shown import capital, paragraphs, points, sections, shown

TONES = {"critical": "violation", "high": "insufficient", "warning": "text2", "info": "text2"}
OVER = "ok"
"""Which colour of the theme says how severe it is, or that it is over; words say it too."""

SPEC = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+"
ADDRESS = re.compile(rf"[^<>@,;\r\n]*<({SPEC})>|({SPEC})")
MARK = re.compile(r"\[(TEST|DRILL)\] ")
NAMED = re.compile(r"\*([^*\n]+)\*")
LONGEST_KEY = 32  # characters of a row's key that make a message's id

Record = Mapping[str, Any]  # Any: JSON


def mail(
    key: str, payload: Payload, sender: str, to: Sequence[str], now: datetime, first: str | None = None
) -> EmailMessage:
    """The mail of a row.

    Args:
        key: The row's key.
        payload: What it says; of one episode.
        sender: Whom it is from: an address, or a name with one.
        to: Whom it is to.
        now: The time on the wall.
        first: The id of the thread's first mail; None: this is the first.

    Raises:
        ValueError: A header would have a line break.
    """
    (alert,) = payload["alerts"]
    at = domain(sender)
    thread = f"<alert-{alert['alert_id']}-{alert['episode']}@{at}>"
    made = EmailMessage(policy=SMTP)
    headers = {
        "From": sender,
        "To": ", ".join(to),
        "Subject": subject(alert),
        "Date": format_datetime(now),
        "Message-ID": message_id(key, sender),
        "In-Reply-To": first or thread,
        "References": f"{thread} {first}" if first else thread,
        "List-Id": f"<{slug(alert['entity'])}.alerts.{at}>",
        "Auto-Submitted": "auto-generated",
        "X-Gnomon-State": alert["state"],
        "X-Gnomon-Severity": alert["severity"],
    }
    for name, text in headers.items():
        made[name] = text
    made.set_content(_text(alert, payload["open"]))
    picture = f"{alert['id']}@{at}" if alert["picture"] else ""
    made.add_alternative(_html(alert, payload["open"], picture), subtype="html")
    if picture:
        *_, html = made.iter_parts()
        assert isinstance(html, EmailMessage)  # noqa: S101 - the alternative above
        png = base64.b64decode(alert["picture"]["src"].partition(",")[2])
        html.add_related(png, "image", "png", cid=f"<{picture}>", filename=f"{alert['id']}.png", disposition="inline")
    return made


def message_id(key: str, sender: str) -> str:
    """The id of a row's mail, the same on every try.

    Example:
        >>> message_id("a6d6e943e8986768", "gnomon <gnomon@example.org>")
        '<a6d6e943e8986768@example.org>'
    """
    return f"<{key[:LONGEST_KEY]}@{domain(sender)}>"


def domain(sender: str) -> str:
    """What stands behind the @ of an address."""
    return address(sender).rpartition("@")[2]


def address(text: str) -> str:
    """An address without its name; empty where it is none.

    Example:
        >>> address("On call <oncall@example.org>"), address("oncall"), address("a@b@c")
        ('oncall@example.org', '', '')
    """
    found = ADDRESS.fullmatch(text)
    return (found[1] or found[2]) if found else ""


def subject(alert: Record) -> str:
    """What stays the same from an episode's first mail to its last, so that clients show them as one thread.

    Example:
        >>> told = {"title": "[FIRING high] a", "event": "firing", "entity": "churn", "monitor": "inputs"}
        >>> subject({**told, "kind": "drift"})
        '[gnomon] churn: inputs drifted'
    """
    if alert["event"] in notice.KINDS:
        return kept(str(alert["title"]))
    mark = MARK.match(alert["title"])
    said = f"{alert['entity']}: {alert['monitor']} {VERBS[alert['kind']]}"
    return kept(f"[gnomon] {mark[0] if mark else ''}{said}")


def slug(name: str) -> str:
    """A name as a part of a domain.

    Example:
        >>> slug("Flights_delay.v2")
        'flights-delay-v2'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "entity"


def _text(alert: Record, others: Sequence[str]) -> str:
    links = [f"{link['name']}: {link['url']}" for link in alert["links"]]
    also = ["Still firing:", *others] if others else []
    body = [alert["title"], *paragraphs(alert), *links, *also, "", _foot(alert)]
    return numbers.plain(NAMED.sub(r"\1", "\n".join(body))) + "\n"


def _html(alert: Record, others: Sequence[str], picture: str) -> str:
    mark, is_over = MARK.match(alert["title"]), alert["state"] == "resolved"
    (_, first), *rest = sections(alert) or [("", [])]
    facts = [(capital(name), _bold("\n".join(points(texts)))) for name, texts in rest]
    state, title = _parts(alert["title"])
    return _template().render(
        subject=subject(alert),
        light=TOKENS["light"],
        dark=TOKENS["dark"],
        tone=OVER if is_over else TONES[alert["severity"]],
        state=f"{mark[0] if mark else ''}{state}",
        title=title,
        first=_bold("\n".join(first)),
        facts=[*facts, ("Still firing", Markup("<br>").join(others))] if others else facts,
        links=[link for link in alert["links"] if link["url"].startswith(("https://", "http://"))],
        picture=picture,
        alt=alert["picture"]["alt"] if picture else "",
        foot=_foot(alert),
    )


def _parts(title: str) -> tuple[str, str]:
    """The state that stands in brackets before a title, and the rest of it."""
    state, bracket, rest = MARK.sub("", title).partition("] ")
    return (state.removeprefix("["), rest) if bracket else ("", title)


def _bold(text: str) -> Markup:
    """A line with its columns in bold; all else as text."""
    return Markup(NAMED.sub(r"<b>\1</b>", str(escape(text))).replace("\n", "<br>"))  # noqa: S704 - escaped before


def _foot(alert: Record) -> str:
    named = "" if alert["event"] in notice.KINDS else f" · alert {alert['id']}"
    return shown(f"gnomon · {alert['entity']} · {alert['monitor']}{named}")


@cache
def _template() -> Template:
    loader = PackageLoader("gnomon", "notify")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("mail.html")
