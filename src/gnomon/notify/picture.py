"""The picture of a message: then and now, 1000 × 400 pixels, for a chat or a mail.

Mails and a Slack bot show one where a row has it (`registry.Channel.pictures`). A
Slack incoming webhook cannot upload one, a log line is text, and the body of a
webhook should stay below 20 kB (Standard Webhooks). So none is drawn unless
whoever makes rows asks for it, by `group.flush(…, write=…)`: then the row carries
it as a `data:` address where it is below 200 kB.

It is drawn at half of its size and twice the resolution, so that its text is
still read when a phone shows it 360 pixels wide.

Source: ALERTS 3.2, line 11; PAGES 3.
"""

from __future__ import annotations

import struct

from gnomon.charts import chart, picture
from gnomon.charts.now_over_reference import now_over_reference
from gnomon.checks import numbers
from gnomon.errors import GnomonError
from gnomon.notify import lines
from gnomon.notify.message import Message
from gnomon.notify.told import Told
from gnomon.profiles.summary import Summary

WIDTH, HEIGHT = 1000, 400  # pixels
PATIENCE_S = 3.0
LONGEST_TITLE = 50  # characters that fit, with those around them
STATUS = "\N{BLACK UP-POINTING TRIANGLE}"  # the shape of a violation


def pictured(
    told: Told,
    message: Message,
    column: str,
    reference: Summary | None,
    current: Summary | None,
    patience_s: float = PATIENCE_S,
) -> Message:
    """The message with its picture; without one where it cannot be drawn, or takes too long.

    Args:
        told: What is told.
        message: As `compose` wrote it.
        column: The column that is shown.
        reference: What it was like.
        current: What it is like now.
        patience_s: How long drawing may take.
    """
    shown = now_over_reference(column, reference, current)
    if shown is None:
        return message
    since = lines.moment(told, told.since)
    what = numbers.short(f"{told.entity}: {column}", LONGEST_TITLE - len(since))
    spec = chart.titled(shown, f"{STATUS} {what}, since {since}")
    spec.width, spec.height = WIDTH // picture.SCALE, HEIGHT // picture.SCALE
    spec.autosize = {"type": "fit", "contains": "padding"}
    try:
        drawn = picture.draw(spec, "png", patience_s=patience_s)
    except (GnomonError, OSError):
        return message
    return message.with_picture(drawn if size(drawn) == (WIDTH, HEIGHT) else None, shown.sentence)


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, in pixels.

    Source: PNG (ISO/IEC 15948), 11.2.2.
    """
    width, height = struct.unpack(">II", png[16:24])
    return width, height
