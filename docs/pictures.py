"""`python docs/pictures.py`: draw the pictures of the pages anew: of reports with Chromium, and of backtests.

Without a browser it says so and leaves the pictures of reports as they are.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script's own folder is not the repository

from PIL import Image

from docs.pages import DATA, ROOT, lay_out

PICTURES = ROOT / "docs" / "pictures"
COMPARED = "backtest -c proposed.yaml --compare gnomon.yaml --incidents known.yaml --chart"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MOST_BYTES = 250_000
FLAGS = (
    "--headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking "
    "--disable-component-update --no-first-run --force-device-scale-factor=2 --window-size=1040,900"
).split()


def draw(report: Path, picture: Path, browser: str) -> None:
    """Draw the top of a report.

    Args:
        report: A file of HTML.
        picture: The PNG to write.
        browser: The program that draws.

    Raises:
        RuntimeError: The picture is larger than pages bear.
    """
    with tempfile.TemporaryDirectory() as profile:
        target = [f"--user-data-dir={profile}", f"--screenshot={picture}", report.as_uri()]
        subprocess.run([browser, *FLAGS, *target], check=True, capture_output=True)  # noqa: S603 - our own report
    with Image.open(picture) as drawn:
        # A third of the bytes. By coverage, since the other ways lose the few pixels of a rare status's colour.
        few = drawn.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)
    if picture.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{picture.name} has {picture.stat().st_size} bytes, more than {MOST_BYTES}.")


def draw_backtest(picture: Path) -> None:
    """Draw the alerts of both configurations of the page on backtests, over the whole year.

    Args:
        picture: The PNG to write.
    """
    page = (ROOT / "docs" / "backtest.md").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        place = lay_out(Path(folder), page)
        for call in (["init", "data/flights.parquet"], [*COMPARED.split(), str(picture)]):
            _gnomon(*call, at=place)


def _gnomon(*arguments: str, at: Path) -> None:
    program = Path(sys.executable).with_name("gnomon")
    subprocess.run([program, *arguments], check=True, capture_output=True, cwd=at)  # noqa: S603 - our own program


def main() -> None:
    """Draw every picture."""
    draw_backtest(PICTURES / "backtest-compare.png")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stdout.write(f"no pictures drawn: none of {', '.join(BROWSERS)} is installed.\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        _gnomon("demo", "--data", str(DATA), "--html", str(report), at=Path(folder))
        draw(report, PICTURES / "report.png", browser)


if __name__ == "__main__":
    main()
