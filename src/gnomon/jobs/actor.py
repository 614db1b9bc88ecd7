"""Who acts, as the audit and timelines have it: `user:NAME`.

Source: ALERTS R49.
"""

from __future__ import annotations

import getpass
import os


def me() -> str:
    """Who runs this program; by number where that has no name, as in many containers."""
    try:
        return user(getpass.getuser())
    except (KeyError, OSError):  # no name in the environment, and none of that number in the machine's list
        return user(str(os.getuid()))


def user(name: str) -> str:
    """A person, by name.

    Example:
        >>> user("ann")
        'user:ann'
    """
    return f"user:{name}"
