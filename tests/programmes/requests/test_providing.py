"""Copies given with an answer: whole or blackened for good, tied to the grounds, given once the answer goes out."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from docx import Document

from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.letters import jobs
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests import lettering, mailing, operations, queries
from gongkai.programmes.requests.models import AnswerCopy, Application
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.outcomes import Withheld, withheld_text
from gongkai.programmes.requests.package import package
from gongkai.programmes.requests.providing import Copied, copy_problem, strings_problem
from tests.engines.casework.conftest import an_actor

DAY = date(2026, 3, 2)
SAID = "中标单价为每平方米一千二百元。\n评标专家：王某某。"
WHY = {"part": "附件二的单价", "ground": "R-N15", "basis": "报价属于商业秘密"}
PART = [Withheld(**WHY)]


@pytest.fixture
def case(applied: Receipt) -> Case:
    return applied.case


@pytest.fixture
def attach(case: Case, who: SimpleNamespace, at: datetime) -> Callable[..., AnswerCopy]:
    def run(content: bytes = SAID.encode(), name: str = "合同.txt") -> AnswerCopy:
        return operations.attach_copy(case=case.uid, content=content, name=name, by=who.foi_clerk, at=at)

    return run


@pytest.fixture
def blacken(case: Case, who: SimpleNamespace, at: datetime) -> Callable[..., AnswerCopy]:
    def run(copy: AnswerCopy, *strings: str, **given: str) -> AnswerCopy:
        said = {**WHY, **given}
        return operations.blacken_copy(
            case=case.uid, copy=copy.uid, strings=strings, by=given.pop("by", who.foi_clerk), at=at, **said
        )

    return run


def a_docx() -> bytes:
    made = Document()
    made.add_paragraph("中标单价为每平方米一千二百元。")
    made.core_properties.author = "起草的人"
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def text_of(copy: AnswerCopy) -> str:
    return read_file(copy.given).decode()


def test_a_copy_is_whole_until_what_is_withheld_is_blackened_and_the_original_stays(
    case: Case, done: Callable[..., Case], attach: Callable[..., AnswerCopy], blacken: Callable[..., AnswerCopy]
) -> None:
    done("confirm", DAY)
    copy = attach()
    assert (copy.title, text_of(copy), copy.ground) == ("合同", SAID, "")
    with pytest.raises(Invalid, match="文件里没有找到：二千元"):
        blacken(copy, "二千元")
    first = blacken(copy, "一千二百元")
    assert text_of(first) == "中标单价为每平方米＊＊＊＊＊。\n评标专家：王某某。"
    again = blacken(copy, "王某某")
    assert "一千二百元" in text_of(again)
    assert "王某某" not in text_of(again)
    assert read_file(again.original).decode() == SAID
    facts = [entry.facts for entry in Entry.objects.filter(act="requests.copy_blackened")]
    assert facts == [{"copy": copy.uid, "strings": 1, "ground": "R-N15"}] * 2


def test_a_docx_is_given_without_what_is_blackened_and_without_its_author(
    done: Callable[..., Case], attach: Callable[..., AnswerCopy], blacken: Callable[..., AnswerCopy]
) -> None:
    done("confirm", DAY)
    made = blacken(attach(a_docx(), "合同.docx"), "一千二百元")
    with zipfile.ZipFile(io.BytesIO(read_file(made.given))) as parts:
        said = b"".join(parts.read(name) for name in parts.namelist())
    assert "起草的人".encode() not in said
    assert "一千二百元".encode() not in said
    assert "中标单价".encode() in said


def test_what_is_blackened_does_not_stand_in_the_title_the_letter_lists(
    done: Callable[..., Case], attach: Callable[..., AnswerCopy], blacken: Callable[..., AnswerCopy]
) -> None:
    done("confirm", DAY)
    with pytest.raises(Invalid, match="副本的名称《王某某的评标意见》里有要遮盖的文字"):
        blacken(attach(name="王某某的评标意见.txt"), "王某某")


@pytest.mark.parametrize("field", ["part", "basis"])
def test_what_is_blackened_is_not_told_again_in_what_the_letter_says_of_it(
    done: Callable[..., Case], attach: Callable[..., AnswerCopy], blacken: Callable[..., AnswerCopy], field: str
) -> None:
    done("confirm", DAY)
    with pytest.raises(Invalid, match="里有要遮盖的文字，这一项会写进答复书") as refused:
        blacken(attach(), "王某某", **{field: "王 某某的意见"})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("given", "field"), [({"ground": ""}, "ground"), ({"part": " "}, "part"), ({"basis": ""}, "basis")]
)
def test_what_is_blackened_is_said_and_why(
    done: Callable[..., Case],
    attach: Callable[..., AnswerCopy],
    blacken: Callable[..., AnswerCopy],
    given: dict[str, str],
    field: str,
) -> None:
    done("confirm", DAY)
    with pytest.raises(Invalid) as refused:
        blacken(attach(), "王某某", **given)
    assert refused.value.field == field


def test_only_a_clerk_prepares_copies_and_only_before_the_reply_is_reviewed(
    case: Case,
    done: Callable[..., Case],
    attach: Callable[..., AnswerCopy],
    who: SimpleNamespace,
    foreign: Organ,
    at: datetime,
) -> None:
    with pytest.raises(NotPermitted, match="提交答复审核以前"):
        attach()
    done("confirm", DAY)
    copy = attach()
    for person, refusal in ((who.foi_head, NotPermitted), (an_actor(foreign, "foi_clerk"), NotFound)):
        with pytest.raises(refusal):
            operations.detach_copy(case=case.uid, copy=copy.uid, by=person, at=at)
    with pytest.raises(NotFound):
        operations.detach_copy(case=case.uid, copy="nothing", by=who.foi_clerk, at=at)
    done("propose_reply", DAY, kind="R-OPEN", text="现提供合同。")
    with pytest.raises(NotPermitted, match="退回修改以后才能改动"):
        operations.detach_copy(case=case.uid, copy=copy.uid, by=who.foi_clerk, at=at)
    done("return_reply", DAY, reason="缺附件")
    operations.detach_copy(case=case.uid, copy=copy.uid, by=who.foi_clerk, at=at)
    assert queries.copies_of(case) == ()


@pytest.mark.parametrize(
    ("kind", "withheld", "grounds", "says"),
    [
        ("R-OPEN", [], [""], ""),
        ("R-OPEN-PUB", [], [""], ""),
        ("R-N15", [], [], ""),
        ("R-N15", [], [""], "这种答复不提供政府信息"),
        ("R-OPEN", [], ["", "R-N15"], "答复类型应为部分公开"),
        ("R-PART", PART, ["R-N15", ""], ""),
        ("R-PART", PART, ["R-N16-2"], "以“过程性信息”为由作了遮盖"),
    ],
)
def test_which_copies_go_with_which_reply(kind: str, withheld: list[Withheld], grounds: list[str], says: str) -> None:
    found = copy_problem(kind=kind, withheld=withheld, copies=[Copied("合同", ground) for ground in grounds])
    assert says in found
    assert bool(found) == bool(says)


@pytest.mark.parametrize(
    ("strings", "says"),
    [
        ([], "请写明"),
        (["王"], "2至500个字"),
        (["王某" * 251], "2至500个字"),
        ([f"第{n}处" for n in range(201)], "200处"),
    ],
)
def test_what_may_be_blackened_at_once(strings: list[str], says: str) -> None:
    assert says in strings_problem(strings)


def test_the_applicant_receives_the_copies_with_the_answer_and_the_package_holds_both(
    case: Case,
    done: Callable[..., Case],
    attach: Callable[..., AnswerCopy],
    blacken: Callable[..., AnswerCopy],
    who: SimpleNamespace,
    at: datetime,
) -> None:
    done("confirm", DAY)
    copy = blacken(attach(), "一千二百元")
    plan = attach(b"plan as it is", "方案.txt")
    asked = Application.objects.select_related("case__organ").get(case=case)
    with pytest.raises(Invalid, match="答复类型应为部分公开"):
        done("propose_reply", DAY, kind="R-OPEN", text="见附件。")
    done("propose_reply", DAY, kind="R-PART", withheld=withheld_text(PART), text="见附件。")
    done("approve_legality", DAY)
    done("approve_secrecy", DAY)
    done("sign_reply", DAY)
    said = "\n".join(lettering.letters_in(case)[-1].letter.sheet["paragraphs"])
    assert "随本答复书提供以下副本：\n1．《合同》（其中不予公开的内容已作遮盖处理）\n2．《方案》" in said
    for_nobody = at + timedelta(hours=1)
    with pytest.raises(NotFound):
        queries.copy_for(asked, copy.uid, at=for_nobody)
    done("deliver_reply", DAY, way="network")
    asked = Application.objects.select_related("case__organ").get(case=case)
    assert [one.uid for one in queries.followed(asked, at=at).copies] == [copy.uid, plan.uid]
    assert "一千二百元" not in text_of(queries.copy_for(asked, copy.uid, at=at))
    number = CaseEvent.objects.filter(case=case).count()
    mailing.mail_reply(case=case.uid, number=number, at=at)
    names = [attachment[0] for attachment in mail.outbox[-1].attachments]  # type: ignore[index]
    assert names[1:] == ["01 合同.txt", "02 方案.txt"]
    done("archive", DAY)
    for held in lettering.letters_in(case):
        jobs.make(letter=held.letter.uid, at=at)
    AnswerCopy.objects.filter(uid=plan.uid).update(title="../../方案")
    with zipfile.ZipFile(io.BytesIO(package(Case.objects.get(pk=case.pk)))) as kept:
        names = [name for name in kept.namelist() if name.startswith("提供的副本")]
        assert names == ["提供的副本/01 合同.txt", "提供的副本/01 合同（原件）.txt", "提供的副本/02 ..＿..＿方案.txt"]
        assert "一千二百元" not in kept.read(names[0]).decode()
        assert kept.read(names[1]).decode() == SAID


def test_a_copy_that_was_given_is_not_changed_when_the_case_is_taken_up_anew(
    case: Case, done: Callable[..., Case], attach: Callable[..., AnswerCopy], who: SimpleNamespace, at: datetime
) -> None:
    done("confirm", DAY)
    copy = attach()
    done("propose_reply", DAY, kind="R-OPEN", text="见附件。")
    done("approve_legality", DAY)
    done("approve_secrecy", DAY)
    done("sign_reply", DAY)
    done("deliver_reply", DAY, way="post")
    done("reopen", date(2026, 5, 11), reason="复议决定责令重新答复")
    with pytest.raises(Conflict, match="已经提供给申请人"):
        operations.detach_copy(case=case.uid, copy=copy.uid, by=who.foi_clerk, at=at + timedelta(days=80))
    done("propose_reply", date(2026, 5, 12), kind="R-N16-1", text="不予公开")
