"""复议诉讼登记的数据结构：a review or a suit over an organ's disclosure work, as the register of 表四 keeps it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from ninja import Schema

from gongkai.faces.api.schemas import texts
from gongkai.programmes.reports.models import Challenge

Route = Annotated[str, texts.Listed(Challenge.Route.values)]
Outcome = Annotated[str, texts.Listed(Challenge.Outcome.values)]


class ChallengeIn(Schema):
    """登记内容：what the register keeps of one; its outcome is entered by an act of its own."""

    route: Route
    authority: texts.Number
    number: texts.Number = ""
    filed_on: texts.Day
    case: texts.Number = ""
    note: texts.Remark = ""


class ChallengeRegisterIn(ChallengeIn):
    """登记复议诉讼案件。"""

    organ: texts.Short


class ChallengeOutcomeIn(Schema):
    """登记审理结果。"""

    outcome: Outcome
    decided_on: texts.Day | None = None


class ChallengeOut(Schema):
    """一件复议诉讼案件。"""

    challenge: str
    organ: str
    organ_name: str
    route: str
    authority: str
    number: str
    filed_on: date
    case: str
    outcome: str
    decided_on: date | None
    note: str

    @classmethod
    def of(cls, row: Challenge, names: Mapping[str, str], cases: Mapping[str, str]) -> "ChallengeOut":
        """From a row, names of organs by code, and numbers of cases by uid."""
        organ = row.organ.code
        kept = ("route", "authority", "number", "filed_on", "outcome", "decided_on", "note")
        plain = {name: getattr(row, name) for name in kept}
        return cls(
            challenge=row.uid, organ=organ, organ_name=names.get(organ, organ), case=cases.get(row.case, ""), **plain
        )


class ChallengesOut(Schema):
    """复议诉讼登记一页。"""

    items: list[ChallengeOut]
    next: str
