"""提供的副本的数据结构：files given with an answer, whole or blackened."""

from typing import Annotated

from ninja import Schema
from pydantic import Field

from gongkai.faces.api.schemas import texts
from gongkai.programmes.requests.models import AnswerCopy


class CopyOut(Schema):
    """副本：as it is given; which words were blackened stands nowhere."""

    copy_uid: str
    title: str
    file_name: str
    size: int
    sha256: str
    blackened: bool
    part: str
    ground: str
    basis: str
    given: bool

    @classmethod
    def of(cls, copy: AnswerCopy) -> "CopyOut":
        """From its row."""
        return cls(
            copy_uid=copy.uid,
            title=copy.title,
            file_name=copy.file_name,
            size=copy.given.size,
            sha256=copy.given.sha256,
            blackened=bool(copy.ground),
            part=copy.part,
            ground=copy.ground,
            basis=copy.basis,
            given=copy.sent_with is not None,
        )


class CopiesOut(Schema):
    """一件的副本。"""

    items: list[CopyOut]


class BlackenIn(Schema):
    """遮盖：every occurrence of the strings goes for good; part, ground and basis say what is withheld and why."""

    strings: Annotated[list[texts.Line], Field(max_length=200)]
    part: texts.Remark
    ground: texts.Short
    basis: texts.Remark
