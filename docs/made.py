"""Made parts of pages: tables that a program writes from the program.

A page holds `<!-- made: metrics -->` and `<!-- end -->`; what stands between
them is the answer of the function of that name here.
"""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import gnomon
from docs import messages
from docs.pages import DATA, ROOT
from gnomon.config.plain import flow
from gnomon.config.schema import schema
from gnomon.errors import DataWarning, UsageError
from gnomon.metrics.outcome_metric import OutcomeMetric
from gnomon.metrics.registry import ALL, Metric, metrics, outcome_metrics
from gnomon.profiles.outcomes.task import OUTCOME_KINDS

PART = re.compile(r"<!-- made: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
"""A made part: its name, and what stands in it."""

NAMES = {"drift": "Drift", "quality": "Quality", "performance": "Performance", "plug-in": "Of other packages"}
KEYS_OF = {
    "": "The file",
    "Entity": "An entity",
    "Source": "`source`",
    "Targets": "`targets`",
    "Reference": "`reference`",
    "Monitor": "A monitor",
    "Promises": "A column in `expect`",
    "Channel": "A channel",
    "Remind": "`remind`",
    "Digest": "`digest`",
    "Route": "A route",
    "Hours": "`hours`",
    "Maintenance": "`maintenance`",
    "Server": "`server`",
    "Egress": "`egress`",
    "Heartbeat": "`heartbeat`",
}
"""Parts of a configuration, with the headings of their keys."""

BAD = {"up": "more", "down": "less", "neither": "neither direction by itself"}


def refreshed(page: str) -> str:
    """The page with its made parts as they are now."""
    return PART.sub(lambda part: f"<!-- made: {part[1]} -->\n{PARTS[part[1]]()}<!-- end -->", page)


def commands() -> str:
    """Every command with its arguments and options, from what `--help` reads."""
    return "\n".join(_command(name, command) for name, command in _leaves("", _program()))


def _leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - Typer's command
    """The commands that do something, those of a group by both names."""
    for below in getattr(command, "commands", {}):
        yield from _leaves(f"{name} {below}".strip(), command.get_command(None, below))
    if not hasattr(command, "commands"):
        yield name, command


def _program() -> Any:  # noqa: ANN401 - Typer's group
    import typer.main  # noqa: PLC0415 - only for this

    from gnomon.cli.app import app  # noqa: PLC0415

    return typer.main.get_command(app)


def _command(name: str, command: Any) -> str:  # noqa: ANN401 - Typer's command
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join(["gnomon", name, *(p.name.upper() for p in arguments), "[OPTIONS]"])
    rows = "".join(f"| {_shown(p)} | {_escaped(p.help or '')}{_default(p)} |\n" for p in command.params)
    rows += "| `-h`, `--help` | Show this message and exit. |\n"
    return f"## `{usage}`\n\n{command.help}\n\n| | |\n|---|---|\n{rows}"


def _shown(parameter: Any) -> str:  # noqa: ANN401 - Typer's parameter
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.upper()}`"
    spelled = ", ".join(f"`{word}`" for word in (*parameter.opts, *parameter.secondary_opts))
    return spelled if parameter.is_flag else f"{spelled} `{parameter.metavar or parameter.name.upper()}`"


def _default(parameter: Any) -> str:  # noqa: ANN401 - Typer's parameter
    given = parameter.default
    return "" if given in (None, False, ()) or callable(given) else f" Default: `{given}`."


def metric_list() -> str:
    """Every registered metric, by family."""
    found = ""
    for family, title in NAMES.items():
        records = [record for record in (*metrics(), *outcome_metrics()) if record.family == family]
        if records:
            found += f"## {title}\n\n" + "".join(f"{_metric(record)}\n" for record in records)
    return found


def _metric(record: Metric | OutcomeMetric) -> str:
    first = inspect.cleandoc(record.function.__doc__ or "").splitlines()[0]
    low = "(−∞" if record.low == -float("inf") else f"[{record.low:g}"
    high = "∞)" if record.high == float("inf") else f"{record.high:g}]"
    bad = BAD.get(record.bad) or f"away from {_at_rest(record):g}"
    source = f"- Source: {record.source}.\n" if record.source else ""
    return (
        f"### `{record.name}`\n\n{first}\n\n- Formula: {_escaped(record.formula)}.\n- Range: {low}, {high}. "
        f"Bad: {bad}. {_kinds(record)}.\n- How to read it: {_escaped(record.read)}\n{source}"
    )


def _at_rest(record: Metric | OutcomeMetric) -> float:
    return (record.at_rest or 0.0) if isinstance(record, Metric) else 0.0


def _kinds(record: Metric | OutcomeMetric) -> str:
    if isinstance(record, OutcomeMetric):
        return "Outcomes: " + ", ".join(kind for kind in OUTCOME_KINDS if kind in record.kinds)
    every = record.kinds == frozenset(ALL)
    return "Kinds: " + ("every kind" if every else ", ".join(k for k in ALL if k in record.kinds))


def dirty() -> str:
    """What the dirty files of the test data make gnomon say."""
    mended, refused = "", ""
    for path in sorted((DATA / "dirty").iterdir()):
        if path.name == "facts.json":
            continue
        for is_refused, message in _said(path.relative_to(DATA).as_posix()):
            said = _escaped(message.removeprefix(f"{path.name}: "))
            row = f"| `{path.name}` | {said} |\n"
            mended, refused = (mended, refused + row) if is_refused else (mended + row, refused)
    head = "| file | what gnomon says |\n|---|---|\n"
    return f"### Mended, and said\n\n{head}{mended}\n### Refused, with exit code 2\n\n{head}{refused}"


def _said(path: str) -> Iterator[tuple[bool, str]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            gnomon.profile(DATA / path)
        except UsageError as error:
            yield True, str(error)
    yield from ((False, str(w.message)) for w in caught if issubclass(w.category, DataWarning))


def keys() -> str:
    """Every key of a configuration, by part, from its JSON Schema."""
    made = schema()
    parts = [("", made), *((name, made["$defs"][name]) for name in KEYS_OF if name)]
    return "\n".join(f"{_heading(name, part)}{_keys(part, made)}" for name, part in parts)


def _heading(name: str, part: dict[str, Any]) -> str:
    return (
        f"### {KEYS_OF[name]}\n\n{part['description']}\n\n| key | what it is | default | such as |\n|---|---|---|---|\n"
    )


def _keys(part: dict[str, Any], made: dict[str, Any]) -> str:
    rows = ""
    for key, field in part["properties"].items():
        default = "**needed**" if key in part.get("required", ()) else _value(field.get("default"))
        such = _value(field["examples"][0]) if field.get("examples") else ""
        words = _words(field, made)
        rows += f"| `{key}` | {_escaped(field['description'])}{words} | {default} | {such} |\n"
    return rows


def _words(field: dict[str, Any], made: dict[str, Any]) -> str:
    """The words that a key may have, where there are few."""
    of = made["$defs"].get(field.get("$ref", "").rpartition("/")[2], field)
    return f" One of {', '.join(f'`{word}`' for word in of['enum'])}." if of.get("enum") else ""


def _value(value: Any) -> str:  # noqa: ANN401 - JSON
    return "" if value in (None, {}, [], "") else f"`{_escaped(flow(value))}`"


def names() -> str:
    """Every public name with its first sentence."""
    rows = ""
    for name in sorted(gnomon.__all__, key=str.lower):
        first = (inspect.getdoc(getattr(gnomon, name)) or "").split("\n\n")[0].replace("\n", " ")
        rows += f"| `gn.{name}` | {_escaped(first)} |\n"
    return f"| name | what it is |\n|---|---|\n{rows}"


def decisions() -> str:
    """Every decision record with its title."""
    rows = ""
    for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        number, title = path.name[:4], path.read_text("utf-8").splitlines()[0].removeprefix("# ")
        rows += f"- [{number}](decisions/{path.name}) {title.removeprefix(f'{number}: ')}\n"
    return rows


def _escaped(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "metrics": metric_list,
    "dirty": dirty,
    "messages": messages.texts,
    "keys": keys,
    "names": names,
    "decisions": decisions,
}
"""Made parts by name."""
