"""Families as text: OpenMetrics 1.0, and the older form of Prometheus.

Source: https://prometheus.io/docs/specs/om/open_metrics_spec/ and
https://prometheus.io/docs/instrumenting/exposition_formats/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gnomon.jobs.exposing.family import Distribution, Family, Value

OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PLAIN = "text/plain; version=0.0.4; charset=utf-8"


def openmetrics(families: Iterable[Family]) -> str:
    r"""Families as OpenMetrics.

    Example:
        >>> from gnomon.jobs.exposing.family import gauge
        >>> print(openmetrics([gauge("up", "Whether it answers.", [({"of": 'a"b'}, 1.0)])]), end="")
        # HELP up Whether it answers.
        # TYPE up gauge
        up{of="a\"b"} 1.0
        # EOF
    """
    return "".join([*_lines(families, "gaugehistogram", ("_gcount", "_gsum")), "# EOF\n"])


def plain(families: Iterable[Family]) -> str:
    """Families in the older form, which has no histograms that go down: they are called histograms there."""
    return "".join(_lines(families, "histogram", ("_count", "_sum")))


def _lines(families: Iterable[Family], histogram: str, suffixes: tuple[str, str]) -> Iterator[str]:
    for family in families:
        if not family.samples:
            continue
        yield f"# HELP {family.name} {_escaped(family.help)}\n"
        yield f"# TYPE {family.name} {family.kind if family.kind == 'gauge' else histogram}\n"
        for labels, value in family.samples:
            yield from _sample(family.name, labels, value, suffixes)


def _sample(name: str, labels: Mapping[str, str], value: Value, suffixes: tuple[str, str]) -> Iterator[str]:
    if not isinstance(value, Distribution):
        yield f"{name}{_braced(labels)} {_number(value)}\n"
        return
    for bound, seen in value.coarse.cumulative():
        yield f"{name}_bucket{_braced({**labels, 'le': repr(bound)})} {seen}\n"
    yield f"{name}_bucket{_braced({**labels, 'le': '+Inf'})} {value.count}\n"
    for suffix, total in zip(suffixes, (value.count, value.sum), strict=True):
        yield f"{name}{suffix}{_braced(labels)} {_number(total)}\n"


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else repr(value).replace("inf", "Inf").replace("nan", "NaN")


def _braced(labels: Mapping[str, str]) -> str:
    written = ",".join(f'{name}="{_escaped(text, quotes=True)}"' for name, text in labels.items())
    return f"{{{written}}}" if written else ""


def _escaped(text: str, *, quotes: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quotes else text
