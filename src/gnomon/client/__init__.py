"""What serving code holds: predictions, targets and feedback on their way to a server of gnomon.

Here live the face (`client`), what a row and a batch are (`encoding`, `batch`, `ids`),
the bounded way from the caller to the network (`buffer` → `pipeline` → `waiting` →
`sender`), the disk beside it (`spool`), and what stands around a predict function.
Beside it the recorder (`recorder`, `recording`), which profiles rows here and sends only that.

May import only `errors` and msgspec, the recorder `profiles` as well: this room is also a wheel of its own,
`gnomon-client`, that is installed where models are served. `Client` is its face.
Never here: numpy, polars, SQL; an exception, a wait or a file in the caller's thread.

To add a kind of row, write its name to `batch.Kind` and its method to `client`.
"""

from __future__ import annotations

from gnomon.client.client import Client as Client
from gnomon.client.pace import Pace as Pace
from gnomon.client.redaction import Redact as Redact
from gnomon.client.tally import Counts as Counts
