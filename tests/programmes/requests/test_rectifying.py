"""第四十一条: who shows that a record about himself is wrong is told that it was put right, passed on, or why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.counting import counted
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import acts_for, case_of
from gongkai.engines.casework.queue import queue
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests import queries
from gongkai.programmes.requests.models import Application, RecordClaim
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.package import package
from gongkai.programmes.requests.permission import proven
from gongkai.programmes.requests.rectifications import RECTIFICATIONS
from gongkai.programmes.requests.rectifying import Claim
from tests.programmes.requests.conftest import PLAN, ZHANG

CLAIM = Claim("社会保险缴费记录", "2024年3月没有缴费", "2024年3月已经缴费", "银行缴费回单")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "a72d99a30000000049454e44ae426082"
)
# State → role → every act; of a claim as it was just entered, with nothing proposed by who looks.
PERMITTED = yaml.safe_load(
    """
unconfirmed: {foi_clerk: receive withdraw}
in_hand: {foi_clerk: propose_reply withdraw}
approved: {foi_clerk: withdraw, foi_head: return_reply, signer: return_reply sign_reply}
signed: {foi_clerk: deliver_reply withdraw}
replied: {foi_clerk: archive}
withdrawn: {foi_clerk: archive}
archived: {}
"""
)


@pytest.fixture
def claimed(organ: Organ, at: datetime) -> Receipt:
    return ops.ask_to_rectify(organ=organ, applicant=ZHANG, claim=CLAIM, evidence=(PNG, "回单.png"), at=at)


@pytest.fixture
def act(who: SimpleNamespace, at: datetime) -> Callable[..., Case]:
    """Do one act, as whoever the table names."""

    def run(receipt: Receipt, act: str, **given: str) -> Case:
        case = Case.objects.get(pk=receipt.case.pk)
        doer = getattr(who, RECTIFICATIONS.act(act).role)
        said = {"on": china_date(at).isoformat(), **given}
        return casework.do(case=case.uid, act=act, given=said, seen=case.events.count(), by=doer, at=at)

    return run


def test_a_claim_is_received_the_day_it_comes_and_no_clock_runs(
    claimed: Receipt, who: SimpleNamespace, at: datetime
) -> None:
    case = claimed.case
    assert (case.state, case.first_received_on, case.due_on) == ("in_hand", china_date(at), None)
    assert case.number.startswith("000014349-rectifications-2026-")
    [row] = queue(who.foi_clerk, on=china_date(at) + timedelta(days=400)).rows
    assert (row.standing, row.mine, row.trouble) == ("unlimited", True, "")
    for name in ("unreceived", "overdue", "suspended"):
        assert not Case.objects.filter(counted(china_date(at))[name]).exists()


def test_what_is_told_of_a_record_is_sealed_and_stands_in_no_journal(claimed: Receipt, who: SimpleNamespace) -> None:
    kept = RecordClaim.objects.get()
    assert "缴费" not in kept.sealed
    assert PNG not in bytes(kept.file or b"")
    told = "".join(str(entry.facts) + entry.act for entry in Entry.objects.all())
    assert "缴费" not in told
    found = queries.of_case(who.foi_clerk, claimed.case.uid)
    said = queries.claim_of(found)
    assert said is not None
    assert said[0] == CLAIM


def test_it_counts_as_no_request_for_information(
    claimed: Receipt, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    asked = ops.apply(organ=organ, applicant=ZHANG, wanted=replace(PLAN, title=CLAIM.record), at=at)
    mine = Application.objects.get(case=asked.case)
    assert list(queries.request_facts([organ.code], 2026)) == []
    assert list(queries.request_counts(year=2026)) == []
    assert queries.earlier_by_same(who.foi_clerk, mine) == ()
    assert queries.similar(who.foi_clerk, mine) == ()
    assert queries.asked_in_month(mine, china_date(at)) == 0


OUTCOMES: list[tuple[dict[str, str], str, str]] = [
    ({"kind": "C-CORRECTED", "text": "已改为已缴费。"}, "本机关已经予以更正", "审核属实，予以更正"),
    ({"kind": "C-REFUSED", "text": "回单与本人不符。"}, "不能证明该记录不准确，本机关不予更正", "审核不属实，不予更正"),
    (
        {"kind": "C-TRANSFERRED", "text": "缴费由其征收。", "organ": "东澜省税务局"},
        "转送有权更正的行政机关处理：东澜省税务局。",
        "转送",
    ),
    (
        {"kind": "C-REFERRED", "text": "缴费由其征收。", "organ": "东澜省税务局"},
        "请您向有权更正的行政机关提出：东澜省税务局。",
        "告知",
    ),
]


@pytest.mark.parametrize(("given", "says", "named"), OUTCOMES, ids=[one[0]["kind"] for one in OUTCOMES])
def test_each_outcome_is_signed_told_and_filed(
    claimed: Receipt, act: Callable[..., Case], at: datetime, given: dict[str, str], says: str, named: str
) -> None:
    act(claimed, "propose_reply", **given)
    act(claimed, "sign_reply")
    letter = Letter.objects.get()
    words = "\n".join(letter.sheet["paragraphs"])
    assert says in words
    assert "《中华人民共和国政府信息公开条例》（国务院令第711号）第四十一条" in words
    assert given["text"] in words
    assert "申请行政复议" in words
    assert letter.sheet["title"] == "政府信息记录更正申请答复书"
    found = proven(number=claimed.number, code=claimed.code)
    assert queries.followed(found, at=at).answer is None  # before it is delivered
    act(claimed, "deliver_reply", way="network")
    seen = queries.followed(proven(number=claimed.number, code=claimed.code), at=at)
    assert seen.answer is not None
    assert named in seen.answer.kinds[0]
    assert [held.letter.uid for held in seen.letters] == [letter.uid]
    case = act(claimed, "archive")
    assert (case.result, case.ended_on) == (given["kind"], china_date(at))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"kind": "C-TRANSFERRED", "text": "x"}, "请写明有权更正的行政机关"),
        ({"kind": "C-REFUSED", "text": "x", "organ": "税务局"}, "不填写有权更正的行政机关"),
        ({"kind": "R-OPEN", "text": "x"}, "请从下列选项中选择"),
    ],
)
def test_the_right_organ_is_named_where_it_is_another_and_only_there(
    claimed: Receipt, act: Callable[..., Case], given: dict[str, str], says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        act(claimed, "propose_reply", **given)


def test_everything_missing_is_told_at_once_and_nothing_before_the_article_stood(
    organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    with pytest.raises(Invalid) as told:
        ops.ask_to_rectify(organ=organ, applicant=replace(ZHANG, name=""), claim=Claim(), at=at)
    for said in ("哪一份", "哪些内容不准确", "怎样更正", "有什么证据", "姓名或者名称"):
        assert said in told.value.sentence
    with pytest.raises(Invalid, match="自2019年5月15日起施行"):
        ops.enter_rectification(
            organ=organ,
            channel="counter",
            applicant=ZHANG,
            claim=CLAIM,
            came=date(2019, 5, 14),
            by=who.foi_clerk,
            at=at,
        )
    with pytest.raises(Invalid, match="证据的扫描件或者照片请用PDF"):
        ops.ask_to_rectify(organ=organ, applicant=ZHANG, claim=CLAIM, evidence=(b"hello", "a.txt"), at=at)
    assert not Case.objects.exists()


def test_who_examines_opens_the_evidence_and_it_is_noted(claimed: Receipt, who: SimpleNamespace, at: datetime) -> None:
    assert ops.reveal_evidence(case=claimed.case.uid, by=who.foi_head, at=at).content == PNG
    assert Entry.objects.get(act="requests.revealed").facts == {"evidence": True}
    with pytest.raises(NotPermitted):
        ops.reveal_evidence(case=claimed.case.uid, by=who.signer, at=at)
    with pytest.raises(NotFound):
        ops.reveal_evidence(case=claimed.case.uid, by=who.drafter, at=at)


def test_only_a_clerk_enters_one_and_the_package_holds_nothing_sealed(
    organ: Organ, who: SimpleNamespace, at: datetime, act: Callable[..., Case]
) -> None:
    entering: dict[str, Any] = {
        "organ": organ, "channel": "counter", "applicant": ZHANG, "claim": CLAIM, "came": china_date(at), "at": at,
    }  # fmt: skip
    with pytest.raises(NotPermitted):
        ops.enter_rectification(**entering, by=who.signer)
    made = ops.enter_rectification(**entering, proof=(PNG, "证.png"), by=who.foi_clerk)
    assert queries.copy_of(Application.objects.get(case=made.case)) is not None
    act(made, "withdraw")
    act(made, "archive")
    assert "回单".encode() not in package(case_of(who.foi_clerk, made.number))


@pytest.mark.parametrize("state", PERMITTED)
def test_a_role_may_do_exactly_what_the_table_says(
    claimed: Receipt, who: SimpleNamespace, at: datetime, state: str
) -> None:
    case = Case.objects.get(pk=claimed.case.pk)
    case.state = state
    may = {
        role: " ".join(
            sorted(o.act.key for o in acts_for(getattr(who, role), case, on=china_date(at), done=()) if o.allowed)
        )
        for role in ROLES
    }
    assert {role: acts for role, acts in may.items() if acts} == PERMITTED[state]


def test_sealing_again_covers_words_and_file(claimed: Receipt, at: datetime) -> None:
    from gongkai.foundation.people.actors import SYSTEM

    assert ops.reseal_claims(by=SYSTEM, at=at) == RecordClaim.objects.get().pk
