"""The pages of the documentation, and the folder in which their examples run."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

DATA = ROOT / "data"
"""The real data; pages call this folder `data`."""


def pages() -> list[Path]:
    """README, the changelog's neighbours and every page of `docs/`, in order."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name(page: Path) -> str:
    """The page's path as people write it: `docs/compare.md`."""
    return page.relative_to(ROOT).as_posix()


def lay_out(folder: Path) -> Path:
    """Make a folder look like the place where a reader tries the examples: `data` leads to the real data.

    Args:
        folder: An empty folder.
    """
    (folder / "data").symlink_to(DATA, target_is_directory=True)
    return folder
