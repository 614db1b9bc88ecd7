"""The program `gnomon`: `python -m gnomon` is the same."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from gnomon.cli.app import run  # noqa: PLC0415 - so that `import gnomon.__main__` loads nothing
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
