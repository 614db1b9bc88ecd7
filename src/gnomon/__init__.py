"""gnomon: know when a machine-learning model goes wrong, and why.

A profile is a value that adds; a metric is a function of profiles; an alert
is a fold of verdicts over time; an action answers an alert.

Names load when they are first used, so that `import gnomon` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gnomon.alerts.custom import Series as Series
    from gnomon.alerts.custom import monitor as monitor
    from gnomon.alerts.verdict import Verdict as Verdict
    from gnomon.client.client import Client as Client
    from gnomon.client.recorder import Recorder as Recorder
    from gnomon.config.channel import Channel as Channel
    from gnomon.config.entity import Entity as Entity
    from gnomon.config.monitor import Monitor as Monitor
    from gnomon.config.reference import Reference as Reference
    from gnomon.config.settings import Settings as Settings
    from gnomon.config.source import Source as Source
    from gnomon.config.source import Targets as Targets
    from gnomon.errors import DataError as DataError
    from gnomon.errors import DataWarning as DataWarning
    from gnomon.errors import FormatError as FormatError
    from gnomon.errors import GnomonError as GnomonError
    from gnomon.errors import SchemaError as SchemaError
    from gnomon.errors import SubtractionError as SubtractionError
    from gnomon.errors import UnavailableError as UnavailableError
    from gnomon.errors import UsageError as UsageError
    from gnomon.jobs.project import Project as Project
    from gnomon.jobs.project import open_project as open
    from gnomon.metrics.custom import metric as metric
    from gnomon.profiles.custom.count import Count as Count
    from gnomon.profiles.custom.mean import Mean as Mean
    from gnomon.profiles.custom.profiler import profiler as profiler
    from gnomon.profiles.custom.ratio import Ratio as Ratio
    from gnomon.profiles.open import profile as profile
    from gnomon.profiles.open import profile_series as profile_series
    from gnomon.profiles.profile import Profile as Profile
    from gnomon.profiles.saved import load as load
    from gnomon.profiles.saved import save as save
    from gnomon.profiles.schema import Schema as Schema
    from gnomon.profiles.series import ProfileSeries as ProfileSeries
    from gnomon.profiles.windows import Window as Window
    from gnomon.reports.compare import compare as compare
    from gnomon.reports.comparison import Comparison as Comparison

__version__ = "0.1.0"

_HOMES = {
    "Channel": "gnomon.config.channel",
    "Client": "gnomon.client.client",
    "Comparison": "gnomon.reports.comparison",
    "Count": "gnomon.profiles.custom.count",
    "DataError": "gnomon.errors",
    "DataWarning": "gnomon.errors",
    "Entity": "gnomon.config.entity",
    "FormatError": "gnomon.errors",
    "GnomonError": "gnomon.errors",
    "Mean": "gnomon.profiles.custom.mean",
    "Monitor": "gnomon.config.monitor",
    "Profile": "gnomon.profiles.profile",
    "ProfileSeries": "gnomon.profiles.series",
    "Project": "gnomon.jobs.project",
    "Ratio": "gnomon.profiles.custom.ratio",
    "Recorder": "gnomon.client.recorder",
    "Reference": "gnomon.config.reference",
    "Schema": "gnomon.profiles.schema",
    "SchemaError": "gnomon.errors",
    "Series": "gnomon.alerts.custom",
    "Settings": "gnomon.config.settings",
    "Source": "gnomon.config.source",
    "SubtractionError": "gnomon.errors",
    "Targets": "gnomon.config.source",
    "UnavailableError": "gnomon.errors",
    "UsageError": "gnomon.errors",
    "Verdict": "gnomon.alerts.verdict",
    "Window": "gnomon.profiles.windows",
    "compare": "gnomon.reports.compare",
    "load": "gnomon.profiles.saved",
    "metric": "gnomon.metrics.custom",
    "monitor": "gnomon.alerts.custom",
    "open": "gnomon.jobs.project",
    "profile": "gnomon.profiles.open",
    "profile_series": "gnomon.profiles.open",
    "profiler": "gnomon.profiles.custom.profiler",
    "save": "gnomon.profiles.saved",
}

_CALLED = {"open": "open_project"}
"""Names that are others at home."""

__all__ = [
    "Channel",
    "Client",
    "Comparison",
    "Count",
    "DataError",
    "DataWarning",
    "Entity",
    "FormatError",
    "GnomonError",
    "Mean",
    "Monitor",
    "Profile",
    "ProfileSeries",
    "Project",
    "Ratio",
    "Recorder",
    "Reference",
    "Schema",
    "SchemaError",
    "Series",
    "Settings",
    "Source",
    "SubtractionError",
    "Targets",
    "UnavailableError",
    "UsageError",
    "Verdict",
    "Window",
    "compare",
    "load",
    "metric",
    "monitor",
    "open",
    "profile",
    "profile_series",
    "profiler",
    "save",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module 'gnomon' has no attribute {name!r}")
    try:
        home = import_module(_HOMES[name])
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("gnomon."):
            raise
        raise ImportError(f"gn.{name} is not in gnomon-client. Install all of gnomon: pip install gnomon.") from None
    value = getattr(home, _CALLED.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*globals(), *_HOMES})
