"""What gnomon costs, as ratios within one run against what a user would pick instead.

`python -m benchmarks` (or `make bench`) measures everything and writes
`docs/benchmarks.md`; `--quick` measures on a tenth and prints only.
"""
