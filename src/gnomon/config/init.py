"""A first `gnomon.yaml`, written from a look at the data: it runs as it is, and says how to go on."""

from __future__ import annotations

import json
import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gnomon.config import tree
from gnomon.profiles.frames.files import SIGNS
from gnomon.profiles.frames.sql import is_database
from gnomon.profiles.look import Look, look
from gnomon.profiles.windows import Every

PER_WINDOW = 20
"""Rows that a window should have: with fewer no value is judged."""

LEAST_WINDOWS = 14
"""Windows that a reference should have: with fewer it teaches no season."""

LENGTHS = (("1h", timedelta(hours=1), "10m"), ("1d", timedelta(days=1), "2h"), ("1w", timedelta(weeks=1), "1d"))
"""Lengths of windows, the shortest first, each with how long late rows are waited for."""

REFERENCE = timedelta(days=28)

FAR = os.path.join("..", "..")
"""Paths that begin so are written in full."""


def first_config(data: Path | str, config: Path) -> str:
    """The text of a configuration for one set of data.

    Args:
        data: A file, a glob, a folder or an address that `gnomon profile` reads.
        config: Where the configuration will stand: paths in it are relative to its folder.

    Raises:
        DataError: The data cannot be read as rows.
        SchemaError: It has no rows, or no column of times.
    """
    return written(look(data), config)


def written(found: Look, config: Path) -> str:
    """The text of a configuration, from what was seen.

    Args:
        found: What columns of the data seem to be.
        config: Where the configuration will stand.
    """
    every, lateness = _window(found)
    parts = [
        HEAD,
        f"entities:\n  {_name(found.path)}:",
        "    kind: model" if found.score or found.prediction else "    kind: data",
        _said("# owner: ml-oncall", "whom it concerns"),
        f"    source: {{{_rows(found.path, config)}, timestamp: {_word(found.timestamp)}{_key('id', found.id)}}}",
        *_output(found, config),
        *([_said(f"segments: [{', '.join(map(_word, found.segments))}]", "looked at apart")] if found.segments else []),
        _said(f"every: {every}", "how long a window is"),
        _said(f"lateness: {lateness}", "how long after its end it waits for late rows"),
        *_reference(found, every, config),
        _said("false_alarms: 1 per month", "the one number to have an opinion on"),
        _said("# notify: [team]", "whom to tell: a channel from below"),
        MONITORS,
        CHANNELS,
    ]
    return "\n".join(parts)


def _window(found: Look) -> tuple[str, str]:
    """The shortest window that has enough rows, and how long it waits; a day where too little was seen to say."""
    per_second = found.rows / max(found.span.total_seconds(), 1)
    full = [each for each in LENGTHS if per_second * each[1].total_seconds() >= PER_WINDOW]
    for every, length, lateness in full:
        if found.span >= 3 * length and (every != "1h" or found.span < REFERENCE):
            return every, lateness
    every, _, lateness = LENGTHS[1] if LENGTHS[1] in full else LENGTHS[2]
    return every, lateness


def _output(found: Look, config: Path) -> list[str]:
    lines = []
    has_output = found.score is not None or found.prediction is not None
    if found.targets is not None and has_output:
        one = found.targets
        joined = f"id: {_word(one.id)}, timestamp: {_word(one.timestamp)}, target: {_word(one.target)}"
        lines.append(f"    targets: {{{_rows(one.path, config)}, {joined}}}")
    else:
        lines.append("    # targets: {path: labels.parquet, id: event_id, timestamp: label_ts, target: label}")
    if found.target is not None and not (has_output and found.targets is not None and found.targets.path == found.path):
        lines.append(_said(f"roles: {{{_word(found.target)}: target}}", "an outcome, and no input"))
    lines += [f"    score: {_word(found.score)}"] if found.score else []
    lines += [f"    prediction: {_word(found.prediction)}"] if found.prediction else []
    return lines


