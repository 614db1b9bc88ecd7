"""Exposing: what is stored, as Prometheus reads it.

`current` are the newest figures of each entity, `health` is gnomon itself; both give families (`family`), which
`text` and `protobuf` write. Labels are bounded: an entity, a monitor, a series, a word of a short list.

May import all of `jobs` that stores. Never here: a change of what is stored, HTTP, a label that data decides on.

To add a family, append it to `current` or `health`; its name is promised from then on.
"""
