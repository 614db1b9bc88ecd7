"""The judgement: from counts of two sides to a verdict with its reason in words.

Here live the tests of a column (location, spread, shape, missing, novelty),
what they learn from the windows of a reference (`fit`), the decision over all
columns (`decide`), the verdicts (`verdict`) and their sentences (`words`).
Everything is arithmetic on arrays `(columns, windows)` or `(columns, windows, cells)`.

May import `metrics`, `profiles`, `sketches`, `errors`. Never here: rows, files,
clocks, random numbers, drawing, or a threshold that is not a setting.

To add a sentence, copy a function of `words`; to add a law, one of `laws`.
"""
