from __future__ import annotations

from gnomon.config.egress import Egress
from gnomon.config.read import settings_of


def test_what_is_allowed_is_that_of_the_file() -> None:
    made = settings_of("egress: {strict: true, allow: [alertmanager, 10.1.0.0/16]}").egress
    assert made == Egress(strict=True, allow=("alertmanager", "10.1.0.0/16"))
    assert made.allowed.allows_host("Alertmanager")


def test_nothing_is_strict_unless_it_is_said() -> None:
    assert settings_of("instance: prod").egress.allowed.strict is False
