"""gnomon: know when a machine-learning model goes wrong, and why.

A profile is a value that adds; a metric is a function of profiles; an alert
is a fold of verdicts over time; an action answers an alert.

Names load when they are first used, so that `import gnomon` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gnomon.errors import DataError as DataError
    from gnomon.errors import DataWarning as DataWarning
    from gnomon.errors import FormatError as FormatError
    from gnomon.errors import GnomonError as GnomonError
    from gnomon.errors import SchemaError as SchemaError
    from gnomon.errors import SubtractionError as SubtractionError
    from gnomon.errors import UsageError as UsageError
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
    "Comparison": "gnomon.reports.comparison",
    "DataError": "gnomon.errors",
    "DataWarning": "gnomon.errors",
    "FormatError": "gnomon.errors",
    "GnomonError": "gnomon.errors",
    "Profile": "gnomon.profiles.profile",
    "ProfileSeries": "gnomon.profiles.series",
    "Schema": "gnomon.profiles.schema",
    "SchemaError": "gnomon.errors",
    "SubtractionError": "gnomon.errors",
    "UsageError": "gnomon.errors",
    "Window": "gnomon.profiles.windows",
    "compare": "gnomon.reports.compare",
    "load": "gnomon.profiles.saved",
    "profile": "gnomon.profiles.open",
    "profile_series": "gnomon.profiles.open",
    "save": "gnomon.profiles.saved",
}

__all__ = [
    "Comparison",
    "DataError",
    "DataWarning",
    "FormatError",
    "GnomonError",
    "Profile",
    "ProfileSeries",
    "Schema",
    "SchemaError",
    "SubtractionError",
    "UsageError",
    "Window",
    "compare",
    "load",
    "profile",
    "profile_series",
    "save",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module 'gnomon' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*globals(), *_HOMES})
