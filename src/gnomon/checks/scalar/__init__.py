"""Scalar series: one number a window (rows, a share, a mean, an age), judged against those of the reference.

What all kinds share stands in `series` (the one way in), `cells` (seasons and
holidays), `usual` (what the reference says) and `sentences`; each kind has a file
that says how its numbers deviate: `share`, `volume`, `positive`, `mean`, `freshness`.

May import the rest of `checks` and what lies below. Never here: rows, files,
clocks, a threshold that is not an argument or a constant with its reason.

To add a kind, copy `mean` and name it in `series.LAWS`.
"""
