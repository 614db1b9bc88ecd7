"""The prediction log: live events and targets as Delta tables, a day of event time a partition.

Here live a table (`table`: what it holds at a version, and the one way in,
which counts what was written), its rows (`rows`), and its keeping in order
(`upkeep`: small files made few). Spark, DuckDB and Polars
read the tables as they are.

May import `profiles`, `sketches`, `errors`, and is the only room that may
import `deltalake`. Never here: a statistic, an inbox, SQL, a clock.

To add a way to look at a table: one file of functions that take a `Snapshot`, one
test file.
"""
