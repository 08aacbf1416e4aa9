"""Cases by program: the same queue, acts and refusals as on the screens."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.engines.casework.models import Case
from gongkai.foundation.organs.models import Organ

from .conftest import OFFICE, Program, programs, the_organ

pytestmark = pytest.mark.django_db
APPLICATION: dict[str, Any] = {
    "channel": "counter",
    "came": "2026-03-02",
    "applicant": {
        "kind": "person", "name": "周问渠", "proof_kind": "passport", "proof_number": "E12345678",
        "phone": "13800138000",
    },
    "wanted": {"title": "东澜江防洪堤工程征地补偿安置方案"},
}  # fmt: skip


@pytest.fixture
def organ() -> Organ:
    return the_organ()


@pytest.fixture
def who(organ: Organ, at: Any) -> Any:
    return programs(organ, at)


@pytest.fixture
def number(who: Any, organ: Organ) -> str:
    answer = who.foi_clerk.post(f"{OFFICE}/applications", {**APPLICATION, "organ": organ.code})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["case"])


def test_a_registered_application_is_a_case_with_its_clock(who: Any, organ: Organ) -> None:
    told = who.foi_clerk.post(f"{OFFICE}/applications", {**APPLICATION, "organ": organ.code}).json()
    assert (told["state"], told["received_on"], told["due_on"]) == ("in_hand", "2026-03-02", "2026-03-30")
    assert len(told["code"]) == 19
    case = who.foi_clerk.get(f"{OFFICE}/cases/{told['case']}").json()
    assert (case["clock"]["used"], case["clock"]["allowed"], case["seen"]) == (0, 20, 1)
    assert "第三十三条第二款" in case["clock"]["steps"][0]["basis"]
    assert told["code"] not in str(case)


def test_the_queue_is_narrowed_as_on_the_screen(who: Any, number: str) -> None:
    def found(**narrowed: Any) -> list[str]:
        return [row["case"] for row in who.foi_clerk.get(f"{OFFICE}/cases", **narrowed).json()["items"]]

    assert found() == found(mine=True) == found(q="防洪堤") == found(state="in_hand") == [number]
    assert found(standing="overdue") == found(state="replied") == []
    assert who.foi_clerk.get(f"{OFFICE}/cases", standing="never").status_code == 400
    assert who.foi_clerk.get(f"{OFFICE}/cases", after="x~y").status_code == 400


def test_an_act_says_what_it_needs_and_is_done(who: Any, number: str) -> None:
    case = who.foi_clerk.get(f"{OFFICE}/cases/{number}").json()
    [offer] = [one for one in case["acts"] if one["act"] == "propose_reply"]
    assert offer["allowed"]
    [kind] = [need for need in offer["needs"] if need["key"] == "kind"]
    assert {"code": "R-OPEN", "name": "予以公开，提供该政府信息或者告知获取的方式、途径和时间"} in kind["choices"]
    done = who.foi_clerk.post(
        f"{OFFICE}/cases/{number}/acts/propose_reply", {"given": {"kind": "R-OPEN", "text": "予以公开。"}, "seen": 1}
    )
    assert done.json()["state"] == "in_review"
    approved = who.legality_reviewer.post(f"{OFFICE}/cases/{number}/acts/approve_legality", {"seen": 2})
    assert approved.json()["state"] == "in_secrecy"


@pytest.mark.parametrize(
    ("act", "said", "status", "says"),
    [
        ("propose_reply", {"given": {"kind": "R-X", "text": "好"}, "seen": 1}, 400, "R-PART"),
        ("propose_reply", {"given": {"kind": "R-OPEN", "text": "好"}, "seen": 0}, 409, "办理了新的事项"),
        ("extend", {"given": {"days": "5", "reason": "多"}, "seen": 1}, 403, "政府信息公开工作机构负责人"),
        ("fly", {"seen": 1}, 403, "不能“fly”"),
        (
            "ask_reasons",
            {"given": {"on": "1800-01-01", "reason": "多", "until_on": "2026-12-31"}, "seen": 1},
            400,
            "不能早于",
        ),
        ("ask_reasons", {"given": {"on": "2026-02-30", "reason": "多"}, "seen": 1}, 400, "这样的日期"),
    ],
)
def test_a_refusal_is_a_sentence(who: Any, number: str, act: str, said: dict[str, Any], status: int, says: str) -> None:
    answer = who.foi_clerk.post(f"{OFFICE}/cases/{number}/acts/{act}", said)
    assert answer.status_code == status
    assert says in answer.json()["error"]["sentence"]


def test_a_day_no_calendar_covers_is_refused_and_nothing_happened(who: Any, number: str) -> None:
    acts = f"{OFFICE}/cases/{number}/acts"
    asked = {"given": {"on": "2026-03-02", "reason": "数量很大", "until_on": "2026-12-31"}, "seen": 1}
    assert who.foi_clerk.post(f"{acts}/ask_reasons", asked).status_code == 200
    assert (
        who.foi_clerk.post(
            f"{acts}/enter_reasons", {"given": {"on": "2026-03-02", "text": "研究"}, "seen": 2}
        ).status_code
        == 200
    )
    said = {"given": {"on": "2026-03-02", "due_on": "2090-01-01", "reason": "数量很大"}, "seen": 3}
    answer = who.foi_head.post(f"{acts}/delay", said)
    assert answer.status_code == 400
    assert Case.objects.get().events.count() == 3


def test_everything_missing_is_said_at_once(who: Any, organ: Organ) -> None:
    said = {**APPLICATION, "organ": organ.code, "wanted": {}, "applicant": {**APPLICATION["applicant"], "name": ""}}
    answer = who.foi_clerk.post(f"{OFFICE}/applications", said)
    sentence = answer.json()["error"]["sentence"]
    assert answer.status_code == 400
    assert "姓名或者名称" in sentence
    assert "什么政府信息" in sentence


def test_without_a_token_there_is_nothing(number: str) -> None:
    assert Program().get(f"{OFFICE}/cases/{number}").status_code == 401


def test_copies_are_listed_added_blackened_and_taken_away(who: Any, number: str) -> None:
    copies = f"{OFFICE}/cases/{number}/copies"
    file = SimpleUploadedFile("合同.txt", "单价一千二百元，共三年。".encode())
    [made] = who.foi_clerk.send(copies, file=file, title="采购合同").json()["items"]
    assert (made["title"], made["blackened"], made["given"]) == ("采购合同", False, False)
    one = f"{copies}/{made['copy_uid']}"
    said = {"strings": ["一千二百元"], "part": "单价是一千二百元", "ground": "R-N15", "basis": "报价"}
    refused = who.foi_clerk.post(f"{one}/blacken", said)
    assert (refused.status_code, "换一种说法" in refused.content.decode()) == (400, True)
    assert who.signer.post(f"{one}/blacken", {**said, "part": "单价"}).status_code == 403
    [black] = who.foi_clerk.post(f"{one}/blacken", {**said, "part": "单价"}).json()["items"]
    assert (black["blackened"], black["ground"]) == (True, "R-N15")
    given = b"".join(who.foi_clerk.get(one).streaming_content).decode()
    assert given == "单价＊＊＊＊＊，共三年。"
    assert who.foi_clerk.delete(one).json() == {"items": []}
    assert who.foi_clerk.get(one).status_code == 404
