"""What a judgement says: a status, a reason in words, and the numbers behind both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from gnomon.metrics.cells import Cell
from gnomon.profiles.schema import Kind, Role
from gnomon.profiles.windows import Window

Status = Literal["ok", "violation", "insufficient_data", "no_data", "error"]
Basis = Literal["sampling_noise_only", "reference_windows", "live_wobble"]

SEVERITY: Mapping[Status, int] = {"violation": 0, "error": 1, "insufficient_data": 2, "no_data": 3, "ok": 4}
"""Order of listing: what needs somebody comes first."""


@dataclass(frozen=True, slots=True)
class Test:
    """One of a column's five tests at the level that decided it.

    Attributes:
        name: `location`, `spread`, `shape`, `missing` or `novelty`.
        effect: Signed; sd of reference ranks, Cohen's w, or a share in [0, 1].
        material: The least effect that matters, in the same unit.
        limit: The effect from which it alerts: the cut, or the reference's range where that is larger.
        z: The effect in standard normal units; NaN where the test has an exact law.
        p: Two-sided (shape, novelty: one-sided) probability of it by chance.
        level: How many last windows were merged.
        admissible: Whether cut, range and windows allow it to fire.
    """

    __test__: ClassVar[bool] = False  # pytest takes a class of this name for its own

    name: str
    effect: float
    material: float
    limit: float
    z: float
    p: float
    level: int = 1
    admissible: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something seen in a column or a schema that is worth a sentence.

    Attributes:
        name: A quality metric (`unit_change`, `stuck`, `renamed`, …).
        reason: The sentence.
        fires: Whether it makes a violation, or only explains.
        column: Which column it is about; empty for whole rows.
    """

    name: str
    reason: str
    fires: bool = False
    column: str = ""


@dataclass(frozen=True, slots=True)
class WindowVerdict:
    """A column's verdict for one window of a series."""

    window: Window
    status: Status
    reason: str
    effect: float
    limit: float
    rows: int
    missing: float


@dataclass(frozen=True, slots=True)
class ColumnResult:
    """One column of a comparison.

    Attributes:
        column: Its name.
        kind: The kind on the current side (the reference's where the column is gone).
        status: `ok`, `violation`, `insufficient_data`, `no_data` or `error`.
        reason: A sentence that a person can act on.
        metrics: Every metric that has a meaning for the kind; None where it cannot be computed.
        cells: The reference cells with the counts of both sides.
        role: What the column is to the model.
        effect: Size of the change in the unit of the test that decided, signed.
        material: The least change that matters, in the same unit.
        tests: The five tests.
        findings: Quality findings.
        windows: A verdict for each window when the current side is a series.
    """

    column: str
    kind: Kind
    status: Status
    reason: str
    metrics: Mapping[str, float | None]
    cells: tuple[Cell, ...] = ()
    role: Role = "feature"
    effect: float = 0.0
    material: float = 0.1
    tests: tuple[Test, ...] = ()
    findings: tuple[Finding, ...] = ()
    windows: tuple[WindowVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every column of one side against the other, worst first.

    Attributes:
        status: `violation` as soon as one column, or the schema, is.
        reason: One sentence about the whole.
        columns: Worst first: by status, then by effect against what matters.
        schema: What differs between the two schemas.
        rows: Findings about whole rows (repeated rows, repeated ids).
        basis: Which noise the verdicts take into account.
        alpha: Chance that anything alerts when nothing changed.
        windows: Status of the whole for each window, when the current side is a series.
        reference: Findings about the reference: windows unlike its others, and those left out.
    """

    status: Status
    reason: str
    columns: tuple[ColumnResult, ...]
    schema: tuple[Finding, ...] = ()
    rows: tuple[Finding, ...] = ()
    basis: Basis = "sampling_noise_only"
    alpha: float = 0.005
    windows: tuple[WindowVerdict, ...] = field(default=())
    reference: tuple[Finding, ...] = ()
