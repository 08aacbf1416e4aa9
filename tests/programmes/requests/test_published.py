"""An answer many should know becomes a record in the act that delivers it: without its applicant, past no review."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor, PostFact
from gongkai.programmes.requests import lettering, published, queries
from gongkai.programmes.requests import operations as requests
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.outcomes import PART, Withheld, withheld_text
from gongkai.programmes.requests.published import Answered, content_of
from tests.programmes.requests.conftest import ZHANG

ANSWER = f"{ZHANG.name}：您好。三组征收12亩，补偿标准为每亩6万元。\n材料寄至{ZHANG.phone}所留地址。"
YES = {"publish": "yes", "theme": "05"}


def acting(organ: Organ, name: str, *roles: str) -> Actor:
    posts = tuple(PostFact(organ.code, role, "办公室", organ.place.code) for role in roles)
    return Actor(name, name, posts, second_factor=True)


@pytest.fixture
def signed(applied: Receipt, who: SimpleNamespace, at: datetime) -> Callable[..., Case]:
    """The applicant's case, its answer signed; then deliver it."""

    def run(name: str, by: Actor, **given: str) -> Case:
        case = applied.case
        said = {"on": at.date().isoformat(), **given}
        return casework.do(case=case.uid, act=name, given=said, seen=case.events.count(), by=by, at=at)

    def deliver(
        *,
        kind: str = "R-OPEN",
        text: str = ANSWER,
        edited: Callable[[tuple[str, ...]], str] | None = None,
        prepare: Callable[[Case], object] | None = None,
        withheld: str = "",
        by: Actor = who.foi_clerk,
        **given: str,
    ) -> Case:
        if not applied.case.events.exists():
            run("confirm", who.foi_clerk)
            if prepare:
                prepare(applied.case)
            run("propose_reply", who.foi_clerk, kind=kind, text=text, **({"withheld": withheld} if withheld else {}))
            if edited:
                composed = lettering.body_of(applied.case, done_in(applied.case), on=at.date()).composed
                run("edit_reply", acting(applied.case.organ, "zheng", "foi_clerk"), body=edited(composed))
            run("approve_legality", who.legality_reviewer)
            run("approve_secrecy", who.secrecy_reviewer)
            run("sign_reply", who.signer)
        return run("deliver_reply", by, way="network", **given)

    return deliver


