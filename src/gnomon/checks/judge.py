"""The judgement of one side against another: the entry to this room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from gnomon.checks import column as columns_of
from gnomon.checks import engine, hygiene, result, schema, season, stretches, whole
from gnomon.checks.case import Case
from gnomon.checks.column import Column
from gnomon.checks.season import Calendar
from gnomon.checks.settings import Settings
from gnomon.checks.side import Side
from gnomon.checks.verdict import ColumnResult, Finding, Judgement
from gnomon.errors import SchemaError
from gnomon.metrics.quality.schema_change import SchemaChange, schema_change
from gnomon.profiles.profile import Profile
from gnomon.profiles.series import ProfileSeries
from gnomon.profiles.windows import Window


def judge(
    reference: Profile | ProfileSeries,
    current: Profile | ProfileSeries,
    *,
    material: float = 0.10,
    material_share: float = 0.005,
    alpha: float = 0.005,
    strict: float = 0.0,
    exclude: Collection[Window] = (),
) -> Judgement:
    """Judge one side against another, column by column.

    A change is a violation when it matters (its effect passes the cut), when it
    is real (sampling noise, and the wobble between the reference's windows, do
    not explain it), and when it is so with all columns looked at together.

    Args:
        reference: What was right. The windows of a series teach how much they differ when nothing is wrong;
            without windows only sampling noise is taken into account.
        current: What is in question; each window of a series is judged.
        material: The least change that matters, in standard deviations of reference ranks (Cohen's w).
        material_share: The same for shares of missing and of novel rows.
        alpha: Chance that anything alerts when nothing changed, per window.
        strict: Standard errors of sampling by which an effect must pass the cut.
        exclude: Windows of the reference to leave out, since something was wrong in them.

    Raises:
        SchemaError: The sides have no column in common.
        UsageError: A setting out of its range.

    Source: STATISTICS B.

    Example:
        >>> import numpy as np
        >>> from gnomon.profiles.number import NumberSummary
        >>> from gnomon.profiles.volume import RowsSummary
        >>> rng = np.random.default_rng(0)
        >>> train, today = (
        ...     Profile(RowsSummary(count=5000), {"temp": NumberSummary.of(rng.normal(mean, 1, 5000))})
        ...     for mean in (0, 1)
        ... )
        >>> judge(train, train).status, judge(train, today).status
        ('ok', 'violation')
    """
    settings = Settings(material, material_share, alpha, strict)
    before, now = Side.of(reference).without(exclude), Side.of(current)
    _check(before.total, now.total)
    change = schema_change(before.total, now.total)
    findings = schema.findings(change, now.total, before.total)
    apart = {r.column for r in change.retyped}
    names = [name for name in now.total.columns if name in before.total and name not in apart]
    columns = [columns_of.of(name, before, now.profiles) for name in names]
    judged, unusual = _results(columns, before, now, settings) if columns else ([], ())
    results = [*judged, *_of_schema(change, findings, before, now)]
    verdicts = whole.windows(judged, now.windows, [profile.rows for profile in now.profiles])
    return Judgement(
        status=whole.of_all(results, findings),
        reason=whole.reason(judged, findings, verdicts),
        columns=tuple(sorted(results, key=whole.urgency)),
        schema=findings,
        rows=schema.repeats(before.total, now.total, material_share),
        basis="reference_windows" if before.windows else "sampling_noise_only",
        alpha=alpha,
        windows=verdicts,
        reference=(*unusual, *hygiene.left_out(exclude)),
    )


def _check(before: Profile, now: Profile) -> None:
    """Refuse two sides that have nothing to compare."""
    if set(before.columns) & set(now.columns):
        return
    sides = " and ".join(f"{', '.join(map(repr, side.columns[:3])) or 'no column'}" for side in (before, now))
    raise SchemaError(f"the two sides have no column in common ({sides}). Compare tables with the same columns.")


def _results(
    columns: Sequence[Column], before: Side, now: Side, settings: Settings
) -> tuple[list[ColumnResult], tuple[Finding, ...]]:
    """Judge columns together, and put each into its form; and what is odd in the reference."""
    if before.windows and now.windows:
        calendar = season.calendar(before.windows, now.windows)
    else:
        calendar = Calendar.without(len(before.profiles), len(now.profiles))
    places = stretches.places(before.windows), stretches.places(now.windows)

    def run(some: Sequence[Column]) -> engine.Verdicts:
        return engine.run(some, calendar, places, settings)

    sound, found = list(columns), list[ColumnResult]()
    try:
        verdicts = run(sound)
    except Exception:
        sound, found = _apart(columns, run)
        if not sound:
            return found, ()
        verdicts = run(sound)
    for j, column in enumerate(sound):
        try:
            found.append(result.of(Case(column, j, verdicts, settings, now.windows), now.total[column.name]))
        except Exception as error:
            found.append(result.broken(column, str(error)))
    return found, hygiene.findings([column.name for column in sound], verdicts.unusual, before.windows)


def _apart(
    columns: Sequence[Column], run: Callable[[Sequence[Column]], engine.Verdicts]
) -> tuple[list[Column], list[ColumnResult]]:
    """The columns that can be judged, and results for those that cannot."""
    sound, broken = [], []
    for column in columns:
        try:
            run([column])
        except Exception as error:
            broken.append(result.broken(column, str(error)))
        else:
            sound.append(column)
    return sound, broken


def _of_schema(change: SchemaChange, findings: Sequence[Finding], before: Side, now: Side) -> list[ColumnResult]:
    """Results for columns that cannot be compared."""
    sides = [before.total] * (len(change.renamed) + len(change.missing))
    sides += [now.total] * (len(change.retyped) + len(change.added))
    names = [pair.old for pair in change.renamed] + list(change.missing)
    names += [pair.column for pair in change.retyped] + list(change.added)
    return [result.of_schema(*one) for one in zip(names, sides, findings, strict=True)]
