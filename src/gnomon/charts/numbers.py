"""Stand-in until checks.numbers is there."""

import math

THIN = "\u202f"
MINUS = "\u2212"
NBSP = "\u00a0"


def count(n: int) -> str:
    return (
        f"{n:,}".replace(",", THIN)
        if n < 100_000
        else f"{n / 1e6:.1f}{NBSP}M"
        if n >= 1e6
        else f"{n:,}".replace(",", THIN)
    )


def share(x: float) -> str:
    if not math.isfinite(x):
        return "—"
    p = 100 * x
    if 0 < p < 0.1:
        return f"<{NBSP}0.1{NBSP}%"
    return (f"{p:.1f}" if p < 10 else f"{p:.0f}") + f"{NBSP}%"


def figure(x: float) -> str:
    if not math.isfinite(x):
        return "—"
    if x and abs(x) < 1:
        return f"{x:.3f}".replace("-", MINUS)
    return f"{x:.3g}".replace("-", MINUS) if abs(x) < 1000 else f"{x:,.0f}".replace(",", THIN).replace("-", MINUS)


def signed(x: float) -> str:
    if not math.isfinite(x):
        return "—"
    return f"{x:+.2f}".replace("-", MINUS)


def short(name: str, most: int = 32) -> str:
    return name if len(name) <= most else name[: (most - 1) - (most - 1) // 2] + "…" + name[-((most - 1) // 2) :]
