"""How a channel is mended, by what became of its message and what the receiver answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from gnomon.notify.answers import GONE, REDIRECT, Answer, of_status

NOWHERE, BAD = 404, 400

SAID: Mapping[str, str] = {
    "not_in_channel": "Invite the bot: write /invite and its name in the channel.",
    "channel_not_found": "Correct channels.{0}.channel, and invite the bot to it where it is private.",
    "missing_scope": "Give the app the scope chat:write, install it anew, and take its new token.",
    "invalid_auth": "Slack does not know this token: copy the app's bot token, xoxb-…, to where channels.{0}.token is.",
    "Invalid routing key": "Copy the integration key of an Events API v2 integration to where "
    "channels.{0}.routing_key is. An account in the EU writes url: https://events.eu.pagerduty.com/v2/enqueue.",
    "535": "The mail server refuses this login: correct channels.{0}.user, and the password where it is.",
    "530": "The mail server wants a login: write user and password in channels.{0}.",
    "certificate": "Its certificate is not trusted: name the authority's file in SSL_CERT_FILE, or correct the host.",
    "not secure": "Check the port and tls in channels.{0}, or name the authority's file in SSL_CERT_FILE.",
    "no connection": "Check that the receiver runs, and that this machine may reach it.",
    "cannot be found": "Check the host in channels.{0}.",
    "cannot be written": "Check the folder, its permissions and the room on the disk.",
}
"""What helps, by what an answer says; the first that fits."""


def mend(channel: str, state: Literal["retrying", "dead"], status: int | None) -> str:
    """What to do so that a channel delivers again.

    Args:
        channel: Its name in the configuration.
        state: Whether its message is tried again.
        status: The HTTP status that was answered; None without an answer.

    Example:
        >>> mend("ops", "dead", 404)
        'Nothing is at this address: correct channels.ops.url. What still fires is told again after repeat_interval.'
        >>> mend("ops", "retrying", 503)
        'The receiver is down or busy. It is tried again in the next run.'
    """
    if state == "dead":
        return f"{_refused(channel, status)} What still fires is told again after repeat_interval."
    if status is None:
        return f"It is tried again in the next run; if that does not help, check channels.{channel}."
    if of_status(status) == "retry":
        return "The receiver is down or busy. It is tried again in the next run."
    return f"Correct url or secret in channels.{channel}; the message is kept and sent in the next run."


def _refused(channel: str, status: int | None) -> str:
    if status == NOWHERE:
        return f"Nothing is at this address: correct channels.{channel}.url."
    if status == GONE:
        return f"This address was closed: make another and write it in channels.{channel}.url."
    if status is not None and REDIRECT <= status < BAD:
        return f"The address moved: write the new one in channels.{channel}.url."
    if status is not None and of_status(status) == "dead":
        return f"The receiver does not take such a message: check kind and url in channels.{channel}."
    return f"It was tried for days: check channels.{channel}, and that its receiver runs."


def advice(channel: str, answer: Answer) -> str:
    """What to do about an answer to a test.

    Args:
        channel: The channel's name in the configuration.
        answer: What came.

    Example:
        >>> advice("ml", Answer("dead", '200 {"ok":false,"error":"not_in_channel"}', 200))
        'Invite the bot: write /invite and its name in the channel.'
        >>> advice("ops", Answer("retry", "503 busy", 503))
        'The receiver is down or busy. Try it again later.'
    """
    for said, helps in SAID.items():
        if said in answer.text:
            return helps.format(channel)
    if answer.kind == "retry" and answer.status is not None:
        return "The receiver is down or busy. Try it again later."
    if answer.kind == "credential" and answer.status is None:
        return f"Mend that in channels.{channel}."
    if answer.kind == "credential":
        return f"Correct url or secret in channels.{channel}."
    return _refused(channel, answer.status)
