"""Outcomes: what is kept of predictions and their targets, as values that add.

Here live one outcome kind a file (`binary`, `multiclass`, `regression`,
`ranking`), the sums that they share, which columns make an outcome and which
task they mean, and `observe`, which makes an outcome from the rows of a frame.

May import the rest of `profiles`, `sketches` and `errors`. Never here: a
metric, an interval, a comparison. To add an outcome kind, copy `ranking.py`
with its test and golden bytes, and add its line in `outcome.py`.
"""
