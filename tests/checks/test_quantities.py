"""What limits look up, and how it is written."""

from __future__ import annotations

import polars as pl
import pytest

import gnomon as gn
from gnomon.checks import quantities
from gnomon.checks.expressions.tree import Comparison, Number
from gnomon.checks.figures import COLUMN
from gnomon.checks.limit import limit
from gnomon.checks.quantities import CannotTellError, OfColumn, Scope

NOW = gn.profile(pl.DataFrame({"x": [1.0, 3.0], "n": [None, None]}))
BEFORE = gn.profile(pl.DataFrame({"x": [10.0, 30.0]}))


@pytest.mark.parametrize(
    "text",
    [
        "mean(x)",
        "p95(x)",
        'max("odd name")',
        'share(x = "a")',
        "share(x > 3)",
        "usual(mean(x) * 2)",
        "abs(mean(x) - 5)",
        "(rows - 5) / 2",
        "-rows",
        "auc",
        "5 %",
        "300 ms",
    ],
)
def test_what_is_read_is_written_the_same(text: str) -> None:
    tree = limit(f"{text} < 7").tree
    assert isinstance(tree, Comparison)
    assert quantities.text(tree.left) == text


def test_usual_looks_at_the_reference_and_all_else_at_the_window() -> None:
    tree = limit("mean(x) < usual(mean(x))").tree
    assert isinstance(tree, Comparison)
    look = quantities.looker(Scope(NOW, None, BEFORE))
    one, two = (quantities.looked(side)[0] for side in (tree.left, tree.right))
    assert (look(one), look(two)) == (2, 20)
    assert quantities.looker(Scope(NOW))(two) is None


def test_a_column_of_nulls_has_no_values_whatever_its_kind() -> None:
    assert OfColumn("mean", "n", COLUMN["mean"]).look(Scope(NOW)) is None
    assert OfColumn("null_share", "n", COLUMN["null_share"]).look(Scope(NOW)) == 1


def test_a_column_that_is_not_there_cannot_be_told() -> None:
    with pytest.raises(CannotTellError, match=r"There is no column \*y\* among the 2"):
        OfColumn("mean", "y", COLUMN["mean"]).look(Scope(NOW))


def test_feedback_that_nobody_gave_is_no_number() -> None:
    assert OfColumn("mean", "feedback.stars", COLUMN["mean"]).look(Scope(NOW)) is None
    assert limit('mean("feedback.stars") > 3').judge(NOW).status == "no_data"


def test_figures_of_one_kind_are_written_alike() -> None:
    tree = limit("null_share(x) + null_share(n) < 5 % and null_share(x) * rows < 3").tree
    lefts = [bound.left for bound in (tree.left, tree.right)]  # type: ignore[union-attr]
    assert [quantities.written(left) for left in lefts] == ["share", "value"]
    assert quantities.written(Number(5)) == "value"


def test_the_quantities_of_a_number_are_found_wherever_they_stand() -> None:
    tree = limit("-rows + max(rows, repeated_rows, 3) < 5").tree
    assert isinstance(tree, Comparison)
    assert [str(one) for one in quantities.looked(tree.left)] == ["rows", "rows", "repeated_rows"]
