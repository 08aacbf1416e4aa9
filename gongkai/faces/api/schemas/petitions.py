"""信访的数据结构：bringing a petition, and following it with number and code."""

from collections.abc import Iterable
from datetime import date

from ninja import Schema

from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.casework import CaseClockOut
from gongkai.faces.api.schemas.requests import ProofIn, ToldOut
from gongkai.foundation.letters.models import Letter
from gongkai.programmes.petitions.contents import Matter, Petitioner
from gongkai.programmes.petitions.queries import Followed


class PetitionIn(Schema):
    """信访事项：what is asked, of which office, by whom."""

    organ: texts.Short
    sort: texts.Short
    matter: texts.Short
    text: texts.Remark
    name: texts.Number
    address: texts.Line
    contact: texts.Number
    confidential: bool = False
    language: texts.Short = "zh"

    def told(self) -> Matter:
        """所说的事。"""
        return Matter(self.sort, self.matter, self.text, confidential=self.confidential)

    def petitioner(self) -> Petitioner:
        """信访人。"""
        return Petitioner(self.name, self.address, self.contact)


class PetitionReviewIn(ProofIn):
    """请求复查、复核的理由。"""

    text: texts.Remark


class PetitionRatingIn(ProofIn):
    """评价：`satisfied` is yes, mostly or no."""

    satisfied: texts.Short


class PetitionLodgedOut(Schema):
    """信访回执：number and code, the code only this once."""

    number: str
    code: str


class PetitionAnswerOut(Schema):
    """书面答复：an opinion, and what may be asked against it until when."""

    name: str
    on: date
    organ: str
    outcome: str
    text: str
    next: str
    until: date | None


class PetitionLetterOut(Schema):
    """书面告知：a letter that was sent."""

    title: str
    number: str
    on: date


class PetitionFollowedOut(Schema):
    """信访办理进度：what who brought it may know; nothing said between offices."""

    number: str
    state: str
    ended: bool
    received_on: date | None
    clock: CaseClockOut | None
    organ: str
    history: list[ToldOut]
    answers: list[PetitionAnswerOut]
    letters: list[PetitionLetterOut]
    door: str
    files: int
    ask: str

    @classmethod
    def of(cls, seen: Followed, letters: Iterable[Letter]) -> "PetitionFollowedOut":
        """From the programme's answer."""
        case = seen.petition.case
        return cls(
            number=case.number,
            state=seen.state,
            ended=not case.open,
            received_on=case.first_received_on,
            clock=CaseClockOut.of(seen.clock) if seen.clock else None,
            organ=seen.organ,
            history=[ToldOut(act=told.name, on=told.on, said=dict(told.said)) for told in seen.history],
            answers=[PetitionAnswerOut(**vars(one)) for one in seen.answers],
            letters=[PetitionLetterOut(title=one.sheet["title"], number=one.number, on=one.on) for one in letters],
            door=seen.door,
            files=seen.petition.files.count(),
            ask=seen.ask,
        )
