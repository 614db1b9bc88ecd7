"""Style and script of the pages, each under a name that changes with its content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from fastapi import APIRouter, HTTPException, Response

from gnomon.charts import theme
from gnomon.reports import page_parts

router = APIRouter(include_in_schema=False)

FOR_EVER = "public, max-age=31536000, immutable"


@cache
def style() -> str:
    """The style sheet: dark where the machine is, until the reader chooses."""
    dark, light = theme.css("dark"), theme.css("light")
    chosen = f"[data-theme=dark]{{{dark}}}[data-theme=light]{{{light}}}"
    shared = page_parts.css(":root", "parts.css", "page.css", "entity.css")
    own = resources.files("gnomon.server.pages").joinpath("pages.css").read_text("utf-8")
    return f"{shared}{chosen}{page_parts.lean(own)}"


@cache
def script() -> str:
    """The script: keys, and fresh content without losing the place."""
    return resources.files("gnomon.server.pages").joinpath("pages.js").read_text("utf-8")


KINDS = {"css": (style, "text/css"), "js": (script, "text/javascript")}


@cache
def name(kind: str) -> str:
    """The name of an asset: of its kind and content.

    Args:
        kind: `css` or `js`.
    """
    digest = hashlib.blake2b(KINDS[kind][0]().encode(), digest_size=8).hexdigest()
    return f"pages-{digest}.{kind}"


@router.get("/assets/{asset}")
def asset(asset: str) -> Response:
    """An asset, which never changes under its name."""
    kind = asset.rpartition(".")[2]
    if kind not in KINDS or asset != name(kind):
        raise HTTPException(404, "there is no such asset.")
    made, media = KINDS[kind]
    return Response(made(), media_type=media, headers={"Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff"})
