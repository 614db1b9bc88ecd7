"""References: what an entity is compared with, made once in any of its forms, and changed only by a recorded act.

`reference` is the way in; `stretch` makes one of stored windows, `data_reference` one of other data; all are `frozen`.

May import `jobs.rows`. Never here: a verdict, a change of a reference that nobody asked for.

To add a form, copy `stretch` and name it in `reference`.
"""
