"""The answer of `gn.compare`: verdicts for every column, and what people and programs read of them."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from gnomon.charts import chart, picture
from gnomon.charts.chart import Spec
from gnomon.charts.theme import Scheme
from gnomon.checks import numbers
from gnomon.checks.verdict import ColumnResult, Judgement, Status
from gnomon.errors import SchemaError, UsageError
from gnomon.profiles.whole_file import write_whole
from gnomon.reports import html, markdown, record, views
from gnomon.reports.side import Side
from gnomon.reports.views import View

Written = Callable[["Comparison"], str]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One set of rows against another: a verdict for every column, worst first.

    Attributes:
        judgement: The verdicts, and on what they rest.
        reference: What was right.
        current: What is in question.

    Example:
        >>> import gnomon as gn, polars as pl
        >>> before = pl.DataFrame({"x": [float(i % 50) for i in range(1000)]})
        >>> cmp = gn.compare(before, before.with_columns(pl.col("x") + 25))
        >>> cmp.status, cmp["x"].status
        ('violation', 'violation')
    """

    judgement: Judgement
    reference: Side
    current: Side

    @property
    def status(self) -> Status:
        """The verdict of the whole: that of the worst column, or of the schema."""
        return self.judgement.status

    @property
    def reason(self) -> str:
        """The verdict in a sentence."""
        return self.judgement.reason

    @property
    def columns(self) -> list[ColumnResult]:
        """Every column's result, worst first."""
        return list(self.judgement.columns)

    def __getitem__(self, column: str) -> ColumnResult:
        """The result of one column.

        Raises:
            SchemaError: There is no such column; the message names near ones.
        """
        for result in self.judgement.columns:
            if result.column == column:
                return result
        names = [result.column for result in self.judgement.columns]
        near = difflib.get_close_matches(str(column), names, 3)
        hint = (
            f"Did you mean {' or '.join(map(repr, near))}?"
            if near
            else f"Its columns are {', '.join(names) or 'none'}."
        )
        raise SchemaError(f"no column {column!r} in this comparison. {hint}")

    def __contains__(self, column: object) -> bool:
        """Whether there is such a column."""
        return any(result.column == column for result in self.judgement.columns)

    def __repr__(self) -> str:
        """Status and sentence."""
        return f"<Comparison {self.status}: {self.reason}>"

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON's own values, as `gnomon compare --json` prints it; never NaN or infinity."""
        return record.record(self.judgement, self.reference, self.current)

    def to_frame(self) -> pl.DataFrame:
        """A row a column, worst first: name, kind, status, reason, effect, then every metric."""
        names = dict.fromkeys(name for result in self.judgement.columns for name in result.metrics)
        schema: dict[str, Any] = dict.fromkeys(("column", "kind", "status", "reason"), pl.String)
        schema |= dict.fromkeys(("effect", "material", *names), pl.Float64)
        rows = [_frame_row(record.column(result)) for result in self.judgement.columns]
        return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)

    def to_html(self) -> str:
        """The report as one file of HTML."""
        return html.page(self.judgement, self.reference, self.current)

    def to_markdown(self) -> str:
        """The table as Markdown, for a comment on a pull request."""
        return markdown.text(self.judgement, self.reference, self.current)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the comparison in the form that the file's suffix names: `.html`, `.json`, `.md` or `.csv`.

        Raises:
            UsageError: Another suffix, or a folder that does not exist or cannot be written to.
        """
        target = Path(path)
        form = form_of(target)
        if not target.parent.is_dir():
            raise UsageError(f"{target}: the folder {target.parent} does not exist. Make it first.")
        write_whole(target, form(self).encode())

    def chart(self, column: str, view: View = "distribution") -> Spec:
        """A column's chart for a notebook, in light colours.

        Args:
            column: Its name.
            view: `distribution` (now over reference) or `gains` (of categories); over the windows of a series
                `quantiles`, `heat_map`, `ridge`, `missing`, `effect` or `verdicts`.

        Raises:
            SchemaError: There is no such column.
            UsageError: The column has no such chart; the message names those that it has.
        """
        return picture.themed(self._spec(column, view), "light")

    def picture(
        self, path: str | os.PathLike[str], column: str, view: View = "distribution", *, scheme: Scheme = "light"
    ) -> None:
        """Write a column's chart as a picture: `.png` (two pixels to a px) or `.svg`.

        Raises:
            SchemaError: There is no such column.
            UsageError: No such chart, another suffix, or a folder that does not exist.
        """
        picture.save(self._spec(column, view), path, scheme)

    def _spec(self, column: str, name: View) -> Spec:
        shown = views.view(self[column], self.reference, self.current, name)
        return chart.titled(shown, f"{numbers.short(column)}: {shown.title.lower()}")

    def _repr_html_(self) -> str:
        """The table, for notebooks."""
        return html.fragment(self.judgement, self.reference, self.current)


def form_of(path: Path) -> Written:
    """The form that a file's suffix names.

    Raises:
        UsageError: It names none.
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"{path}: a comparison is saved as {', '.join(_FORMS)}; write one of these suffixes.")
    return form


def _frame_row(made: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **made["metrics"],
        **{name: made[name] for name in ("column", "kind", "status", "reason", "effect", "material")},
    }


_FORMS: Mapping[str, Written] = {
    ".html": Comparison.to_html,
    ".json": lambda comparison: json.dumps(comparison.to_dict(), ensure_ascii=False, allow_nan=False, indent=1),
    ".md": Comparison.to_markdown,
    ".csv": lambda comparison: comparison.to_frame().write_csv(),
}