def _said(setting: str, why: str) -> str:
    """A setting with its comment, which begins where the others do."""
    return f"    {setting}".ljust(40) + f"# {why}"


def _reference(found: Look, every: str, config: Path) -> list[str]:
    window = Every.parse(every).length
    stretch = max(REFERENCE, LEAST_WINDOWS * window)
    if found.span >= 3 * window:  # a third of what there is, so that there is something to judge
        stretch = min(stretch, found.span / 3)
    days = stretch // timedelta(days=1)
    length = f"{days}d" if days else f"{stretch // timedelta(hours=1)}h"
    lines = [_said(f"reference: {{first: {length}}}", "what is usual: here, how it began")]
    if found.train is None:
        return [*lines, _said("# reference: {path: train.parquet}", "or the set that the model was trained on")]
    target = found.targets.target if found.targets is not None else None
    named = target if target in found.train_columns else None
    unseen = f"{found.score}_oof" if f"{found.score}_oof" in found.train_columns else found.score
    keys = f"{_key('timestamp', found.timestamp)}{_key('target', named)}{_key('score', unseen)}"
    why = "out of fold: the model has not seen them" if unseen != found.score else "the model has seen these rows"
    return [*lines, f"    # reference: {{{_rows(found.train, config)}{keys}}}  # {why}"]


def _key(key: str, value: str | None) -> str:
    return "" if value is None else f", {key}: {_word(value)}"


def _name(data: Path | str) -> str:
    """A name that an entity may have: of a glob the folder's, of a database the table's."""
    if isinstance(data, str):
        parts = urlsplit(data)
        table = parse_qs(parts.query).get("table")
        data = Path(table[0].rpartition(".")[2] if table else parts.path)
    named = data.absolute().parent if set(data.name) & set(SIGNS) else data
    cleaned = re.sub(r"[^a-z0-9._-]+", "-", named.name.split(".")[0].lower()).strip("-._")
    return cleaned[:63] or "data"


def _rows(data: Path | str, config: Path) -> str:
    """Where rows are, as the configuration names it."""
    if isinstance(data, Path):
        return f"path: {_word(_path(data, config))}"
    _, sqlite, file = data.partition("sqlite:///")
    if sqlite:
        return f"sql: {_word(f'{sqlite}{_path(Path(file), config)}')}"
    return f"{'sql' if is_database(data) else 'path'}: {_word(data)}"


def _path(path: Path, config: Path) -> str:
    """A path as seen from the configuration's folder."""
    there = os.path.relpath(path.absolute(), config.absolute().parent)  # as it was named: links are not followed
    return str(path.absolute()) if there.startswith(FAR) else there


def _word(text: str) -> str:
    """A text as YAML has it: in quotes where it could be read as something else."""
    is_plain = re.fullmatch(r"[A-Za-z_./][\w./-]*", text) is not None and tree.grow(text, {}).values == text
    return text if is_plain else json.dumps(text.replace("${", "$${"), ensure_ascii=False)


HEAD = """\
# What gnomon watches. Check it with: gnomon config check
# Do all work that is due:           gnomon run        (made for cron; doing it twice changes nothing)
# Then look:                         gnomon status

store: sqlite:///gnomon.db              # for a team: postgresql+psycopg://user@host/gnomon
"""

MONITORS = """\
    # monitors:                         # all are on by default; naming one tunes it
    #   inputs: {material: 0.2}         # the least change that matters, in standard deviations
    #   quality: {severity: high}
    #   volume: off                     # removes it
    #   slow: {expect: "p95(duration) < 300ms"}
"""

CHANNELS = """\
# channels:
#   team: {kind: slack, url: env:SLACK_WEBHOOK_URL}
#   hook: {kind: webhook, url: https://example.com/alerts, secret: env:WEBHOOK_SECRET}
#   file: {kind: log, path: alerts.jsonl}
"""
