"""Reads a page of HTML strictly enough to see what a browser would be told to do."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """Tags, attributes and text of a page.

    Attributes:
        tags: Each start tag with its attributes, in order.
        unclosed: Tags that were open at the end, or closed out of order.
        text: What a reader sees, style and script apart.
        data: The JSON of `script#gnomon-data`.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.unclosed: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self._script = ""
        self.feed(html)
        self.close()
        self.unclosed += self._open
        self.data: Any = json.loads(self._script) if self._script else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unclosed.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self._script += data
        elif not self._open or self._open[-1] != "style":
            self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Attributes of every such tag."""
        return [found for name, found in self.tags if name == tag and wanted.items() <= found.items()]

    @property
    def ids(self) -> list[str]:
        """Every id."""
        return [found["id"] for _, found in self.tags if "id" in found]

    @property
    def references(self) -> set[str]:
        """Everything that points to something, here or elsewhere."""
        return {
            found[name]
            for _, found in self.tags
            for name in ("href", "src", "srcset", "action", "data")
            if name in found
        }

    def spaced(self) -> str:
        """The text with single spaces."""
        return re.sub(r"\s+", " ", self.text)
