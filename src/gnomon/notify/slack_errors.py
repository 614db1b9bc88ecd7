"""What Slack says, and what it means.

Source: ALERTS 3.3, R45.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gnomon.notify.answers import Answer, Class

ERRORS: Mapping[str, Class] = {
    **dict.fromkeys(
        ("invalid_auth", "account_inactive", "token_revoked", "token_expired", "invalid_token", "not_authed"),
        "credential",
    ),
    **dict.fromkeys(("missing_scope", "no_permission"), "credential"),
    **dict.fromkeys(
        ("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"),
        "retry",
    ),
    **dict.fromkeys(
        ("channel_not_found", "not_in_channel", "is_archived", "channel_is_archived", "invalid_blocks"), "dead"
    ),
    **dict.fromkeys(("msg_too_long", "msg_blocks_too_long", "no_text", "invalid_payload"), "dead"),
}
"""The class of each error."""


def meant(answer: Answer) -> Answer:
    """The answer by what Slack says in its body, where that is one of its errors.

    Example:
        >>> meant(Answer("delivered", body="ok")).kind, meant(Answer("dead", body="ratelimited")).kind
        ('delivered', 'retry')
        >>> meant(Answer("delivered", body='{"ok":false,"error":"invalid_auth"}')).kind
        'credential'
    """
    said, record = " ".join(answer.body.split()), read(answer)
    if record:
        said = error(record)
        if record.get("ok") is False and said not in ERRORS and answer.kind == "delivered":
            return answer.classed("dead")
    return answer.classed(ERRORS.get(said, answer.kind))


def read(answer: Answer) -> Mapping[str, Any]:  # Any: JSON
    """The record that Slack answered; empty where there is none."""
    try:
        record = json.loads(answer.body)
    except (ValueError, RecursionError):  # whoever answered, it is not Slack
        return {}
    return record if isinstance(record, dict) else {}


def error(record: Mapping[str, Any]) -> str:  # Any: JSON
    """The name of what went wrong; empty where nothing did."""
    return "" if record.get("ok") is True else str(record.get("error", ""))
