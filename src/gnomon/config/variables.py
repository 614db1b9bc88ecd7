"""Variables of the environment in a configuration: `${NAME}` anywhere but where a secret is due."""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIABLE = re.compile(r"\$(\$)?\{([A-Za-z_][A-Za-z0-9_]*)\}")


class Filled(str):
    """A text with its variables filled in, which messages quote as it was written: its value may be a secret.

    Example:
        >>> url = Filled("postgresql://me:hunter2@host/db", "${STORE}")
        >>> url == "postgresql://me:hunter2@host/db", f"{url!r} is wrong"
        (True, "'${STORE}' is wrong")
    """

    __slots__ = ("written",)

    written: str

    def __new__(cls, value: str, written: str) -> Filled:
        """Keep what was written beside the value."""
        made = super().__new__(cls, value)
        made.written = written
        return made

    def __reduce__(self) -> tuple[type[Filled], tuple[str, str]]:
        """For the process of the scheduler, which is given the configuration."""
        return Filled, (str(self), self.written)

    def __repr__(self) -> str:
        """As it was written."""
        return repr(self.written)


def hidden(text: str, what: str) -> str:
    """What is said of a text that is wrong inside, in place of words that quote from it; nothing without variables.

    Example:
        >>> hidden(Filled("hunter2", "${LIMIT}"), "limit"), hidden("p95(x)", "limit")
        ("what '${LIMIT}' comes to is no limit. Look at the variable.", '')
    """
    return f"what {text!r} comes to is no {what}. Look at the variable." if isinstance(text, Filled) else ""


def fill(text: str, environment: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A text with its variables, and those that are not set.

    Args:
        text: As it was written; `$${NAME}` stands for the letters `${NAME}` themselves.
        environment: Variables by name.

    Example:
        >>> fill("${TEAM}-ml $${TEAM}", {"TEAM": "risk"}), fill("${TEAM}", {})
        (('${TEAM}-ml $${TEAM}', ()), ('${TEAM}', ('TEAM',)))
        >>> print(fill("${TEAM}-ml $${TEAM}", {"TEAM": "risk"})[0])
        risk-ml ${TEAM}
    """
    if VARIABLE.search(text) is None:
        return text, ()
    names = [found[2] for found in VARIABLE.finditer(text) if not found[1]]
    value = VARIABLE.sub(lambda found: found[0][1:] if found[1] else environment.get(found[2], ""), text)
    unset = tuple(dict.fromkeys(name for name in names if name not in environment))
    return (Filled(value, text) if names else value), unset
