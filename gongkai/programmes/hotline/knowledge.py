"""热线知识库：questions and answers grown from messages, a register: reviewed by others than who proposes them.

| register | an entry | |
|---|---|---|
| 热线知识库 | one question | the answer, the matter, who answers for it, its basis, until when it was checked to hold |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers.rules import Field, Register, Type, Values, choices_of, every
from gongkai.foundation.privacy.rules import Passage, Place, scan
from gongkai.foundation.review.rules import Step
from gongkai.law import codes

KNOWLEDGE = "hotline-knowledge"
BASIS = "国办函〔2025〕66号《关于进一步规范和提升12345热线服务的意见》（未核对原文）"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关热线工作制度")


@dataclass(frozen=True)
class Entry:
    """知识：a question with its answer; `basis` a line each."""

    question: str
    answer: str
    matter: str
    answerer: str
    basis: tuple[str, ...] = ()
    until: date | None = None


def registers() -> tuple[Register, ...]:
    """名录：热线知识库。"""
    return (
        Register(
            code=KNOWLEDGE,
            name="热线知识库",
            about="常见问题和答复：由12345热线办结的诉求整理，经责任单位核对、复核后公开；依据变化或者到期的重新核对。",
            keeper="热线工作机构整理，经处室审核、签发人批准；依据修改、废止或者到期的，重新核对",
            basis=BASIS,
            key="code",
            title="question",
            steps=(UNIT_HEAD,),
            group="热线",
            check=problems_with_entry,
            fields=(
                Field("code", "知识编号", required=True, listed=True, longest=60),
                Field("question", "问题", required=True, searched=True, listed=True, longest=200),
                Field("answer", "答复", Type.LONG, required=True, searched=True, longest=4000),
                Field(
                    "matter",
                    "诉求事项",
                    Type.CODE,
                    required=True,
                    choices=choices_of(codes.appeal_matters),
                    facet=True,
                    listed=True,
                ),
                Field("answerer", "答复单位", Type.ORGAN, required=True, facet=True, listed=True),
                Field("basis", "依据", Type.BASIS, many=True, longest=1000, hint="一行一条，写到条、款、项"),
                Field("until", "核对有效至", Type.DATE, required=True, listed=True, hint="到期前重新核对"),
            ),
        ),
    )


def problems_with_entry(values: Values, day: date) -> Mapping[str, str]:
    """知识的问题：field → sentence; nothing that identifies a person stands in it, and it is still valid."""
    found: dict[str, str] = {}
    for field in ("question", "answer"):
        if hits := personal_in("\n".join(every(values.get(field))), day):
            found[field] = f"疑似含有个人信息（{'、'.join(hits)}）。公开以前请删去。"
    until = str(values.get("until", ""))
    if until and until < day.isoformat():
        found["until"] = "“核对有效至”不能早于施行日期。请重新核对后填写。"
    return found


def personal_in(text: str, day: date) -> tuple[str, ...]:
    """疑似个人信息：what may identify a person and is to be decided, by the names of its kinds."""
    hits = scan([Passage(Place("body"), text)], today=day)
    return tuple(dict.fromkeys(one.kind.name for one in hits if one.blocks))
