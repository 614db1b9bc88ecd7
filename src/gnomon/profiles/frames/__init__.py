"""The only door for rows: whatever holds a table becomes `Rows`.

Here live the recognising of files and frames, the reading of each format,
and the mending of what can be mended, which is always said in a note. It is
the home of Polars reading and of every other frame library; none of them is
imported unless the caller has already done so.

May import `errors`. Never here: a kind, a count, a profile, or a word
printed. Every failure is a `DataError` or `SchemaError` of one line.

To add a way for rows to come in, copy `arrow.py` (a file) or
`polars_frame.py` (a frame): a function that returns `Rows`, and its line in
`open.py`.
"""
