"""The sentences: every one that a verdict says, from plain numbers.

A column's name stands between stars, so that each surface can set it apart.
A reason begins with what changed and says how much, when, and in how many rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from gnomon.checks import numbers, phrases
from gnomon.checks.numbers import EN_DASH, NO_BREAK


def moved(column: str, effect: float, material: float, rank: float, rows: float, at: str = "") -> str:
    """A number whose location changed.

    Args:
        column: Its name.
        effect: Signed, in standard deviations of reference ranks.
        material: The least effect that matters.
        rank: Mean share of reference values that a current value ranks above, ties half.
        rows: Values that it stands on.
        at: When, as `when` says it.

    Example:
        >>> for part in numbers.plain(moved("temp", 1.7341, 0.1, 0.999, 912)).split(": a "):
        ...     print(part)
        *temp* moved up by 1.73 sd (material: 0.10) (n = 912)
        typical value now ranks above 99.9 % of reference values instead of 50 %.
    """
    way = "up" if effect > 0 else "down"
    return (
        f"{phrases.named(column)} moved {way} by {phrases.sd(effect)} {phrases.of_material(material)}{at} "
        f"{phrases.basis(rows)}: "
        f"a typical value now ranks {phrases.above(rank)} of reference values instead of {numbers.share(0.5)}."
    )


def spread(
    column: str,
    effect: float,
    material: float,
    rows: float,
    at: str,
    quartiles: tuple[str, str, str, str] | None = None,
) -> str:
    """A number that is spread wider or narrower about its middle.

    Args:
        column: Its name.
        effect: Signed, in standard deviations of the spread score.
        material: The least effect that matters.
        rows: Values that it stands on.
        at: When.
        quartiles: First and third quartile now, then those of the reference, as text; None where they are not known.

    Example:
        >>> print(numbers.plain(spread("temp", -0.31, 0.1, 912, "", ("4", "6", "3", "7"))))
        *temp* is less spread, by 0.31 sd (material: 0.10) (n = 912): its middle half lies in 4 – 6 instead of 3 – 7.
    """
    way = "more" if effect > 0 else "less"
    said = (
        f"{phrases.named(column)} is {way} spread, by {phrases.sd(effect)} {phrases.of_material(material)}{at} "
        f"{phrases.basis(rows)}"
    )
    if quartiles is None:
        return f"{said}."
    now, before = (f"{low} {EN_DASH} {high}" for low, high in (quartiles[:2], quartiles[2:]))
    return f"{said}: its middle half lies in {now} instead of {before}."


def shape(column: str, effect: float, material: float, rows: float, at: str, changes: Sequence[str]) -> str:
    """A number whose values are dealt out otherwise, its middle and width apart.

    Args:
        column: Its name.
        effect: Cohen's w.
        material: The least effect that matters.
        rows: Values that it stands on.
        at: When.
        changes: The cells that changed most, as `change` says them.

    Example:
        >>> print(numbers.plain(shape("wind", 0.25, 0.1, 912, " on 23 May", ["0 to 5 10 % → 4.2 %"])))
        *wind* has another shape (w = 0.25, material: 0.10) on 23 May (n = 912): 0 to 5 10 % → 4.2 %.
    """
    size = f"(w{NO_BREAK}={NO_BREAK}{numbers.effect(effect)}, material: {numbers.effect(material)})"
    return f"{phrases.named(column)} has another shape {size}{at} {phrases.basis(rows)}{phrases.after_colon(changes)}."


def mix(column: str, effect: float, at: str, rows: float, changes: Sequence[str]) -> str:
    """Categories whose shares changed.

    Example:
        >>> print(numbers.plain(mix("dest", 0.25, "", 912, [phrases.change("SFO", 0.033, 0.042)])))
        mix of *dest* changed (w = 0.25) (n = 912): SFO 3.3 % → 4.2 %.
    """
    size = f"(w{NO_BREAK}={NO_BREAK}{numbers.effect(effect)})"
    return f"mix of {phrases.named(column)} changed {size}{at} {phrases.basis(rows)}{phrases.after_colon(changes)}."


def missing(column: str, hits: float, rows: float, usual: float, at: str = "") -> str:
    """Another share of rows without a value.

    Example:
        >>> print(numbers.plain(missing("temp", 844, 844, 0.003)))
        *temp* is missing in 100 % of rows (844 of 844); usually 0.3 %.
    """
    return (
        f"{phrases.named(column)} is missing in {numbers.share(hits / rows)} of rows{at} "
        f"({numbers.count(hits)} of {numbers.count(rows)}); usually {numbers.share(usual)}."
    )


def missing_clause(share: float, usual: float) -> str:
    """The same beside another change.

    Example:
        >>> print(numbers.plain(missing_clause(0.12, 0.003)))
        missing in 12 % of rows, usually 0.3 %
    """
    return f"missing in {numbers.share(share)} of rows, usually {numbers.share(usual)}"


def brief(column: str, test: str, effect: float, rows: float, usual: float, *, is_mix: bool) -> str:
    """What changed in one window among many.

    Args:
        column: Its name.
        test: The test that decided.
        effect: Its effect.
        rows: Rows that it stands on.
        usual: Share of rows that are usually missing.
        is_mix: Whether the column holds names.

    Example:
        >>> print(numbers.plain(brief("temp", "location", -0.4, 912, 0, is_mix=False)))
        *temp* moved down by 0.40 sd (n = 912).
    """
    name, n = phrases.named(column), phrases.basis(rows)
    w = f"(w{NO_BREAK}={NO_BREAK}{numbers.effect(effect)})"
    match test:
        case "location":
            return f"{name} moved {'up' if effect > 0 else 'down'} by {phrases.sd(effect)} {n}."
        case "spread":
            return f"{name} is {'more' if effect > 0 else 'less'} spread, by {phrases.sd(effect)} {n}."
        case "shape":
            return f"mix of {name} changed {w} {n}." if is_mix else f"{name} has another shape {w} {n}."
        case "missing":
            return missing(column, (usual + effect) * rows, rows, usual)
        case _:
            return f"{name} has new values in {numbers.share(effect)} of rows {n}."


def outside(column: str, share: float, rows: float, at: str, extent: tuple[str, str] | None) -> str:
    """Numbers that the reference never had.

    Args:
        column: Its name.
        share: Share of the rows.
        rows: All rows.
        at: When.
        extent: The least and greatest reference value as text; None without any.

    Example:
        >>> print(numbers.plain(outside("temp", 0.25, 1000, "", ("10.9", "100"))))
        *temp* lies outside the reference's range 10.9 – 100 in 25 % of rows (250 of 1 000).
    """
    part = f"{numbers.share(share)} of rows{at} ({numbers.count(share * rows)} of {numbers.count(rows)})"
    if extent is None:
        return f"{phrases.named(column)} has values in {part}; the reference has none."
    return f"{phrases.named(column)} lies outside the reference's range {extent[0]} {EN_DASH} {extent[1]} in {part}."


def unseen(column: str, share: float, rows: float, at: str, names: Sequence[str], usual: float = 0.0) -> str:
    """Categories that the reference never had.

    Example:
        >>> print(numbers.plain(unseen("dest", 0.02, 1000, "", ["ABQ", "BGR", "ILM", "JAC"])))
        *dest* has new values in 2.0 % of rows (20 of 1 000): ABQ, BGR, ILM, …
    """
    part = f"{numbers.share(share)} of rows{at} ({numbers.count(share * rows)} of {numbers.count(rows)})"
    usually = f"; usually {numbers.share(usual)}" if usual else ""
    return phrases.ended(f"{phrases.named(column)} has new values in {part}{usually}{phrases.after_names(names)}")


def new_values(names: Sequence[str]) -> str:
    """How many new categories there are, with the first of them.

    Example:
        >>> new_values(["ABQ", "BGR", "ILM", "JAC"]), new_values(["ABQ"])
        ('4 new values: ABQ, BGR, ILM, …', '1 new value: ABQ')
    """
    noun = "new value" if len(names) == 1 else "new values"
    return f"{numbers.count(len(names))} {noun}: {phrases.listed(names)}"


def unit(name: str, share: float) -> str:
    """A change of unit.

    Example:
        >>> unit("×1000", 1.0), numbers.plain(unit("°F→°C", 0.153))
        ('looks like ×1000', '15 % of the values look like °F→°C')
    """
    return f"looks like {name}" if share >= 1 else f"{numbers.share(share)} of the values look like {name}"


def stuck(value: str, share: float) -> str:
    """A column that repeats itself."""
    return f"{numbers.share(share)} of rows hold one value, {phrases.value(value)}"


def stuck_first(column: str, clause: str, reason: str) -> str:
    """A column that repeats itself, which comes before all else that is wrong with it.

    Args:
        column: Its name.
        clause: What `stuck` says.
        reason: What else changed.

    Example:
        >>> stuck_first("x", "99 % of rows hold one value, 10", "*x* is less spread.")
        '*x* is stuck: 99 % of rows hold one value, 10; is less spread.'
    """
    return f"{phrases.named(column)} is stuck: {clause}; {reason.removeprefix(phrases.named(column)).lstrip()}"


def written(old: str, new: str) -> str:
    """Strings in another format.

    Example:
        >>> print(written("9-9-9", "9/9/9"))
        mostly written like 9/9/9 instead of 9-9-9
    """
    return f"mostly written like {phrases.value(new)} instead of {phrases.value(old)}"


def also(reason: str, clause: str) -> str:
    """A sentence with one more clause before its full stop."""
    return phrases.ended(f"{reason.removesuffix('.')}; {clause.removesuffix('.')}")


def in_windows(windows: int, of: int, first: str) -> str:
    """How many windows were wrong, and since when.

    Args:
        windows: Wrong ones.
        of: All.
        first: The first of them, as `phrases.when` says it.

    Example:
        >>> in_windows(3, 306, " on 23 May"), in_windows(1, 306, " on 23 May")
        (' in 3 of 306 windows, first on 23 May', ' on 23 May')
    """
    if windows == 1:
        return first
    return f" in {numbers.count(windows)} of {numbers.count(of)} windows, first{first}"


def whole(changed: Sequence[str], columns: int, schema: Sequence[str], windows: str = "", unseen: int = 0) -> str:
    """One sentence about all columns.

    Args:
        changed: Names of the columns that did, worst first.
        columns: How many were judged.
        schema: A sentence for each difference between the schemas.
        windows: In which windows.
        unseen: Columns that could not be judged, where no other one speaks for the whole.

    Example:
        >>> print(numbers.plain(whole(["temp", "dewp"], 22, [])))
        2 of 22 columns changed: *temp*, *dewp*.
        >>> print(numbers.plain(whole([], 22, ["Column *label* is gone."])))
        None of 22 columns changed. 1 schema change: Column *label* is gone.
    """
    if changed:
        names = ", ".join(
            [phrases.named(name) for name in changed[: phrases.MOST_NAMES]]
            + (["…"] if len(changed) > phrases.MOST_NAMES else [])
        )
        first = phrases.ended(
            f"{numbers.count(len(changed))} of {phrases.in_columns(columns)} changed{windows}: {names}"
        )
    elif unseen:
        none = f"None of {phrases.in_columns(columns)} is known to have changed"
        first = f"{none}: {numbers.count(unseen)} could not be judged."
    else:
        first = f"None of {phrases.in_columns(columns)} changed."
    if not schema:
        return first
    count = f"{numbers.count(len(schema))} schema {'change' if len(schema) == 1 else 'changes'}:"
    more = ["…"] if len(schema) > phrases.MOST_NAMES else []
    return " ".join([first, count, *schema[: phrases.MOST_NAMES], *more])
