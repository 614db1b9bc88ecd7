"""Values that add: what is kept of numbers, categories, distinct values and sums.

Each file holds one immutable value with `+`, `-`, a zero, equality by bytes and its own
codec. One idea serves three of them: keys at a resolution, coarsened one bit at a time until
at most K remain, so that the state is a function of the multiset alone and not of who added
what, when, or in which order.

Whole columns are read in one pass by the compiled kernel (`kernel/`, in C; `kernels.py` says whether there
is one), or by numpy with the same bits.

May import `gnomon.errors`, numpy and xxhash; nothing else. Never here: a frame library, a clock,
randomness, I/O, a comparison of two sets of rows. To add one more, copy `distinct.py` with its test, and
give it the laws of `tests/laws.py` and golden bytes.
"""
