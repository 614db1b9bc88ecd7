"""The live door: what comes over HTTP, from its bytes to the prediction log.

Here a body becomes rows (`json_body`, `arrow_body`), rows become typed columns
under the entity's names (`fitting`), each row is taken or refused
with its reason (`accept`), and what the inbox holds goes into the log, once
(`drain`). Finished profiles go by a way of their own (`accept_profiles`,
`drain_profiles`) into the samples. From there on live rows are a source like any other (`parts`).
People look at rows of the log by time, value (`query`) or alert (`of_alert`).

May import `log`, `store`, `config`, `profiles`, `errors` and the rest of `jobs`.
Never here: HTTP, a statistic, a row that is dropped without a trace.

To add a form of body: a reader that gives a frame, one entry in `accept`, one test
file.
"""
