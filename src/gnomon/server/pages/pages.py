"""All pages, for those who may read."""

from __future__ import annotations

from fastapi import Depends, FastAPI

from gnomon.server.pages import assets, entity, home, incidents, sign_in, theme
from gnomon.server.pages.sign_in import Readers, UnknownReaderError

PAGES = (home, entity, incidents)


def add(application: FastAPI, token: str | None) -> None:
    """Give an application its pages.

    Args:
        application: Which.
        token: What readers must show once; None lets everybody in who can reach it.
    """
    readers = Readers(token)
    for each in PAGES:
        application.include_router(each.router, dependencies=[Depends(readers)])
    for router in (assets.router, theme.router, sign_in.router(readers)):
        application.include_router(router)
    application.add_exception_handler(UnknownReaderError, sign_in.to_sign_in)