def test_the_record_is_submitted_without_its_applicant_and_nobody_who_wrote_it_approves_it(
    signed: Callable[..., Case], organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    case = signed(**YES)
    (made,) = queries.publications_of(who.foi_clerk, case)
    edition = Edition.objects.get(record__uid=made.record)
    assert (edition.state, edition.kind, edition.theme, made.released) == (State.IN_REVIEW, "answer", "05", False)
    assert edition.title == "关于某村征地补偿安置方案的答复"
    assert "补偿标准为每亩6万元" in edition.body
    for told in (ZHANG.name, ZHANG.phone, case.number):
        assert told not in edition.title + edition.body + edition.summary
    assert queries.published_answer(case, at) == ""
    entry = Entry.objects.get(act="requests.answer_submitted")
    assert (entry.subject, entry.facts) == (f"case:{case.uid}", {"record": made.record})
    both = acting(organ, who.foi_clerk.uid, "unit_head")
    with pytest.raises(NotPermitted, match="不能审查自己的稿件"):
        publishing.approve(record=made.record, sha256=edition.sha256, by=both, at=at)
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        publishing.approve(record=made.record, sha256=edition.sha256, by=getattr(who, role), at=at)
    publishing.release(record=made.record, by=who.publisher, at=at)
    assert queries.published_answer(case, at) == made.record
    assert queries.publications_of(who.foi_clerk, case)[0].released


def test_what_was_edited_is_what_becomes_public_and_who_edited_does_not_approve_it(
    signed: Callable[..., Case], organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    def better(composed: tuple[str, ...]) -> str:
        opening = composed[0].replace("本机关于", "我机关于")
        return "\n".join((opening, *composed[1:], "另有青苗补偿费每亩3000元。")).replace("每亩6万元", "每亩7万元")

    case = signed(edited=better, **YES)
    edition = Edition.objects.get(record__uid=queries.publications_of(who.foi_clerk, case)[0].record)
    assert "补偿标准为每亩7万元" in edition.body
    assert "另有青苗补偿费每亩3000元" in edition.body
    for left_out in ("每亩6万元", ZHANG.name, case.number, "经审查，", "不收取费用"):
        assert left_out not in edition.body
    assert edition.authors == [who.foi_clerk.uid, "zheng", "system"]
    with pytest.raises(NotPermitted, match="不能审查自己的稿件"):
        editor = acting(organ, "zheng", "unit_head")
        publishing.approve(record=edition.record.uid, sha256=edition.sha256, by=editor, at=at)


def test_copies_go_with_the_record_as_the_applicant_gets_them_and_are_reviewed_with_it(
    signed: Callable[..., Case], who: SimpleNamespace, at: datetime
) -> None:
    why = {"part": "附件二的单价", "ground": "R-N15", "basis": "报价属于商业秘密"}

    def prepare(case: Case) -> None:
        common = {"case": case.uid, "by": who.foi_clerk, "at": at}
        requests.attach_copy(content="亩数：十二亩。".encode(), name="清单.txt", **common)
        telltale = {"name": f"{ZHANG.name}要的合同，一千二百元.txt", "title": f"给{ZHANG.name}的合同"}
        copy = requests.attach_copy(content="单价一千二百元，另付六千元。".encode(), **telltale, **common)
        requests.blacken_copy(copy=copy.uid, strings=["一千二百元"], **why, **common)

    case = signed(kind=PART, withheld=withheld_text([Withheld(**why)]), prepare=prepare, **YES)
    edition = Edition.objects.get(record__uid=queries.publications_of(who.foi_clerk, case)[0].record)
    assert edition.state == State.IN_REVIEW
    kept = list(edition.attachments.order_by("position").select_related("original", "public"))
    assert [one.title for one in kept] == ["清单", "给申请人的合同"]
    assert [one.file_name for one in kept] == ["清单.txt", "给申请人的合同.txt"]
    assert [read_file(one.public).decode() for one in kept] == ["亩数：十二亩。", "单价＊＊＊＊＊，另付六千元。"]
    assert [one.original for one in kept] == [one.public for one in kept]
    assert {one.given for one in queries.copies_of(case)} == {one.public for one in kept}


def test_a_copy_that_tells_who_asked_stays_out_of_the_record_and_the_clerk_is_told(
    signed: Callable[..., Case], who: SimpleNamespace, at: datetime
) -> None:
    def prepare(case: Case) -> None:
        said = f"{ZHANG.name}户：十二亩。".encode()
        requests.attach_copy(case=case.uid, content=said, name="清单.txt", by=who.foi_clerk, at=at)

    with pytest.raises(Invalid, match="副本《清单》里有申请人的信息") as refused:
        signed(prepare=prepare, **YES)
    assert refused.value.field == "public_files"
    assert not Edition.objects.exists()
    case = signed(**YES, public_files="no")
    edition = Edition.objects.get(record__uid=queries.publications_of(who.foi_clerk, case)[0].record)
    assert not edition.attachments.exists()
    assert queries.copies_of(case)[0].sent_with is not None


def test_a_clerk_who_drafts_is_its_author(signed: Callable[..., Case], organ: Organ, who: SimpleNamespace) -> None:
    case = signed(by=acting(organ, "zhou", "foi_clerk", "drafter"), **YES)
    edition = Edition.objects.get(record__uid=queries.publications_of(who.foi_clerk, case)[0].record)
    assert (edition.saved_by, edition.authors) == ("zhou", ["zhou", who.foi_clerk.uid])


@pytest.mark.parametrize(
    ("given", "why", "field"),
    [
        ({"publish": "yes"}, "请选择主题分类", None),
        ({**YES, "public_text": "身份证号110105198008182515的居民已领取补偿"}, "有1处个人信息", "public_text"),
        ({**YES, "public_title": "长" * 301}, "标题”过长", "public_title"),
    ],
)
def test_what_cannot_be_submitted_is_not_delivered_either(
    signed: Callable[..., Case], given: Mapping[str, str], why: str, field: str | None
) -> None:
    with pytest.raises((Invalid, NotPermitted), match=why) as refused:
        signed(text="补偿标准为每亩6万元。", **given)
    assert refused.value.field == field
    assert Case.objects.get().state == "signed"
    assert not Edition.objects.exists()
    assert signed().state == "replied"


def test_only_what_was_given_can_be_made_public() -> None:
    for kind, allowed in (("R-OPEN", True), ("R-PART", True), ("R-N15", False), ("R-OPEN-PUB", False)):
        assert bool(published.publishing_problem(kind=kind, given=YES)) is allowed
        assert published.publishing_problem(kind=kind, given={"publish": "no"})


def test_what_the_clerk_wrote_for_the_public_stands_and_is_escaped() -> None:
    given: dict[str, Any] = {**YES, "public_title": "某村征地补偿标准", "public_text": "每亩<6>万元\n\n张文已领取"}
    content = content_of(Answered("原题", "原文", "某局", date(2026, 3, 9), given), ZHANG)
    assert content.title == "某村征地补偿标准"
    assert content.body == "<p>每亩&lt;6&gt;万元</p><p>申请人已领取</p>"
