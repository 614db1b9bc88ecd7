"""The configuration: `gnomon.yaml`, or the same in Python, as typed and frozen values.

Here live the settings of entities, monitors and channels (one kind of part a
file), the reader that tells every mistake at once with its line, the writer
that shows them with their defaults, and the look at data that proposes a
first file.

May import every room up to `notify` and `store`, and is the only home of
pydantic and ruamel.yaml. Never here: a secret's value in anything but what
`Secret.read` returns, a decision about data, the network.

To add a key, add a field with a description and an example to the part it
belongs to: the JSON Schema, the page of keys and the messages follow from it;
copy a file of `tests/config/wrong` for each way to get it wrong. To add a kind
of part, copy `source.py`.
"""
