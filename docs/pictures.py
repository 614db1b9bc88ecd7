"""`python docs/pictures.py`: draw the pictures of the pages anew, with Chromium.

Without a browser it says so and leaves the pictures as they are.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script's own folder is not the repository

from PIL import Image

from docs.pages import DATA, ROOT

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


def main() -> None:
    """Draw every picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stdout.write(f"no pictures drawn: none of {', '.join(BROWSERS)} is installed.\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        program = Path(sys.executable).with_name("gnomon")
        subprocess.run(  # noqa: S603 - our own program
            [program, "demo", "--data", DATA, "--html", report], check=True, capture_output=True
        )
        draw(report, ROOT / "docs" / "pictures" / "report.png", browser)


if __name__ == "__main__":
    main()
