"""How a channel is mended, by what became of its message and what the receiver answered."""

from __future__ import annotations

from typing import Literal

from gnomon.notify.answers import GONE, REDIRECT, of_status

NOWHERE, BAD = 404, 400


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
