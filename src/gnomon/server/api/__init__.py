"""The resources of `/api/v1`, one file each.

May import what the server may. Never here: a decision about data, a body without
a bound. To add one: a router, and its line in `app`.
"""
