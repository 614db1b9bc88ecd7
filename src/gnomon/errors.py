"""The errors of gnomon, divided by what their reader can do.

::

    GnomonError                 report a bug
    ├── UsageError              mend the call: exit code 2, HTTP 4xx, no traceback
    │   ├── DataError           a file or frame that cannot be read as rows
    │   ├── SchemaError         columns that do not fit together
    │   ├── SubtractionError    taking away what was never added
    │   └── FormatError         bytes that are no profile, or one of a newer format
    └── UnavailableError        wait and try again: HTTP 503

A message says what happened, where, and how to mend it, a sentence each.
Bad *data* is not an error: it is a verdict with a reason.
"""

from __future__ import annotations


class GnomonError(Exception):
    """Anything that gnomon raises on purpose; by itself, a bug of gnomon's."""


class UsageError(GnomonError):
    """The call, the configuration or an input is wrong; its message says how to mend it."""


class DataError(UsageError):
    """A file, frame or table cannot be read as rows."""


class SchemaError(UsageError):
    """Columns do not fit together: a name or a kind differs where it must not."""


class SubtractionError(UsageError):
    """A value is taken away that was never added: a count would fall below zero."""


class FormatError(UsageError):
    """Bytes are not what they claim to be, or are of a newer format."""


class UnavailableError(GnomonError):
    """Something outside cannot be reached now; trying again later may help."""


class DataWarning(UserWarning):
    """Something in the data was mended on the way in; the message says what."""
