"""The dashboard: its queries are right to Prometheus and ask for what there is, and its panels do not overlap."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

from docs import pages
from gnomon.jobs.exposing.dashboard import WIDTH, dashboard

PANELS: list[dict[str, Any]] = dashboard()["panels"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]


def test_promtool_reads_each_query(promtool: str, tmp_path: Path) -> None:
    rules = [{"record": f"q{at}", "expr": query} for at, query in enumerate(QUERIES)]
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [{"name": "q", "rules": rules}]}), "utf-8")
    done = subprocess.run([promtool, "check", "rules", "rules.yml"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_each_query_asks_for_what_is_on_the_page_of_names() -> None:
    page = (pages.ROOT / "docs" / "prometheus.md").read_text("utf-8")
    variables = [one["query"]["query"] for one in dashboard()["templating"]["list"][1:]]
    names = set(re.findall(r"gnomon_\w+", " ".join([*QUERIES, *variables])))
    assert names
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_each_variable_that_is_used_is_there() -> None:
    there = {one["name"] for one in dashboard()["templating"]["list"]}
    assert set(re.findall(r"\$\{?([a-z]+)", json.dumps(dashboard()))) == there


def test_panels_have_ids_of_their_own_and_do_not_overlap() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    for panel in PANELS:
        place = panel["gridPos"]
        assert 0 <= place["x"] < place["x"] + place["w"] <= WIDTH
    for a, b in combinations([panel["gridPos"] for panel in PANELS], 2):
        beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
        assert beside or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
