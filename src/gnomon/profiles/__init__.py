"""Profiles: all that is kept of a set of rows, as values that add.

Here live the schema, one summary kind a file, the profile, windows and
series of profiles, and the profiler that makes them from rows. `frames`
is the only door through which rows come in.

May import `sketches` and `errors`. Never here: a comparison, a threshold,
a verdict, or anything written to disk by itself.

To add a summary kind, copy `flag.py`: a frozen value with `+`, `-`,
`write` and `read`, and its line in `summary.py`.
"""
