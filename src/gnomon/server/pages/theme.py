"""`POST /theme`: light or dark, kept in a cookie so that nothing flashes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse

from gnomon.server.pages.own_site import own_site
from gnomon.server.pages.shell import THEME, Theme

router = APIRouter(include_in_schema=False)

A_YEAR = 365 * 86_400


@router.post("/theme", dependencies=[Depends(own_site)])
def theme(chosen: Annotated[Theme, Form()], back: Annotated[str, Form()] = "/") -> RedirectResponse:
    """Keep the reader's choice, and go back."""
    made = RedirectResponse(back if is_here(back) else "/", 303)
    made.set_cookie(THEME, chosen, max_age=A_YEAR, samesite="lax")
    return made


def is_here(path: str) -> bool:
    r"""Whether a path leads to a page of this server and nowhere else.

    Example:
        >>> [is_here(path) for path in ("/incidents?open=1", "//evil.example", "/\\evil.example", "https://x")]
        [True, False, False, False]
    """
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
