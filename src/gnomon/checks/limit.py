"""Limits: a bound that a person sets, as an expression over a window's profile. No statistics, no budget.

The grammar is that of every expression (`checks.expressions.reader`); the names
are those of `figures`, of the outcome metrics, and `usual(…)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from gnomon.checks import limit_words, quantities
from gnomon.checks.expressions import tree as trees
from gnomon.checks.expressions.tree import Between, Claim, Comparison, FlagTree, Logic, Not
from gnomon.checks.limit_reader import LimitReader
from gnomon.checks.quantities import CannotTellError, OfOwn, Scope, Usual
from gnomon.checks.scalar.verdict import ScalarVerdict
from gnomon.metrics.custom import ProfileMetric
from gnomon.profiles.outcomes.outcome import Outcome
from gnomon.profiles.profile import Profile
from gnomon.profiles.schema import Schema

Bound = Comparison | Between


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that holds, or does not.

    Attributes:
        text: As it was written.
        tree: What it says.
    """

    text: str
    tree: FlagTree

    @property
    def metrics(self) -> tuple[str, ...]:
        """The user's own metrics that it names.

        Example:
            >>> limit("metric(spread) < 1.5 * usual(metric(usual_spread))").metrics
            ('spread', 'usual_spread')
        """
        sides = [side for bound, _ in _bounds(self.tree) for side in limit_words.sides(bound)]
        looked = [one for side in sides for one in quantities.looked(side)]
        inside = [one for usual in looked if isinstance(usual, Usual) for one in quantities.looked(usual.of)]
        return tuple(dict.fromkeys(one.name for one in looked + inside if isinstance(one, OfOwn)))

    def judge(
        self,
        profile: Profile,
        outcome: Outcome | None = None,
        reference: Profile | None = None,
        own: Sequence[ProfileMetric] = (),
    ) -> ScalarVerdict:
        """Whether the limit holds for one window.

        A comparison with what is not known is false. Where only that keeps the limit from holding, there is no
        data to judge by, rather than a violation.

        Args:
            profile: Of the window.
            outcome: Of the window; None without one.
            reference: The reference's profile; None without one.
            own: The user's own metrics.

        Example:
            >>> import gnomon as gn, polars as pl
            >>> rows = gn.profile(pl.DataFrame({"duration": [120.0, 180.0, 412.0]}))
            >>> print(limit("p95(duration) < 300ms").judge(rows).reason.replace("\N{NO-BREAK SPACE}", " "))
            p95(duration) is 412 ms; the limit is 300 ms.
        """
        look = quantities.looker(Scope(profile, outcome, reference, own))
        try:
            holds, may = (trees.holds(self.tree, look, _never, unknown) for unknown in (False, True))
        except CannotTellError as error:
            return ScalarVerdict("error", str(error), rows=profile.rows, is_calm=False)
        bounds = _bounds(self.tree)
        wrong = [bound for bound, is_turned in bounds if trees.holds(bound, look, _never, is_turned) is is_turned]
        unknown = [
            bound for bound, _ in bounds if None in map(partial(trees.number, look=look), limit_words.sides(bound))
        ]
        lead = ([*wrong, *unknown] if not holds else [bound for bound, _ in bounds])[0]
        value, end = _of(lead, look), _end(lead, look)
        if holds:
            reason = limit_words.within([bound for bound, _ in bounds], look)
            return ScalarVerdict("ok", reason, value, limit=end, rows=profile.rows)
        if may:
            reason = limit_words.unknown(unknown, look, profile.rows)
            return ScalarVerdict("no_data", reason, value, limit=end, rows=profile.rows, is_calm=False)
        reason = limit_words.past([bound for bound in wrong if bound not in unknown] or wrong, look, self.text)
        return ScalarVerdict(
            "violation", reason, value, limit=end, rows=profile.rows, is_calm=False, admissible=True, fires=True
        )


def limit(expression: str, schema: Schema | None = None) -> Limit:
    """Read a limit.

    Args:
        expression: As `p95(duration) < 300ms`, `mean(x) between 1 and 2`, `null_share(x) < 5 % and rows > 0`.
        schema: The columns, where they are known: then their names and kinds are checked too.

    Raises:
        UsageError: It is none; the message says at which character, and the nearest right name.

    Example:
        >>> limit("p95(duration < 300ms")
        Traceback (most recent call last):
        gnomon.errors.UsageError: limit: ')' is missing before '<' at character 14. Write ')' there.
    """
    return Limit(expression, LimitReader(expression, schema).whole())


def _never(_: Claim) -> bool:
    """No claim of a limit is looked up."""
    return False


def _bounds(tree: FlagTree, *, is_turned: bool = False) -> list[tuple[Bound, bool]]:
    """The comparisons in a limit, and whether each is meant the other way round."""
    match tree:
        case Comparison() | Between():
            return [(tree, is_turned)]
        case Not(of):
            return _bounds(of, is_turned=not is_turned)
        case Logic(_, left, right):
            return [*_bounds(left, is_turned=is_turned), *_bounds(right, is_turned=is_turned)]
        case _:
            return []


def _of(bound: Bound, look: trees.Look) -> float | None:
    """The number that a bound is about."""
    return trees.number(limit_words.sides(bound)[0], look)


def _end(bound: Bound, look: trees.Look) -> float | None:
    """Where the bound lies: of two ends, the nearer."""
    of, *ends = limit_words.sides(bound)
    value, known = trees.number(of, look), [trees.number(end, look) for end in ends]
    found = [x for x in known if x is not None]
    return min(found, key=lambda x: abs(x - (value or 0.0)), default=None)
