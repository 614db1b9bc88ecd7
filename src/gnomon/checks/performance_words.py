"""The sentences of performance: the figure with its interval, the reference's, and what is not known yet."""

from __future__ import annotations

from gnomon.checks import numbers, phrases
from gnomon.checks.numbers import EN_DASH, NO_BREAK
from gnomon.checks.scalar.sentences import by_chance
from gnomon.metrics.estimate import Estimate
from gnomon.metrics.outcome_metric import Scale
from gnomon.profiles.windows import Window

CAPITALS = {"auc": "AUC", "auc ovr": "AUC (one against the rest)", "mae": "MAE", "rmse": "RMSE", "mape": "MAPE",
            "mcc": "MCC", "f1": "F1", "r2": "R²", "ndcg": "NDCG", "ece": "ECE", "brier": "Brier score"}  # fmt: skip


def metric(name: str) -> str:
    """A metric as people write it.

    Example:
        >>> metric("auc"), metric("log_loss"), metric("estimated_f1")
        ('AUC', 'log loss', 'estimated F1')
    """
    words = name.replace("_", " ")
    known = words.removeprefix("estimated ")
    return words.removesuffix(known) + CAPITALS.get(known, known)


def figure(name: str, one: Estimate) -> str:
    """A metric with its interval.

    Example:
        >>> print(figure("auc", Estimate(0.887, 0.882, 0.892, 0.0026, 24_145)))
        AUC 0.887 (0.882–0.892)
    """
    return f"{metric(name)} {numbers.figure(one.value)} ({ends(one.low, one.high)})"


def ends(low: float, high: float) -> str:
    """The two ends of an interval."""
    return f"{numbers.figure(low)}{EN_DASH}{numbers.figure(high)}"


def amount(x: float, scale: Scale, usual: float) -> str:
    """The size of a change: in points, relative to what is usual, or in the metric's own unit.

    Example:
        >>> [numbers.plain(amount(0.041, scale, 0.8)) for scale in ("rank", "rate", "error")]
        ['0.041', '4.1 points', '5.1 %']
    """
    if scale == "rate":
        return numbers.points(abs(x)).lstrip("+")
    if scale == "error" and usual:
        return numbers.share(abs(x / usual))
    return numbers.figure(abs(x))


def worse(
    name: str,
    pair: tuple[Estimate, Estimate],
    expected: float,
    material: float,
    scale: Scale,
    level: int,
    window: Window,
) -> str:
    """A metric that is worse.

    Args:
        name: Of the metric.
        pair: In the window, and in the last `level` windows together.
        expected: Of the reference.
        material: The least change that matters, in the metric's unit.
        scale: How changes are told.
        level: Windows merged.
        window: Which.
    """
    one, together = pair
    effect = together.value - expected
    side = "below" if effect < 0 else "above"
    merged = f"; {figure('', together).strip()} in the last {level} windows together" if level > 1 else ""
    return (
        f"{figure(name, one)}{phrases.when(window)}{merged}, {amount(effect, scale, expected)} {side} the reference "
        f"{numbers.figure(expected)}; material: {amount(material, scale, expected)}; "
        f"n{NO_BREAK}={NO_BREAK}{numbers.count(together.n)}{_with(name)}."
    )


def ok(name: str, one: Estimate, expected: float, detectable: float | None, scale: Scale, window: Window) -> str:
    """A metric that is not worse."""
    said = f"{figure(name, one)}{phrases.when(window)}; the reference has {numbers.figure(expected)}."
    if detectable is None:
        return f"{said} Normal wobble hides all but the largest changes."
    change = amount(detectable, scale, expected)
    return f"{said} Not worse by {change} or more ({numbers.share(0.9)} sure to have been seen)."


def hidden(name: str, one: Estimate, detectable: float | None, material: float, scale: Scale, expected: float) -> str:
    """Too few targets to see what matters."""
    least = amount(material, scale, expected)
    seen = "changes" if detectable is None else f"changes below {amount(detectable, scale, expected)}"
    said = f"{figure(name, one)} from {numbers.count(one.n)} rows{_with(name)}"
    return f"{said}: {seen} would not be seen (material: {least})."


def few_of_a_class(least: int) -> str:
    """A window in which one class hardly occurs.

    Example:
        >>> print(few_of_a_class(10))
        Fewer than 10 rows of one class: how surely it ranks them cannot be told.
    """
    return f"Fewer than {least} rows of one class: how surely it ranks them cannot be told."


def immature(name: str, maturity: float, least: float, window: Window, so_far: Estimate | None) -> str:
    """A window whose targets have not come.

    Example:
        >>> from datetime import UTC, datetime
        >>> day = Window(datetime(2013, 5, 19, tzinfo=UTC), datetime(2013, 5, 20, tzinfo=UTC))
        >>> print(numbers.plain(immature("auc", 0.41, 0.9, day, None)))
        Of the targets that will come for 19 May, 41 % have come: judged from 90 % on.
    """
    seen = f" So far: {figure(name, so_far)}." if so_far is not None else ""
    return (
        f"Of the targets that will come for {window.name}, {numbers.share(maturity)} have come: "
        f"judged from {numbers.share(least)} on.{seen}"
    )


def never(rows: float, of: float) -> str:
    """Rows that have no target, where the others have theirs.

    Example:
        >>> print(numbers.plain(never(9430, 336_776)))
        9 430 of 337 k rows (2.8 %) have no target: they count neither as right nor as wrong.
    """
    return (
        f"{numbers.count(rows)} of {phrases.in_rows(of)} ({numbers.share(rows / of)}) have no target: "
        "they count neither as right nor as wrong."
    )


def absent(name: str, why: str, window: Window) -> str:
    """A metric without a value."""
    return f"No {metric(name)}{phrases.when(window)}: {why}."


def no_reference(name: str) -> str:
    """A reference that says nothing of the metric."""
    return f"The reference has no {metric(name)}: none of its windows has enough rows with a target."


UNKNOWN_NOISE = "The reference has no windows: only sampling noise is allowed for, not what windows differ by."

UNRELIABLE = (
    "Estimates are unreliable now: what was realised differs from them, so the relation of features to outcome has "
    "changed; they are of use again once they are refitted."
)


def differs(name: str, realised: float, estimated: float, usual: float, window: Window, p: float) -> str:
    """What was realised and what was estimated went apart."""
    return (
        f"Realised {metric(name)} {numbers.figure(realised)}{phrases.when(window)} against an estimate of "
        f"{numbers.figure(estimated)}; their difference is usually {numbers.figure(usual)}: the relation of features "
        f"to outcome has changed. {by_chance(p)}"
    )


def agrees(name: str, realised: float, estimated: float, window: Window) -> str:
    """They did not."""
    return (
        f"Realised {metric(name)} {numbers.figure(realised)}{phrases.when(window)}, estimated "
        f"{numbers.figure(estimated)}: they agree as usual."
    )


def undecided(name: str, realised: float, estimated: float, material: float, window: Window) -> str:
    """There are too few rows to tell."""
    return (
        f"Realised {metric(name)} {numbers.figure(realised)}{phrases.when(window)}, estimated "
        f"{numbers.figure(estimated)}: too few rows to tell a difference of {numbers.figure(material)}."
    )


def _with(name: str) -> str:
    return " with a prediction" if name.startswith("estimated_") else " with target"
