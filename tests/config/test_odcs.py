"""Tests of data contracts as monitors."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from ruamel.yaml import YAML

from gnomon.config import odcs, show
from gnomon.config.read import settings_of
from gnomon.errors import UsageError

HEAD = "apiVersion: v3.1.0\nkind: DataContract\nversion: 1.2.0\n"


def contract(*properties: dict[str, Any], quality: list[dict[str, Any]] | None = None, **more: Any) -> odcs.Contract:
    found = StringIO()
    trips = {"name": "trips", "properties": list(properties), "quality": quality or []}
    YAML().dump({"apiVersion": "v3.1.0", "kind": "DataContract", "schema": [trips], **more}, found)
    return odcs.read(found.getvalue())


FARE = {
    "name": "fare",
    "logicalType": "number",
    "required": True,
    "logicalTypeOptions": {"minimum": 0, "exclusiveMaximum": 900.5},
    "quality": [{"metric": "nullValues", "mustBeLessThan": 5, "unit": "percent"}],
}
ZONE = {
    "name": "zone",
    "logicalType": "string",
    "unique": True,
    "quality": [{"metric": "invalidValues", "arguments": {"validValues": ["a", "b", None]}, "mustBe": 0}],
}
ID = {"name": "trip id", "logicalType": "integer", "primaryKey": True}
ROWS = [{"metric": "rowCount", "mustBeGreaterThan": 10}, {"metric": "rowCount", "mustBeLessThan": 99}]


def test_columns_promise_and_rules_are_limits() -> None:
    assert contract(ID, FARE, ZONE, quality=ROWS, version="1.2.0").monitors == {
        "contract": {
            "expect": {
                "trip id": {"present": True, "unique": True},
                "fare": {"type": "number", "present": True, "min": 0},
                "zone": {"type": "category", "unique": True, "set": ["a", "b"]},
            }
        },
        "max-fare": {"expect": "max(fare) < 900.5"},
        "null-values-fare": {"expect": "null_share(fare) < 5 %"},
        "row-count": {"expect": "rows > 10"},
        "row-count-2": {"expect": "rows < 99"},
    }


def test_what_is_written_is_a_configuration() -> None:
    text = show.written({"monitors": contract(ID, FARE, ZONE, quality=ROWS).monitors})
    entity = "entities:\n  trips:\n    source: {path: trips.parquet, timestamp: ts, id: trip id}\n"
    settings = settings_of(entity + "".join(f"    {line}\n" for line in text.splitlines()))
    assert {"contract", "max-fare", "row-count-2"} < settings.entities["trips"].monitors.keys()


def test_what_is_left_out_has_its_line_and_why() -> None:
    text = HEAD + (
        "schema:\n- name: trips\n  properties:\n"
        "  - {name: a, logicalType: object}\n"
        "  - {name: b, logicalType: string, logicalTypeOptions: {pattern: '^N'}}\n"
        "  - {logicalType: string}\n"
        "  - {name: c, primaryKey: true}\n"
        "  - {name: d, primaryKey: true}\n"
        "  quality:\n  - nothing\n  - {type: sql, query: SELECT 1, mustBe: 1}\n"
    )
    assert [(each.line, each.words) for each in odcs.read(text).left_out] == [
        (7, "left out: what is inside of object is not looked at."),
        (8, "left out: no profile can tell it."),
        (9, "left out: a property without a name is passed over."),
        (6, "left out: the key of 2 columns: what repeats over several columns together is no figure of a profile."),
        (14, "left out: a rule of the type sql is run elsewhere."),
    ]


def test_of_several_objects_one_is_named() -> None:
    text = HEAD + "schema: [{name: trips, quality: [{metric: rowCount, mustBe: 3}]}, {name: cabs}]"
    assert odcs.read(text, "trips").monitors == {"row-count": {"expect": "rows == 3"}}
    assert odcs.read(text, "cabs").monitors == {}
    with pytest.raises(UsageError, match=r"several objects: trips, cabs\. Say which: --object NAME"):
        odcs.read(text)
    with pytest.raises(UsageError, match=r"no object 'bikes'\. There are: trips, cabs"):
        odcs.read(text, "bikes")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "kind: DataContract is missing"),
        ("[1, 2]", "kind: DataContract is missing"),
        ("a: [", "line 1: "),
        ("kind: DataContract\napiVersion: v2.2.2\n", "apiVersion: v2.2.2 is not read"),
        (HEAD, "it describes no rows"),
        (HEAD + "schema: none", "it describes no rows"),
        (HEAD + "schema: [{properties: []}, 3]", "it describes no rows"),
    ],
)
def test_what_is_no_contract_is_refused(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        odcs.read(text)


def test_options_and_properties_of_another_form_are_passed_over() -> None:
    found = contract({"name": "a", "logicalTypeOptions": 3}, {"name": "b", "logicalType": "string", "quality": "good"})
    assert found.columns == {"b": {"type": "category"}}
    assert contract({"name": "a", "logicalType": "number", "logicalTypeOptions": {"minimum": True}}).left_out
