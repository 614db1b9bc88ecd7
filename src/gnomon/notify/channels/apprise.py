"""The channel `apprise`: title and text by the library of that name, to more than a hundred services.

What the service answered the library keeps to itself: it says only whether all
took the message. It is no part of the base install.

Source: ALERTS 3.6.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from gnomon.checks import numbers
from gnomon.notify import registry
from gnomon.notify.answers import DELIVERED, Answer
from gnomon.notify.manner import NEWS
from gnomon.notify.payload import Payload
from gnomon.notify.post import TIMEOUT_S
from gnomon.notify.secret import Text, read
from gnomon.notify.shown import paragraphs

TYPES = {"critical": "failure", "high": "failure", "warning": "warning", "info": "info"}
OVER = "success"


@dataclass(frozen=True, slots=True)
class AppriseTarget:
    """Where messages go.

    Attributes:
        urls: Addresses as Apprise writes them, secrets.
    """

    urls: tuple[Text, ...] = field(repr=False)


@registry.channel(target=AppriseTarget, grouping="entity", says=NEWS)
def apprise(
    key: str,
    payload: Payload,
    target: AppriseTarget,
    /,
    *,
    client: httpx.Client,
    now: datetime,
    thread: str | None = None,
) -> Answer:
    """Send a row's message.

    Returns:
        `delivered` where every address took it, else `retry`; `credential` where one cannot be used.

    Raises:
        UsageError: An address cannot be read.
    """
    try:
        import apprise as library  # noqa: PLC0415 - an extra
    except ImportError:
        return Answer("credential", "Apprise is not installed. Install it: pip install 'gnomon[apprise]'.")
    logging.getLogger("apprise").disabled = True  # its lines hold addresses, which are secrets
    notifier = library.Apprise()
    if not all([notifier.add(read(url)) for url in target.urls]):
        return Answer("credential", "Apprise knows no service of such an address. See its list of addresses.")
    title, text = rendered(payload)
    alert = payload["alerts"][0]
    kind = OVER if alert["state"] == "resolved" else TYPES[alert["severity"]]
    return _within(lambda: bool(notifier.notify(title=title, body=text, notify_type=library.NotifyType(kind))))


def _within(notify: Callable[[], bool]) -> Answer:
    """What comes of it within the time of one try: the library bounds each read, and not their sum."""
    taken: list[bool] = []

    def send() -> None:
        with contextlib.suppress(Exception):  # what it would print may hold an address
            taken.append(notify())

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    sender.join(TIMEOUT_S)
    if sender.is_alive():
        return Answer("retry", "the services of Apprise gave no answer in time")
    if taken == [True]:
        return DELIVERED
    return Answer("retry", "Apprise could not deliver it; what the service said it keeps.")


def rendered(payload: Payload) -> tuple[str, str]:
    """Title and text of a row, without stars."""
    first, *rest = payload["alerts"]
    others = [alert["title"] for alert in rest]
    also = ["Still firing:", *payload["open"]] if payload["open"] else []
    links = [f"{link['name']}: {link['url']}" for link in first["links"]]
    lines = [*paragraphs(first), *links, *others, *also]
    return str(first["title"]), numbers.plain("\n".join(lines)).replace("*", "")
