"""`GET …/measurements`: what was measured of each window, with the verdict on it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from gnomon.jobs.reporting import series as measured
from gnomon.server.api.paging import PAGED, Asked, Windows, page
from gnomon.server.state import state_of

router = APIRouter(tags=["measurements"])

Metric = Annotated[str | None, Query(description="Only this metric: psi, nulls, auc, …")]
Series = Annotated[str | None, Query(description="Only this series: a column, rows or outcome.")]
Labels = Annotated[
    list[str], Query(default_factory=list, description="Only of this segment, as name=value. Repeatable.")
]


@router.get("/entities/{entity}/measurements", responses=PAGED)
def measurements(
    entity: str,
    request: Request,
    response: Response,
    asked: Asked,
    label: Labels,
    metric: Metric = None,
    series: Series = None,
    limit: Windows = 100,
) -> list[dict[str, Any]]:
    """Measurements of the windows within `[since, until)`, series by series, oldest first."""
    state = state_of(request)
    one = state.entity(entity)
    part = page(state.store, one.name, asked, limit, request, response)
    found = measured.records(state.store, one, metric, series, part.since, part.until)
    wanted = {tuple(each.partition("=")[::2]) for each in label}
    return [record for record in found if wanted <= record["labels"].items()]
