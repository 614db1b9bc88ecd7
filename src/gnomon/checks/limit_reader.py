"""The names, units and functions of limits, on top of the grammar of every expression."""

from __future__ import annotations

from collections.abc import Collection

from gnomon.checks import figures
from gnomon.checks.expressions.nearest import near
from gnomon.checks.expressions.reader import WORDS, Reader
from gnomon.checks.expressions.tokens import SIGNS, Language, Token
from gnomon.checks.expressions.tree import FUNCTIONS, Number, Tree
from gnomon.checks.figures import ShareOf
from gnomon.checks.quantities import OfColumn, OfOutcome, OfOwn, OfRows, OfShare, Usual
from gnomon.metrics import registry
from gnomon.profiles.schema import Kind, Schema

LIMITS = Language("limit", "p95(duration) < 300ms", (*SIGNS, "%", "="))

UNITS = ("us", "ms", "s", "min", "m", "h", "d", "w")
"""Units of time; a column is in the unit that is written."""

COMPARED = ("!=", "<=", ">=", "=", "<", ">", "==")
OF_COLUMN = (*figures.COLUMN, "p95", "quantile", "share")


class LimitReader(Reader):
    """Reads one limit; with a schema it knows the columns too."""

    __slots__ = ("schema", "unit")

    def __init__(self, text: str, schema: Schema | None) -> None:
        """Begin at the first word.

        Args:
            text: The limit.
            schema: The columns, where they are known already.

        Raises:
            UsageError: A character has no meaning there, or the text is too long.
        """
        super().__init__(LIMITS, text)
        self.schema, self.unit = schema, ""

    def leaf(self, word: Token) -> Tree:
        """A figure of a column, of the rows or of the outcome."""
        if word.kind == "text":
            raise self.mistake(f"{word} stands alone", word.at, f"Write a figure of it, as 'mean({word})'.")
        if self.now.kind != "sign" or self.now.text != "(":
            return self._bare(word)
        if word.text in ("min", "max") and self._is_column_next():
            return self._of_column(word)
        if word.text in FUNCTIONS:
            return self.called(word)
        is_figure = word.text in figures.COLUMN or figures.percentile(word.text) is not None
        return self._of_column(word) if is_figure else self._with_more(word)

    def written(self, word: Token) -> Number:
        """A number, with its unit where one follows."""
        value = self.finite(word)
        if self.has("sign", "%"):
            return Number(value / 100, "%")
        unit = self.now
        if unit.kind != "name" or unit.text in (*WORDS, "between"):
            return Number(value)
        if unit.text not in UNITS:
            raise self.unknown(unit, ("%", *UNITS), "unit")
        if self.unit and unit.text != self.unit:
            mend = f"Write both in the column's own unit, as {self.unit!r}."
            raise self.mistake(f"{unit} after {self.unit!r}", unit.at, mend)
        self.unit = self.take().text
        return Number(value, self.unit)

    def _with_more(self, word: Token) -> Tree:
        """A function of more than a column."""
        match word.text:
            case "quantile":
                return self._quantile(word)
            case "share":
                return self._share(word)
            case "metric":
                return self._own()
            case "usual" | "reference":
                self.expect("(", f"after {word}")
                return self.closed(Usual(self.inner()))
            case _:
                raise self.unknown(word, (*OF_COLUMN, "usual", "metric", *FUNCTIONS), "function")

    def _bare(self, word: Token) -> Tree:
        """A name without parentheses."""
        if word.text in figures.ROWS:
            return OfRows(word.text)
        metrics = [one.name for one in registry.outcome_metrics()]
        if word.text in metrics:
            return OfOutcome(word.text)
        if word.text in OF_COLUMN or figures.percentile(word.text) is not None:
            raise self.mistake(f"{word} has no column", word.at, f"Write '{word.text}(column)'.")
        if self.schema is not None and word.text in self.schema.kinds:
            raise self.mistake(f"{word} is a column", word.at, f"Write a figure of it, as 'mean({word.text})'.")
        names = (*figures.ROWS, *metrics, *OF_COLUMN, "usual", *FUNCTIONS, *WORDS)
        mend = near(word.text, names)
        if "Did you mean" not in mend:
            mend = f"Of a column write a figure, as 'mean({word.text})'; else rows, or a metric as auc."
        raise self.mistake(f"unknown name {word}", word.at, mend)

    def _is_column_next(self) -> bool:
        """Whether a parenthesis holds one name, of a column: `min(x)` is a figure of x, `min(rows, 5)` is not."""
        _, word, after = (*self.ahead(3), self.now, self.now)[:3]
        is_name = word.kind in ("name", "text") and not (word.kind == "name" and word.text in figures.ROWS)
        return is_name and after.text == ")"

    def _of_column(self, word: Token) -> OfColumn:
        share = figures.percentile(word.text)
        figure = figures.COLUMN[word.text] if share is None else figures.quantile(share)
        self.expect("(", f"after {word}")
        found = OfColumn(word.text, self._column(figure.kinds, word.text), figure)
        self.expect(")", f"before {self.now}")
        return found

    def _quantile(self, word: Token) -> OfColumn:
        self.expect("(", f"after {word}")
        column = self._column(figures.NUMBERS, "quantile")
        self.expect(",", "after the column")
        at, share = self.now, self._constant()
        if not 0 <= share <= 1:
            raise self.mistake(f"{at} is no share", at.at, "Write a number from 0 to 1.")
        self.expect(")", f"before {self.now}")
        return OfColumn(f"p{100 * share:g}", column, figures.quantile(share))

    def _share(self, word: Token) -> OfShare:
        self.expect("(", f"after {word}")
        named, column = self.now, self._column(figures.VALUES, "share")
        sign = self.now
        if not self.has("sign", *COMPARED):
            raise self.mistake(f"a comparison is missing before {sign}", sign.at, "Write 'share(column = value)'.")
        at = self.now
        value: str | float
        if at.kind == "number" or (at.kind == "sign" and at.text == "-"):
            value = self._constant()
        elif at.kind in ("name", "text"):
            value = self.take().text
        else:
            raise self.mistake(f"a value is missing before {at}", at.at, "Write a number or a text in quotes.")
        share = ShareOf(sign.text.replace("==", "="), value)
        self._check(named, column, [kind for kind in figures.VALUES if share.fits(kind)], f"share(… {share})")
        self.expect(")", f"before {self.now}")
        return OfShare(column, share)

    def _own(self) -> OfOwn:
        self.expect("(", "after metric")
        word = self.take()
        if word.kind not in ("name", "text"):
            raise self.mistake(f"a metric is missing before {word}", word.at, "Write the name of one of your own.")
        self.expect(")", f"before {self.now}")
        return OfOwn(word.text)

    def _constant(self) -> float:
        sign = -1.0 if self.has("sign", "-") else 1.0
        word = self.take()
        if word.kind != "number":
            raise self.mistake(f"a number is missing before {word}", word.at, "Write one there.")
        return sign * self.written(word).value

    def _column(self, kinds: Collection[Kind], what: str) -> str:
        """The column that a figure is of, checked against the schema where there is one."""
        word = self.take()
        if word.kind not in ("name", "text"):
            raise self.mistake(f"a column is missing before {word}", word.at, "Write its name, in quotes if it is odd.")
        self._check(word, word.text, kinds, what)
        return word.text

    def _check(self, word: Token, column: str, kinds: Collection[Kind], what: str) -> None:
        if self.schema is None:
            return
        if column not in self.schema.kinds:
            raise self.unknown(word, tuple(self.schema.kinds), "column")
        kind = self.schema.kinds[column]
        if kind not in (*kinds, "null"):
            raise self.mistake(f"{word} is a {kind}, and {what} has no meaning for it", word.at, _instead(kind))


def _instead(kind: Kind) -> str:
    if kind in ("category", "flag"):
        return "Write share(column = value), distinct(column) or null_share(column)."
    return "Write count(column) or null_share(column)."
