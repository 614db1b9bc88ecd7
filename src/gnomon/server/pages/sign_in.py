"""`/sign-in`: a reader shows the token once, and a cookie keeps what follows from it.

The cookie holds a digest under the token, not the token: who reads the cookie cannot call the API with it. Another
token ends all that it let in.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gnomon.server.pages.own_site import own_site
from gnomon.server.pages.shell import page
from gnomon.server.pages.theme import is_here

COOKIE = "gnomon_reader"
A_MONTH = 30 * 86_400


class UnknownReaderError(Exception):
    """A reader has not shown the token."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read the pages.

    Attributes:
        token: What readers must show once; None lets everybody in.
    """

    token: str | None = field(default=None, repr=False)

    def __call__(self, request: Request) -> None:
        """Let a request in.

        Raises:
            UnknownReaderError: It does not show the cookie.
        """
        if self.token is not None and not self._lets_in(request.cookies.get(COOKIE, "")):
            raise UnknownReaderError

    def _lets_in(self, cookie: str) -> bool:
        return hmac.compare_digest(cookie.encode("utf-8", "surrogatepass"), self.digest.encode())

    @property
    def digest(self) -> str:
        """What the cookie holds."""
        return hmac.digest((self.token or "").encode(), b"gnomon pages", "sha256").hex()

    def knows(self, token: str) -> bool:
        """Whether a token is the one."""
        return self.token is not None and hmac.compare_digest(token.strip().encode(), self.token.encode())


def to_sign_in(request: Request, _error: Exception) -> Response:
    """Who is unknown is asked for the token, and comes back from there."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?back={quote(back, safe='')}", 303)


def router(readers: Readers) -> APIRouter:
    """The page that asks for the token.

    Args:
        readers: Who may read.
    """
    made = APIRouter(include_in_schema=False)

    @made.get("/sign-in")
    def ask(request: Request, back: str = "/") -> HTMLResponse:
        return page(request, "sign_in.html.jinja", back=back, is_wrong=False)

    @made.post("/sign-in", dependencies=[Depends(own_site)])
    def take(request: Request, token: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/") -> Response:
        if not readers.knows(token):
            return page(request, "sign_in.html.jinja", status=401, back=back, is_wrong=True)
        answer = RedirectResponse(back if is_here(back) else "/", 303)
        answer.set_cookie(
            COOKIE, readers.digest, max_age=A_MONTH, httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return answer

    return made
