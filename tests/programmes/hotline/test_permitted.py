"""Who may do what in which state of a message: the full set, held to a table; whatever is not there is refused."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import acts_for
from gongkai.engines.casework.rules import Done
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.hotline.programme import HOTLINE

DAY = date(2026, 3, 2)
TABLE: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("permitted.yaml").read_text("utf-8"))
OFFICE, MAIN, CO = "000014349", "00001428X", "002489401"
GIVEN = (Done(1, "dispatch", DAY, "somebody", {"organ": MAIN}), Done(2, "join", DAY, "somebody", {"organ": CO}))
WITHOUT = {"missing": "催办两次未反馈，不影响答复"}
# Given to two organs; and an answer proposed without the co-handler's part and a 督办 begun besides.
HISTORIES = (
    GIVEN,
    (*GIVEN, Done(3, "propose_answer", DAY, "somebody", WITHOUT, None, MAIN), Done(4, "supervise", DAY, "somebody")),
)
POSTS = {
    "office": OFFICE,
    "main": MAIN,
    "co": CO,
}


def permitted(role: str, organ: str, state: str) -> set[str]:
    person = Actor(role, ROLES[role], (PostFact(organ, role, "办公室", "9901"),), second_factor=True)
    case = Case(procedure="hotline", organ=Organ(code=OFFICE, place=Place(code="9901")), state=state)
    offers = [offer for done in HISTORIES for offer in acts_for(person, case, on=DAY, done=done)]
    return {offer.act.key for offer in offers if offer.allowed}


def test_the_table_names_every_state_and_no_other() -> None:
    assert list(TABLE) == [state.key for state in HOTLINE.states]


@pytest.mark.parametrize("state", [one.key for one in HOTLINE.states])
def test_a_post_may_do_exactly_what_the_table_says(state: str) -> None:
    for where, organ in POSTS.items():
        for role in ROLES:
            said = (TABLE[state] or {}).get(f"{where}.{role}", "")
            assert permitted(role, organ, state) == set(said.split()), (state, where, role)
