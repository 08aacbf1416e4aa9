"""Every address × every role, in its own organ and in a foreign one: exactly one answer each, written in matrix.yaml.

The rows come from the URL table: a new address is in the matrix by itself, and fails until somebody says who gets
what there. A foreign record must answer exactly as one that does not exist.
"""

from dataclasses import replace

import pytest

from .asking import NAMES_A_THING, ask, ask_missing
from .matrix import CASES, Case, first_of, routes, written
from .world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(request: pytest.FixtureRequest) -> bool:
    """Is the whole matrix asked on another database already?"""
    return bool(request.config.getoption("--database-only"))


HIDDEN = ("draft", "discarded", "submitted", "checked", "approved", "scheduled", "for_filing", "filed")


def test_every_address_is_in_the_matrix() -> None:
    new = [route for route in routes() if route not in written()]
    assert not new, (
        "These addresses are not in tests/permissions/matrix.yaml. Add a row for each: who gets which status?\n  "
        + "\n  ".join(new)
    )


def test_the_matrix_names_no_address_that_is_gone() -> None:
    gone = [route for route in written() if route not in routes()]
    assert not gone, "Take these addresses out of tests/permissions/matrix.yaml; they are gone:\n  " + "\n  ".join(gone)


def test_every_act_of_the_office_is_in_the_matrix() -> None:
    """The one address of all acts has a row for each act there is."""
    from gongkai.faces.office.views.acts import BUTTONS

    tried = {case.path["act"] for case in CASES if case.route == "office/records/<record:uid>/<slug:act>/"}
    assert set(BUTTONS) - tried == set()


def test_every_act_of_every_procedure_is_in_the_matrix() -> None:
    """Those of requests; other procedures have pages, and rows, of their own."""
    from gongkai.assembly.wiring import PROCEDURES
    from gongkai.programmes.requests import states as requests

    tried = {case.path["act"] for case in CASES if case.route == "office/cases/<slug:case>/<slug:act>/"}
    ours = [table for key, table in PROCEDURES.items() if key in requests.PROCEDURES]
    assert {act.key for table in ours for act in table.acts if act.from_} - tried == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_role_gets_the_answer_written(case: Case, world: World, again: bool) -> None:
    """One status a cell; and whoever may not know of the thing gets exactly the answer of a thing that is not there.

    Who may what is decided before a row is read: on the second database each answer is asked for once.
    """
    wrong, told = {}, []
    for column in case.each_answer if again else case.asked:
        answer, expected = ask(case, world, column), case.statuses[column]
        if answer.status != expected:
            wrong[column] = f"{answer.status}, not {expected}"
        may_not_know = column in case.outsiders or (case.is_office and expected == 404)
        if may_not_know and NAMES_A_THING & set(case.parameters) and answer != ask_missing(case, world, column):
            told.append(column)
    assert wrong == {}, case.name
    assert told == [], f"{case.name}: the answer tells that it exists"


PUBLIC = sorted({case.route for case in CASES if "uid" in case.parameters and not case.is_office})


@pytest.mark.once
@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("route", PUBLIC)
def test_what_is_not_public_answers_the_public_as_what_does_not_exist(route: str, state: str, world: World) -> None:
    """Whoever asks: those who may see it in the office see no more of it in public."""
    case = replace(next(case for case in CASES if case.route == route), record=state)
    for column in case.asked:
        answer = ask(case, world, column)
        assert answer.status == 404, column
        assert answer == ask_missing(case, world, column), column


@pytest.mark.parametrize("case", first_of(lambda c: c.is_api and c.is_office), ids=lambda case: case.name)
def test_a_session_opens_nothing_in_the_api(case: Case, world: World) -> None:
    for column in ("own.drafter", "own.publisher", "own.administrator"):
        answer = ask(case, world, column, by_cookie=True)
        assert answer.status == (405 if case.statuses[column] == 405 else 401), column


# Harvesters may ask by POST: the address changes nothing and knows nobody.
READ_BY_POST = {"oai"}
FORMS = first_of(lambda c: c.method == "POST" and not c.is_api and c.route not in READ_BY_POST)


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case.name)
def test_a_form_sent_from_elsewhere_is_refused(case: Case, world: World) -> None:
    """Without the page's own token nothing is done, whoever is signed in."""
    for column in ("own.drafter", "own.publisher"):
        assert ask(case, world, column, csrf=True).status == 403, column
