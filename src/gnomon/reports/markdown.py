"""The report as Markdown: the table, for a comment on a pull request."""

from __future__ import annotations

from gnomon.charts.micro.icon import CHARACTERS, WORDS
from gnomon.checks import numbers
from gnomon.checks.verdict import ColumnResult, Judgement
from gnomon.reports import names, words
from gnomon.reports.rows import effect_words
from gnomon.reports.side import Side

_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_{}[]()#+!|~$"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "@\u200b"}
)
"""What Markdown would read as markup; `@` so that a column's name notifies nobody."""


def text(judgement: Judgement, reference: Side, current: Side) -> str:
    """The comparison as Markdown: the answer, both sides, a table worst first.

    Args:
        judgement: The verdicts.
        reference: One side.
        current: The other.
    """
    known = words.columns(judgement, reference, current)
    before, emphasised, after = words.basis(judgement, reference)
    lines = [
        f"## {CHARACTERS[judgement.status]} {plain(names.unstarred(judgement.reason, known))}",
        "",
        f"{plain(before)} **{plain(emphasised)}**{plain(after)}",
        "",
        f"- Reference: {_side(reference)}",
        f"- Current: {_side(current)}",
        *(f"- {plain(names.unstarred(finding.reason, known))}" for finding in (*judgement.schema, *judgement.rows)),
        "",
        "| | Column | What changed | Effect | PSI | Missing |",
        "|---|---|---|---:|---:|---:|",
        *(_row(result, current, known) for result in judgement.columns),
        "",
    ]
    return "\n".join(lines)


def plain(words: str) -> str:
    r"""Text that Markdown shows as it is, on one line.

    Example:
        >>> print(plain("a|b *c*"))
        a\|b \*c\*
    """
    return " ".join(words.split()).translate(_SPECIAL)


def _side(side: Side) -> str:
    span = f" · {side.span}" if side.span else ""
    return f"**{plain(numbers.short(side.name))}**, {numbers.count(side.rows)} rows{plain(span)}"


def _row(result: ColumnResult, current: Side, known: set[str]) -> str:
    now, psi = current.summary(result.column), result.metrics.get("psi")
    cells = [
        f"{CHARACTERS[result.status]} {WORDS[result.status]}",
        f"**{plain(names.said(result.column))}**",
        plain(names.unstarred(names.brief(result.reason, result.column), known)),
        effect_words(result),
        "—" if psi is None else numbers.figure(psi),
        numbers.share(now.missing / now.rows) if now is not None and now.rows else "—",
    ]
    return f"| {' | '.join(cells)} |"
