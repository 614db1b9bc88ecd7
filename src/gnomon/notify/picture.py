"""The picture of a message, 1000 × 400 pixels, for a mail or a chat: what its alert is about, before and now.

Mails and a Slack bot show one (`registry.Channel.pictures`). A Slack incoming
webhook cannot upload one, a log line is text, and the body of a webhook should
stay below 20 kB (Standard Webhooks). So it is drawn for a row that is about to
be sent there, and is not kept in the outbox.

It is drawn at half of its size and twice the resolution, so that its text is
still read when a phone shows it 360 pixels wide.

Source: ALERTS 3.2, line 11; PAGES 3.
"""

from __future__ import annotations

import base64
import struct

from gnomon.charts import chart, picture
from gnomon.charts.chart import Chart
from gnomon.checks import numbers
from gnomon.errors import GnomonError

WIDTH, HEIGHT = 1000, 400  # pixels
LARGEST = 500_000  # bytes of a data address
LONGEST_TITLE = 60  # characters that fit, with those around them
LONGEST_LINE = 80  # characters of the caption that fit
STATUS = "\N{BLACK UP-POINTING TRIANGLE}"  # the shape of a violation


def drawn(shown: Chart, what: str, since: str, patience_s: float) -> dict[str, str]:
    """A chart as the picture of an alert in a payload: its words, and its bytes as a `data:` address.

    Args:
        shown: The chart.
        what: Of what it is: `flights: temp`.
        since: When what is wrong began, in words.
        patience_s: How long drawing may take.

    Raises:
        GnomonError: It cannot be drawn, takes too long, or is too large.
        OSError: Nothing can be started.
    """
    spec = chart.titled(
        shown, f"{STATUS} {numbers.short(what, LONGEST_TITLE - len(since))}, since {since}", LONGEST_LINE
    )
    spec.width, spec.height = WIDTH // picture.SCALE, HEIGHT // picture.SCALE
    spec.autosize = {"type": "fit", "contains": "padding"}
    png = picture.draw(spec, "png", patience_s=patience_s)
    if size(png) != (WIDTH, HEIGHT):
        raise GnomonError(f"a picture has {size(png)} pixels and not {(WIDTH, HEIGHT)}.")
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    if len(address) > LARGEST:
        raise GnomonError(f"a picture of {len(address)} bytes is larger than a message bears ({LARGEST}).")
    return {"alt": shown.sentence, "src": address}


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, in pixels.

    Source: PNG (ISO/IEC 15948), 11.2.2.
    """
    width, height = struct.unpack(">II", png[16:24])
    return width, height
