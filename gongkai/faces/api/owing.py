"""义务：what organs owe of decisions, cases, contracts, updates and tasks, as the office lists them; with a token."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from gongkai.engines.assessment.duties import Duty, Standing
from gongkai.faces.api.asking import Errors, moment, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.kit.owing import MOST, duties_of
from gongkai.foundation.now import china_date
from gongkai.programmes.enforcement import permission

router = Router(tags=["义务"], auth=Token())


class DutyOut(Schema):
    """一项义务：what is owed, by whom, from which fact, by when, on what basis, and how it stands today."""

    kind: str
    organ: str
    subject: str
    name: str
    arisen_on: date
    due_on: date | None
    met_on: date | None
    standing: Standing
    late: str
    basis: str

    @classmethod
    def of(cls, one: Duty, today: date) -> "DutyOut":
        """As it stands today."""
        judged = one.judged(today)
        return cls(
            kind=one.kind, organ=one.organ, subject=one.subject, name=one.name, arisen_on=one.arisen_on,
            due_on=one.due_on, met_on=one.met_on, standing=judged.standing,
            late=str(judged.days_late) if judged.standing.late else "", basis=str(one.basis),
        )  # fmt: skip


@router.get("/duties", response={200: list[DutyOut], Errors: Refused}, summary="义务清单")
def duties(request: HttpRequest) -> Any:
    """What is owed or was done late, of one's own organs and of the places one supervises; first due first, 500 rows.

    Of major decisions, of decisions and cases of enforcement, of contracts to announce, of supervision information to
    renew, of results of consultations, of tasks to finish and report on, and of findings to put right; what was done in
    time is not listed.
    """
    at = moment(request)
    today = china_date(at)
    codes = set(permission.organs_of(person(request)).values_list("code", flat=True))
    found = [one for one in duties_of(codes, at) if one.known(today) and one.standing(today) is not Standing.MET]
    found.sort(key=lambda one: (one.due_on or date.max, one.organ, one.subject))
    return [DutyOut.of(one, today) for one in found[:MOST]]
