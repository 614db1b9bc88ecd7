"""Standard Webhooks: the three headers by which a receiver knows a message and its sender.

Source: Standard Webhooks 1.0.0; ALERTS 3.7.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from gnomon.errors import UsageError

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes


def headers(key: str, at: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The headers of one try.

    Args:
        key: The message's id, the same on every try; without a dot.
        at: The time of this try.
        body: The bytes that are sent.
        secrets: The current one first; during a rotation the old one too.

    Raises:
        UsageError: A secret is not `whsec_` and base64 of 24 to 64 bytes.

    Example:
        >>> from datetime import UTC
        >>> at = datetime.fromtimestamp(1614265330, UTC)
        >>> secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
        >>> headers("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, [secret])["webhook-signature"]
        'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    stamp = str(int(at.timestamp()))
    found = {"webhook-id": key, "webhook-timestamp": stamp}
    if secrets:
        found["webhook-signature"] = " ".join(_signature(key, stamp, body, secret) for secret in secrets)
    return found


def key_of(secret: str) -> bytes:
    """The bytes of a secret.

    Raises:
        UsageError: It is not `whsec_` and base64 of 24 to 64 bytes.

    Example:
        >>> len(key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        24
    """
    try:
        found = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not secret.startswith(PREFIX) or not SHORTEST <= len(found) <= LONGEST:
        raise UsageError(
            "the secret of a webhook is not whsec_ and base64 of 24 to 64 bytes. Make one: "
            "python -c \"import base64, os; print('whsec_' + base64.b64encode(os.urandom(32)).decode())\""
        )
    return found


def _signature(key: str, stamp: str, body: bytes, secret: str) -> str:
    signed = b".".join((key.encode(), stamp.encode(), body))
    return "v1," + base64.b64encode(hmac.new(key_of(secret), signed, hashlib.sha256).digest()).decode()
