"""The alert fold: from the verdicts of one monitor of one entity to its episodes, and to what is told of them.

Here live the state machine (`state`), what windows without evidence do to it
(`gaps`), the columns inside an alert (`episodes`), who an alert is (`identity`),
when a verdict counts (`condition`), what late data changes (`revision`) and the
sentences (`words`). Time is event time, and comes in as an argument.

May import `checks`, `metrics`, `profiles`, `sketches`, `errors`. Never here: files,
SQL, sending, a clock, random numbers, log lines, or state outside of the values.

To add a reason why an alert ends, add it to `state.Reason` and to `words.because`;
to add a function to conditions, copy a line of `expression.FUNCTIONS`.
"""
