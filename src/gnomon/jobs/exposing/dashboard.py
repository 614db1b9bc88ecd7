"""A dashboard of Grafana over what `/metrics` says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Record = dict[str, Any]  # Any: JSON

SCHEMA = 39
"""Of Grafana 11; newer ones read it."""

WIDTH = 24
SOURCE = {"type": "prometheus", "uid": "${source}"}
PICKED = 'entity=~"$entity"'
OF_SERIES = f'{PICKED}, series=~"$series"'


def dashboard() -> Record:
    """The dashboard.

    Example:
        >>> dashboard()["title"], [one["name"] for one in dashboard()["templating"]["list"]]
        ('gnomon', ['source', 'entity', 'series', 'metric'])
    """
    rows = [
        (7, _tables()),
        (8, _figures()),
        (8, _itself()),
    ]
    panels, top = list[Record](), 0
    for height, row in rows:
        width = WIDTH // len(row)
        for at, panel in enumerate(row):
            place = {"h": height, "w": width, "x": at * width, "y": top}
            panels.append({"id": len(panels) + 1, "gridPos": place, "datasource": SOURCE, **panel})
        top += height
    return {
        "uid": "gnomon",
        "title": "gnomon",
        "description": "Models that are monitored by gnomon, and gnomon itself.",
        "tags": ["gnomon"],
        "schemaVersion": SCHEMA,
        "editable": True,
        "refresh": "1m",
        "time": {"from": "now-7d", "to": "now"},
        "templating": {"list": _variables()},
        "panels": panels,
    }


def _variables() -> list[Record]:
    source = {"name": "source", "label": "Data source", "type": "datasource", "query": "prometheus"}
    return [
        source,
        _variable("entity", "label_values(gnomon_entity_status, entity)", every=True),
        _variable("series", f"label_values(gnomon_measurement{{{PICKED}}}, series)", every=False),
        _variable("metric", f"label_values(gnomon_measurement{{{OF_SERIES}}}, metric)", every=False),
    ]


def _variable(name: str, query: str, *, every: bool) -> Record:
    return {
        "name": name, "label": name.capitalize(), "type": "query", "datasource": SOURCE, "refresh": 2, "sort": 1,
        "query": {"query": query, "refId": name}, "includeAll": every, "multi": every,
    }  # fmt: skip


def _tables() -> list[Record]:
    status = f"gnomon_entity_status{{{PICKED}}} == 1"
    alerts = f'sum by (entity, monitor, severity) (gnomon_alerts{{{PICKED}, state="firing"}}) > 0'
    return [_table("Entities", status, "{{entity}}"), _table("Alerts that fire", alerts, "{{entity}}")]


def _figures() -> list[Record]:
    values = f"gnomon_values{{{OF_SERIES}}}"
    return [
        _lines("$metric of $series", [(f'gnomon_measurement{{{OF_SERIES}, metric=~"$metric"}}', "{{entity}}")]),
        {**_panel("heatmap", "Values of $series", [(values, "")], "heatmap"), "options": {"calculate": False}},
    ]


def _itself() -> list[Record]:
    ran = f"time() - gnomon_last_run_timestamp_seconds{{{PICKED}}}"
    lags = [
        (f"gnomon_evaluation_lag_seconds{{{PICKED}}}", "judged: {{entity}}"),
        (f"gnomon_watermark_lag_seconds{{{PICKED}}}", "rows: {{entity}}"),
    ]
    waiting = 'sum by (state) (gnomon_outbox_rows{state=~"queued|sending|retrying|dead"})'
    return [
        _lines("Since the last run", [(ran, "{{entity}}")], "s"),
        _lines("Lag", lags, "s"),
        _lines("Messages that are not delivered", [(waiting, "{{state}}")]),
        _lines("Inbox", [("gnomon_inbox_bytes", "bytes")], "bytes"),
    ]


def _lines(title: str, queries: Sequence[tuple[str, str]], unit: str = "short") -> Record:
    return {
        **_panel("timeseries", title, queries, "time_series"),
        "fieldConfig": {"defaults": {"unit": unit}, "overrides": []},
    }


def _table(title: str, query: str, legend: str) -> Record:
    made = _panel("table", title, [(query, legend)], "table")
    made["targets"][0]["instant"] = True
    hidden = {"Time": True, "Value": True, "__name__": True, "instance": True, "job": True}
    made["transformations"] = [{"id": "organize", "options": {"excludeByName": hidden}}]
    return made


def _panel(kind: str, title: str, queries: Sequence[tuple[str, str]], form: str) -> Record:
    targets = [
        {"refId": chr(ord("A") + at), "expr": query, "legendFormat": legend, "format": form, "datasource": SOURCE}
        for at, (query, legend) in enumerate(queries)
    ]
    return {"type": kind, "title": title, "targets": targets}
