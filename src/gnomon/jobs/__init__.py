"""The way of the data as functions: from rows to samples, verdicts, alerts and messages, one step a file.

Here live the steps of `run`: what a source holds (`source`), its rows by
window (`profile`), their targets (`targets`), the reference (`reference`) and
what is measured (`measure`); `gather` takes them in their order. Each step
reads, calls pure functions of lower rooms and writes in one transaction: it
can be killed between any two, and done twice it changes nothing.

May import every lower room. Never here: a statistic, SQL, a request, a clock
that was not passed in. To add a step, copy `measure.py`: one function of a
store, an entity and its times, which says what it did.
"""
