"""Comparisons for tests of reports: written by hand, so that every status and odd name is there."""

from __future__ import annotations

import math
from dataclasses import replace

from tests.charts.sides import days, names, normal, numbers, verdicts

from gnomon.checks.verdict import ColumnResult, Finding, Judgement, Status, Test
from gnomon.metrics.cells import Cell
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Kind
from gnomon.profiles.summary import Summary
from gnomon.profiles.volume import RowsSummary
from gnomon.reports.comparison import Comparison
from gnomon.reports.side import Side

STATUSES: list[Status] = ["violation", "error", "insufficient_data", "no_data", "ok"]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(2)</script>",
    "{{ 7 * 7 }}",
    "a\nb\tc",
    "x" * 300,
    "\u202eevil\u2028name",
    "مرحبا",
    "",
    "   ",
    "*star*",
    "javascript:alert(3)",
    "a|b`c`",
]


def result(column: str, status: Status = "violation", kind: Kind = "number", effect: float = 0.41) -> ColumnResult:
    """One column's result, with five tests, metrics that are not finite, and a finding."""
    tests = tuple(
        Test(name, effect if name == "location" else 0.01, 0.1, 0.075, 9.0, 1e-12, 1, name == "location")
        for name in ("location", "spread", "shape", "missing", "novelty")
    )
    return ColumnResult(
        column=column,
        kind=kind,
        status=status,
        reason=f"*{column}* moved up by {effect:.2f} sd (material: 0.10) (n = 400): a typical value now ranks higher.",
        metrics={"psi": 0.123456789012, "ks": math.nan, "wasserstein": None, "kl": math.inf},
        cells=(Cell("below 0", None, 0.0, 200, 100), Cell("0 or more", 0.0, None, 200, 300)),
        effect=effect,
        tests=tests,
        findings=(Finding("unit_change", f"*{column}* looks like ×1000", fires=True),),
    )


def side(name: str, columns: dict[str, Summary]) -> Side:
    return Side(name, 4000, Profile(RowsSummary(count=4000), columns))


def comparison(results: list[ColumnResult], summaries: dict[str, tuple[Summary, Summary]] | None = None) -> Comparison:
    """A comparison of some results; numbers for every column that has no summaries of its own."""
    known = summaries or {}
    sides = {r.column: known.get(r.column, (normal(0), normal(1, seed=1))) for r in results}
    changed = [r.column for r in results if r.status == "violation"]
    judgement = Judgement(
        status=results[0].status if results else "ok",
        reason=f"{len(changed)} of {len(results)} columns changed: {', '.join(f'*{name}*' for name in changed[:3])}.",
        columns=tuple(results),
        schema=(Finding("added", "Column *new* is new.", fires=True),),
        rows=(Finding("duplicates", "12 % of the rows repeat another; usually 0.1 %."),),
    )
    before, now = ({name: pair[i] for name, pair in sides.items()} for i in (0, 1))
    return Comparison(judgement, side("train.parquet", before), side("today.parquet", {**now, "new": numbers(1)}))


def every_status() -> Comparison:
    return comparison([result(f"c_{status}", status) for status in STATUSES])


def renamed() -> Comparison:
    """A column that seems to have another name, as the judgement of schemas makes it."""
    made = comparison([])
    reason = "Column *discount* seems to be called *rebate* now: it has the same values."
    column = ColumnResult("discount", "number", "violation", reason, {})
    finding = Finding("renamed", reason, fires=True)
    judgement = replace(made.judgement, status="violation", columns=(column,), schema=(finding,))
    return Comparison(judgement, side("before", {"discount": numbers(1)}), side("now", {"rebate": numbers(1)}))


def hostile() -> Comparison:
    return comparison([result(name) for name in HOSTILE])


def empty() -> Comparison:
    return Comparison(Judgement("ok", "None of 0 columns changed.", ()), side("a", {}), side("b", {}))


def categories() -> Comparison:
    return comparison(
        [result("dest", kind="category"), result("gone"), result("blank")],
        {
            "dest": (names(ATL=50, SFO=30, ORD=20), names(ATL=40, SFO=40, ABQ=20)),
            "gone": (normal(0), numbers(nulls=400)),
            "blank": (numbers(nulls=4), numbers(nulls=4)),
        },
    )


def series(n: int = 40) -> Comparison:
    """A reference of ten days against `n` days, of which four are in violation and one is not there."""
    now = days([*[0.0] * 20, None, *[3.0] * (n - 21)])
    before = days([0.0] * 10)
    found = verdicts(now, {20: "violation", 21: "violation", 22: "violation", 30: "violation"})
    one = result("x")
    windowed = ColumnResult(**{name: getattr(one, name) for name in one.__slots__ if name != "windows"}, windows=found)
    judgement = Judgement(
        "violation", "1 of 1 column changed: *x*.", (windowed,), basis="reference_windows", windows=found
    )
    return Comparison(
        judgement,
        Side("first days", before.rows, before.total, before),
        Side("all days", now.rows, now.total, now),
    )


def wide(n: int = 100) -> Comparison:
    return comparison([result(f"column_{i:03d}", STATUSES[i % 5], effect=0.5 - i / 200) for i in range(n)])
