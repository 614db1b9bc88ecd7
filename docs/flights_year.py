"""`python docs/flights_year.py`: a year of flights, a run a day, and the mails that somebody would have got.

The mails go to a real mail server on this machine, and stand in
`docs/flights-year.md` as they came. It takes a quarter of an hour.
With a folder, the mails are kept there; where it has some already, only the page
is made anew.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script's own folder is not the repository

from PIL import Image
from tests.notify.smtp_server import smtp_server

from docs.pages import DATA, ROOT
from gnomon.cli.story import untils
from gnomon.config.channel import Channel
from gnomon.config.init import first_config
from gnomon.config.read import read_settings
from gnomon.config.settings import Settings
from gnomon.jobs import run
from gnomon.jobs.telling import deliver, pictures
from gnomon.store.open import open_store

PAGE, PICTURES = ROOT / "docs" / "flights-year.md", ROOT / "docs" / "pictures" / "flights-year"
PART = re.compile(r"(<!-- the year -->\n).*(<!-- end of the year -->)", re.DOTALL)
TO = "ml-oncall@example.org"
STATES = ("FIRING", "STILL FIRING", "REVISED", "RESOLVED")
COLOURS = 64
"""So many are enough for a chart of three hues, and a third of the bytes."""


def settings(folder: Path, port: int) -> Settings:
    """What `gnomon init` writes for the flights, without its segments, and with a channel."""
    config = folder / "gnomon.yaml"
    lines = first_config(DATA / "flights.parquet", config).splitlines()
    config.write_text("\n".join(line for line in lines if "segments:" not in line), "utf-8")
    made = read_settings(config)
    given: dict[str, Any] = {"from": "gnomon <gnomon@example.org>", "to": [TO], "host": "127.0.0.1", "port": port}
    mail = Channel(name="mail", kind="mail", tls="off", **given)
    entities = {name: one.model_copy(update={"notify": ("mail",)}) for name, one in made.entities.items()}
    return made.model_copy(update={"entities": entities, "channels": {"mail": mail}})


def mails(folder: Path, days: int | None = None) -> Sequence[EmailMessage]:
    """The mails of a run a day, each day's when it was over.

    Args:
        folder: For the configuration and the store.
        days: Only those of the last of so many runs, which then is the only one; None: of every run.
    """
    with smtp_server() as inbox:
        configured = settings(folder, inbox.port)
        moments = untils(configured)
        with open_store(configured.address) as store:
            for until in moments if days is None else moments[days - 1 : days]:

                def clock(until: datetime = until) -> datetime:
                    return until

                run.run(configured, store, until, clock=clock)
                deliver.deliver(configured, store, clock=clock)
    return [mail for _, mail in inbox.mails]


def page(found: Sequence[EmailMessage]) -> str:
    """The part of the page that the mails make, and their pictures beside it."""
    parts = [summary(found)]
    for number, mail in enumerate(found, 1):
        if title(mail).startswith("[FIRING"):
            parts.append(shown(mail, _picture(mail, f"{number:03}")))
    return "\n".join(parts)


def summary(found: Sequence[EmailMessage]) -> str:
    """All mails, a line each."""
    rows = "".join(f"| {moment(mail)} | {title(mail).replace('|', ' ')} |\n" for mail in found)
    counts = Counter(state for mail in found for state in STATES if title(mail).startswith(f"[{state} "))
    told = ", ".join(f"{counts[state]} `{state}`" for state in STATES if counts[state])
    count = f"{len(found)} {'mail' if len(found) == 1 else 'mails'}"
    return f"{count}: {told}.\n\n| came (UTC) | first line |\n|---|---|\n{rows}"


def shown(mail: EmailMessage, picture: str = "") -> str:
    """A mail as it is read."""
    drawn = f'<img src="{picture}" width="500" alt="{alt(mail)}">\n\n' if picture else ""
    return f"### {moment(mail)}\n\n{drawn}```text\n{body(mail)}```\n"


def title(mail: EmailMessage) -> str:
    """The first line."""
    return body(mail).partition("\n")[0]


def moment(mail: EmailMessage) -> str:
    """When it came."""
    at = parsedate_to_datetime(mail["Date"])
    return f"{at.day} {at:%b %H:%M}"


def body(mail: EmailMessage) -> str:
    """Its plain text."""
    part = mail.get_body(("plain",))
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


def alt(mail: EmailMessage) -> str:
    """What its picture shows, in words."""
    part = mail.get_body(("html",))
    found = None if part is None else re.search(r'alt="([^"]*)"', str(part.get_content()))
    return found[1] if found else ""


def _picture(mail: EmailMessage, name: str) -> str:
    """Write a mail's picture beside the page; empty where it has none."""
    for part in mail.walk():
        if part.get_content_type() == "image/png":
            PICTURES.mkdir(parents=True, exist_ok=True)
            with Image.open(BytesIO(part.get_content())) as drawn:
                few = drawn.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            few.save(PICTURES / f"{name}.png", optimize=True)
            return f"pictures/flights-year/{name}.png"
    return ""


def _kept(folder: Path) -> list[EmailMessage]:
    """The mails of a folder; of one that has none, those of the year, which it has then."""
    if not any(folder.glob("*.eml")):
        pictures.PATIENCE_S = 60  # a picture that is missing here would be missed
        with tempfile.TemporaryDirectory() as place:
            for number, mail in enumerate(mails(Path(place)), 1):
                (folder / f"{number:03}.eml").write_bytes(mail.as_bytes())
    read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.glob("*.eml"))]
    return [mail for mail in read if isinstance(mail, EmailMessage)]


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as fresh:
        folder = Path(sys.argv[1]) if sys.argv[1:] else Path(fresh)
        folder.mkdir(exist_ok=True)
        for old in PICTURES.glob("*.png"):
            old.unlink()
        made = page(_kept(folder))
    text = PAGE.read_text("utf-8")
    PAGE.write_text(PART.sub(lambda part: f"{part[1]}{made}{part[2]}", text), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
