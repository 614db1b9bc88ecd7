"""Trials: a configuration over an entity's history, and faults in copies of its rows.

`replay` judges history again, `backtest` says which alerts there would have been, `versus` what becomes of them under
another configuration, `against` which known incidents they meet; `materials` and `suggestions` propose changes that
were tried so; `trials` and `drill` inject `faults`.

May import all of `jobs`. Never here: a change of the store that is replayed.

To add a fault, copy one of `faults`.
"""
