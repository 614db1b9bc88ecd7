"""`python docs/refresh.py`: fill in what a program can say on the pages.

Renews the made parts, the outputs of the commands, and those of the Python
examples; says which pages changed. Read the difference before it is kept.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script's own folder is not the repository

from docs import console, examples, made, pages


def refreshed(page: str) -> str:
    """The text of a page, with all that a program can say as it is now."""
    page = made.refreshed(page)
    for renew in (console.refreshed, examples.refreshed):
        with tempfile.TemporaryDirectory() as folder:
            page = renew(page, pages.lay_out(Path(folder), page))
    return page


def main() -> None:
    """Renew every page, or those that are named."""
    for page in map(Path.resolve, map(Path, sys.argv[1:])) if sys.argv[1:] else pages.pages():
        before = page.read_text("utf-8")
        after = refreshed(before)
        if after != before:
            page.write_text(after, "utf-8", newline="\n")
            sys.stdout.write(f"renewed {pages.name(page)}\n")


if __name__ == "__main__":
    main()
