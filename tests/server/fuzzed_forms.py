"""How the fuzzer writes bodies that are no text: as the bytes that it came up with."""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import SerializationContext

from gnomon.server.api.profiles import SERIES


@schemathesis.serializer("application/vnd.apache.arrow.stream", "application/x-ndjson", "application/jsonl", SERIES)
def as_bytes(_: SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
