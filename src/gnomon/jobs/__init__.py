"""The way of the data as functions: from rows to samples, verdicts, alerts and messages, one step a file.

A run (`run`) takes each entity's turn (`turn`): `gather` brings its `rows`, its `references` and what is measured
(`measure`); `judging` makes verdicts and alerts of them, `incidents` follow, `telling` sends what there is to say. Each
step reads, calls pure functions of lower rooms and writes in one transaction: it can be killed between any two, and
done twice it changes nothing. Beside the run stand `trials` and `rehearsal`, which go the same way without being
believed; `drawing` makes charts of what is stored, for messages and for `reporting`, which shows it. `project` is what
`gn.open` gives.

May import every lower room. Never here: a statistic, SQL, a request, a clock that was not passed in. To add a step,
copy `measure`: one function of a store, an entity and its times, which says what it did.
"""
