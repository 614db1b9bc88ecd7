"""Series that a test feeds: a figure of a monitor's verdicts, such as `effect{entity="churn",monitor="inputs"}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from gnomon.alerts.expression import FIELDS
from gnomon.config.mistakes import near
from gnomon.config.plain import said
from gnomon.config.values import reading
from gnomon.errors import UsageError

FIGURES = ("violation", *FIELDS)
"""What can be fed: whether a window is in violation (1 or 0), or a number that conditions look up."""

NEEDED = ("entity", "monitor")
LABELS = (*NEEDED, "column")
SERIES = re.compile(r"\s*(\w+)\s*\{(.*)\}\s*")
LABEL = re.compile(r'\s*(\w+)\s*=\s*"([^"]*)"\s*(?:,|$)')
SUCH = 'Write one such as effect{entity="churn",monitor="inputs"}.'


@dataclass(frozen=True, slots=True, order=True)
class FedSeries:
    """A series.

    Attributes:
        entity: The entity's name.
        monitor: The monitor's name.
        column: The column; empty for the monitor as a whole.
        figure: Which of its figures.
    """

    entity: str
    monitor: str
    column: str
    figure: str

    def __str__(self) -> str:
        """As it is written."""
        column = f',column="{self.column}"' if self.column else ""
        return f'{self.figure}{{entity="{self.entity}",monitor="{self.monitor}"{column}}}'


def fed_series(text: object) -> FedSeries:
    """Read a series.

    Raises:
        UsageError: It is none.

    Example:
        >>> fed_series('effect{monitor="inputs", entity="churn"}')
        FedSeries(entity='churn', monitor='inputs', column='', figure='effect')
    """
    if isinstance(text, FedSeries):
        return text
    found = SERIES.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise UsageError(f"{said(text)} is no series. {SUCH}")
    if found[1] not in FIGURES:
        raise UsageError(f"there is no figure {found[1]!r}. {near(found[1], FIGURES)}")
    labels = _labels(found[2])
    for name in NEEDED:
        if not labels.get(name):
            raise UsageError(f"the series says not of which {name}. {SUCH}")
    return FedSeries(labels["entity"], labels["monitor"], labels.get("column", ""), found[1])


def _labels(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while text[at:].strip():
        label = LABEL.match(text, at)
        if label is None:
            raise UsageError(f"{text[at:].strip()!r} is no label. {SUCH}")
        if label[1] not in LABELS:
            raise UsageError(f"a series has no label {label[1]!r}. {near(label[1], LABELS)}")
        if label[1] in found:
            raise UsageError(f"the label {label[1]} is written twice. Keep one.")
        found[label[1]] = label[2]
        at = label.end()
    return found


Series = Annotated[FedSeries, PlainValidator(reading(fed_series)), WithJsonSchema({"type": "string"})]
