"""The pages of the documentation, and the folder in which their examples run."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

DATA = ROOT / "data"
"""The real data; pages call this folder `data`."""


FILE = re.compile(r"^```yaml\n(# (\w+\.yaml)\n.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block that is a file: its text, and its name."""


def pages() -> list[Path]:
    """README, the changelog's neighbours and every page of `docs/`, in order."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name(page: Path) -> str:
    """The page's path as people write it: `docs/compare.md`."""
    return page.relative_to(ROOT).as_posix()


def lay_out(folder: Path, page: str = "") -> Path:
    r"""Make a folder look like the place where a reader tries the examples: `data` leads to the real data.

    A block of YAML that begins with a comment of its name, `# tests.yaml`, is a file in it.

    Args:
        folder: An empty folder.
        page: The text of the page.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as place:
        ...     (lay_out(Path(place), "```yaml\n# a.yaml\nb: 1\n```\n") / "a.yaml").read_text("utf-8")
        '# a.yaml\nb: 1\n'
    """
    (folder / "data").symlink_to(DATA, target_is_directory=True)
    for text, name in FILE.findall(page):
        (folder / name).write_text(text, "utf-8")
    return folder
