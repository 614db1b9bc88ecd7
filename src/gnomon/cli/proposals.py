"""Changes that are proposed, as text: why, what to paste, and what it would have changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from gnomon.cli import output
from gnomon.cli.backtest_tables import day
from gnomon.jobs.trials.proposal import Proposal

MOST = 3
"""So many alerts that are lost or gained are named."""


def show(found: Sequence[Proposal]) -> None:
    """Print proposals, each with the fragment to paste."""
    console = output.console()
    for one in found:
        console.print()
        console.print(output.text(f"{one.entity}, {one.monitor or 'the whole entity'} ({one.rule})", "bold"))
        console.print(output.text(one.why))
        if one.difference is not None:
            console.print(output.text(f"In the history: {one.difference.sentence}.{_named(one)}"))
        for line in one.yaml.splitlines():
            console.print(
                Text(line), soft_wrap=True
            )  # as it is pasted, with its indent; YAML has no control characters
    if found:
        output.say("Nothing was changed. Paste what you agree with, then: gnomon config check.")


def _named(one: Proposal) -> str:
    assert one.difference is not None  # noqa: S101 - the caller asked
    said = [
        f" {name}: {', '.join(day(row.since) for row in rows[:MOST])}{' and others' if len(rows) > MOST else ''}."
        for name, rows in (("Lost", one.difference.lost), ("Gained", one.difference.gained))
        if rows
    ]
    return "".join(said)
