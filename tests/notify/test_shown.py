"""What is told is shown as it is written, whatever names the data has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.notify import facts
from tests.notify.test_digest import FULL

from gnomon.notify import blocks, digest, mail_form, message
from gnomon.notify.channels import apprise, teams
from gnomon.notify.payload import Payload, payload

NOW = facts.START + timedelta(days=2)
TURNS = "\u202eturns\u2066 \x1b[31m"


def hostile() -> Payload:
    told = facts.told(
        entity=TURNS,
        monitor=TURNS,
        what=TURNS,
        changes=(f"*{TURNS}* moved.",),
        owner=TURNS,
        links=((TURNS, "https://x"),),
    )
    return {"reason": "first", "alerts": [payload(told, message.compose(told))], "open": []}


def mailed(said: Payload) -> list[str]:
    made = mail_form.mail("k" * 64, said, "g@example.org", ["a@example.org"], NOW)
    bodies = [made.get_body((form,)) for form in ("plain", "html")]
    return [str(made["Subject"]), *(body.get_content() for body in bodies if body is not None)]


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x1b"])
def test_a_sign_that_turns_what_stands_beside_it_is_in_no_message(sign: str) -> None:
    said = hostile()
    for text in [*mailed(said), str(blocks.rendered(said)), str(teams.rendered(said)), str(apprise.rendered(said))]:
        assert "turns" in text
        assert sign not in text


def test_plain_text_names_the_sections_of_a_digest() -> None:
    _, text, html = mailed(digest.payload(FULL))
    for said in (text, apprise.rendered(digest.payload(FULL))[1]):
        assert "\nStill open:\n- [FIRING info] churn: inputs drifted, column 0\n" in said
        assert "\n\nWithout data:\n- churn: performance. There are no targets.\n" in said
    assert html.count("Still open") == 1


def test_long_words_break_in_a_mail_that_is_read_on_a_phone() -> None:
    assert "overflow-wrap:anywhere" in mailed(hostile())[2]
