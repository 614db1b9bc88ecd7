"""A closed language of numbers and claims: the words, the grammar and the tree that conditions and limits share.

A language adds what it can look up (`Quantity`, `Claim`), and its own names; it
has no attributes, no calls of anything else and no loops, so that a text of a
stranger can do nothing but compare numbers.

May import `errors` only. Never here: what a name means.

To add a sign, name it in `tokens.SIGNS` and give it a place in `reader`.
"""
