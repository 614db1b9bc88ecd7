"""Trials: a configuration over an entity's history, and faults in copies of its rows.

`replay` judges history again, `backtest` says which alerts there would have been, `trials` and `drill` inject `faults`.

May import all of `jobs`. Never here: a change of the store that is replayed.

To add a fault, copy one of `faults`.
"""
