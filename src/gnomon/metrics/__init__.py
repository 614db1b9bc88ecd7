"""Metrics: named functions of two profiles or of an outcome, and what they share.

Here live the views of a pair of summaries (`bins`, `cells`, `pair`) and of an
outcome (`confusion`, `roc`, `reliability`, `classes`), the registry, and one
file a metric: `drift/` for how far two distributions lie apart, `quality/` for
what is wrong with the values themselves, `performance/` for how good
predictions were, `estimation/` for how good they seem while targets are out.

May import `profiles`, `sketches` and `errors`; numpy only, no scipy. Never
here: a verdict or an alarm threshold, raw rows, a clock, any I/O.

To add a metric, copy `drift/hellinger.py`, or `performance/accuracy.py`, and its
test: the registry walks the folders, there is no list to edit.
"""
