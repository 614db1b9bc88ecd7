"""Who may call: those who show the token, where there is one."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from fastapi import HTTPException, Request


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets a request in or not.

    Attributes:
        token: What callers must show; None lets everybody in.
    """

    token: str | None = field(default=None, repr=False)

    def __call__(self, request: Request) -> None:
        """Let a request in.

        Raises:
            HTTPException: 401, it does not show the token.
        """
        if self.token is None:
            return
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(shown.strip().encode(), self.token.encode()):
            words = "the token is missing or wrong. Send the header Authorization: Bearer TOKEN."
            raise HTTPException(401, words, {"WWW-Authenticate": "Bearer"})
