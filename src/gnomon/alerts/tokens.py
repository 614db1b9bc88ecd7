"""The words of a condition: those of every expression."""

from __future__ import annotations

from gnomon.checks.expressions.tokens import Language

CONDITIONS = Language("condition", "value < 0.7")

mistake = CONDITIONS.mistake
"""What is wrong in a condition, where, and how to mend it."""

split = CONDITIONS.split
"""Split a condition into its words, with an end after them."""
