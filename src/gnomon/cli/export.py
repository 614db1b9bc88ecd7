"""`gnomon export`: files for the programs that stand beside gnomon."""

from __future__ import annotations

import typer

from gnomon.cli import output
from gnomon.cli.configured import Config, configured
from gnomon.config.show import written
from gnomon.jobs.exposing import dashboard as dashboards
from gnomon.jobs.exposing import rules as ruled

app = typer.Typer(no_args_is_help=True, help="Write files for Prometheus and Grafana.")


@app.command("prometheus-rules")
def rules(config: Config = None, json: output.Json = False) -> int:
    """Write rules for Prometheus: when gnomon itself is unwell, and which alerts fire."""
    made = ruled.rules(configured(config))
    if json:
        output.print_json(made)
    else:
        print(written(made), end="")
    return 0


@app.command("grafana")
def grafana(json: output.Json = False) -> int:
    """Write a dashboard for Grafana: JSON in any case, and the same for every configuration."""
    output.print_json(dashboards.dashboard())
    return 0
