"""What goes over the network together."""

from __future__ import annotations

import json

import pytest
from tests.client.door import unpacked

from gnomon.client.batch import KINDS, Kind, packed


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_is_one_document_with_its_id(kind: Kind) -> None:
    batch = packed("b-1", kind, [b'{"event_id":"1"}', b'{"event_id":"2"}'], number=7)
    assert (batch.id, batch.kind, batch.rows, batch.number) == ("b-1", kind, 2, 7)
    assert json.loads(unpacked(batch.body, batch.encoding)) == {
        "batch_id": "b-1",
        kind: [{"event_id": "1"}, {"event_id": "2"}],
    }
