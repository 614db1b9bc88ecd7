"""Series of one's own: what a user's profiler gives of rows, as values that add.

Here live one scalar a file (`count`, `ratio`, `mean`), what stands in the place
of one that failed (`failed`), how two of them add (`scalar`), and `profiler`, the
decorator that makes a function of rows a series.

May import the rest of `profiles` (but for `profile` and what stands on it),
`sketches` and `errors`. Never here: a comparison, a threshold, a file of the
user's (`jobs.code` loads those). To add a scalar, copy `count.py` with its test and
golden bytes, and add its line in `scalar.py`.
"""
