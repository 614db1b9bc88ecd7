from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from gnomon.errors import UsageError
from gnomon.notify import signing

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - that of the specification
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
EVENT = (
    b'{"specversion":"1.0","id":"evt_1","source":"/gnomon/prod","type":"gnomon.alert.firing",'
    b'"time":"2026-01-02T03:04:05Z","datacontenttype":"application/json","data":{"alert":"a"}}'
)


@pytest.mark.parametrize(
    ("key", "stamp", "body", "signature"),
    [
        (MESSAGE, 1614265330, b'{"test": 2432232314}', "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ("evt_1", 1767323045, EVENT, "v1,dbh/UamPLpVFOpQSk4kFVhoh+lgQtcgjV5Td+pKdoHI="),
    ],
    ids=["standard", "event"],
)
def test_the_vectors(key: str, stamp: int, body: bytes, signature: str) -> None:
    made = signing.headers(key, datetime.fromtimestamp(stamp, UTC), body, [SECRET])
    assert made == {"webhook-id": key, "webhook-timestamp": str(stamp), "webhook-signature": signature}


def test_during_a_rotation_there_are_two_signatures() -> None:
    at, other = datetime(2026, 1, 1, tzinfo=UTC), "whsec_" + base64.b64encode(bytes(32)).decode()
    both = signing.headers("evt", at, b"x", [other, SECRET])["webhook-signature"].split(" ")
    assert both == [signing.headers("evt", at, b"x", [each])["webhook-signature"] for each in (other, SECRET)]


def test_without_a_secret_nothing_is_signed() -> None:
    assert "webhook-signature" not in signing.headers("evt", datetime(2026, 1, 1, tzinfo=UTC), b"x", [])


WRONG = ["", "whsec_", SECRET.removeprefix("whsec_"), "whsec_c2hvcnQ=", "whsec_!", "whsec_" + "QUJD" * 30]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_secret_is_refused_without_being_repeated(wrong: str) -> None:
    with pytest.raises(UsageError, match="base64 of 24 to 64 bytes") as caught:
        signing.key_of(wrong)
    assert len(wrong) < 8 or wrong not in str(caught.value)
