from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from tests.notify import facts
from tests.notify.test_message import FULL

from gnomon.alerts.verdict import Detail, Figures, Part, Verdict
from gnomon.notify import message
from gnomon.notify.payload import LARGEST_DETAILS, payload, size, stamp
from gnomon.notify.told import Told

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/alert-v1.json").read_text("utf-8"))

TOLD = [
    facts.told(),
    facts.told(**FULL),
    facts.told("resolved", facts.over(facts.firing("temp"))),
    facts.told("retracted", figures=Figures(effect=math.nan)),
    facts.told("revised", before=facts.firing("temp")),
    facts.told(episode=facts.firing("", figures=Figures(value=math.inf)), monitor_kind="performance"),
]


def paid(told: Told) -> dict[str, object]:
    return payload(told, message.compose(told))


@pytest.mark.parametrize("told", TOLD, ids=["firing", "full", "resolved", "retracted", "revised", "infinite"])
def test_every_payload_follows_the_published_schema(told: Told) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    written = json.loads(json.dumps(paid(told), allow_nan=False))
    jsonschema.Draft202012Validator(SCHEMA).validate(written)
    assert written == paid(told)


def test_the_schema_names_every_field() -> None:
    assert set(SCHEMA["required"]) == set(paid(facts.told()))
    assert set(SCHEMA["properties"]) - set(SCHEMA["required"]) == {"why"}
    assert SCHEMA["additionalProperties"] is False


def test_a_payload_has_the_identity_times_and_figures_of_its_episode() -> None:
    told = facts.told()
    made = paid(told)
    assert made["id"] == f"{told.alert_id}-1"
    assert (made["since"], made["started_at"]) == ("2013-12-31T00:00:00Z", "2014-01-01T00:00:00Z")
    assert (made["state"], made["ended_at"], made["reason"]) == ("firing", None, None)
    assert made["series"] == ["dewp", "temp", "wind"]
    assert made["figures"] == {
        "value": 0.31, "limit": 0.1, "material": 0.1, "effect": 0.31, "low": None, "high": None, "p": 1e-4, "n": 912,
    }  # fmt: skip


def test_details_are_cut_at_20_kb_with_a_count_and_the_worst_stay() -> None:
    details = tuple(
        Detail(Part(f"column_{i:04}"), "violation", Figures(effect=i / 10, material=0.1)) for i in range(900)
    )
    verdict = Verdict("violation", facts.REASON, details=details)
    episode = replace(facts.firing("temp"), last=verdict)
    made = payload(facts.told(episode=episode), message.compose(facts.told(episode=episode)))
    assert size(made["details"]) <= LARGEST_DETAILS
    assert len(made["details"]) + made["details_left_out"] == 900
    assert made["details"][0]["series"] == "column_0899"


def test_nothing_has_no_stamp() -> None:
    assert stamp(None) is None
