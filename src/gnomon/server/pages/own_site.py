"""Forms are taken from this site's own pages: no other page can send one in a reader's name.

Source: OWASP, Cross-Site Request Forgery Prevention, Fetch Metadata headers; Origin where a browser sends none.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import HTTPException, Request


def own_site(request: Request) -> None:
    """Let a form in or not.

    Raises:
        HTTPException: 403, it comes from elsewhere.
    """
    said = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if said is not None:
        is_own = said == "same-origin"
    else:
        is_own = origin is not None and urlsplit(origin).netloc == request.headers.get("host")
    if not is_own:
        raise HTTPException(403, "the form comes from another site. Send it from a page of this one.")
