"""Performance: realised where targets have come, estimated until then."""

from __future__ import annotations

from gnomon.alerts.verdict import Verdict
from gnomon.jobs.monitors import Plan
from gnomon.jobs.scene import Scene


def verdicts(scene: Scene, plan: Plan) -> tuple[Verdict, ...]:
    """The verdict of a performance monitor in every window."""
    return (Verdict("insufficient_data", "Performance is not judged yet."),) * len(scene.windows)
