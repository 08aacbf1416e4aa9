"""Programs of the public apply and follow: the same refusals as on the pages, nothing without number and code."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.engines.casework import operations as casework
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.requests import paying
from gongkai.programmes.requests.models import Application
from tests.programmes.requests.test_copies import picture
from tests.programmes.requests.test_paying import KEY, signature

from .conftest import Program

SAID = {
    "organ": "000014349",
    "applicant": {
        "kind": "person",
        "name": "张文",
        "proof_kind": "resident_id",
        "proof_number": "339999199002308516",
        "phone": "0571-5550101",
    },
    "wanted": {"title": "某村征地补偿安置方案", "form": "electronic", "way": "online"},
}
BASE = "/api/v1/requests"


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def proof(anybody: Program, who: Any) -> dict[str, str]:
    answer = anybody.post(BASE, SAID)
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    return {"number": made["case"], "code": made["code"]}


def test_applied_and_followed(anybody: Program, proof: dict[str, str]) -> None:
    seen = anybody.post(f"{BASE}/status", proof).json()
    assert (seen["state"], seen["clock"], seen["may"]) == ("待双方确认", None, ["complain", "prove", "withdraw"])


def test_everything_missing_is_said_at_once(anybody: Program, who: Any) -> None:
    answer = anybody.post(BASE, {**SAID, "wanted": {}})
    assert answer.status_code == 400
    assert "第（二）项" in answer.json()["error"]["sentence"]


def test_a_correction_is_answered(anybody: Program, proof: dict[str, str], at: Any) -> None:
    case = Application.objects.get().case
    on = at.date()
    for seen, (act, given) in enumerate(
        (("confirm", {}), ("ask_to_correct", {"items": "年份", "until_on": str(on + timedelta(days=9))}))
    ):
        casework.do(case=case.uid, act=act, given={"on": str(on), **given}, seen=seen, by=SYSTEM, at=at)
    seen_ = anybody.post(f"{BASE}/correction", {**proof, "text": "2025年"}).json()
    assert (seen_["state"], seen_["history"][-1]["said"]) == ("办理中", {"补正内容": "2025年"})
    assert seen_["clock"]["steps"][0]["basis"]


def test_withdrawn_and_not_again(anybody: Program, proof: dict[str, str]) -> None:
    assert anybody.post(f"{BASE}/withdrawal", proof).json()["ended"]
    assert anybody.post(f"{BASE}/withdrawal", proof).status_code == 403


def test_a_wrong_number_and_a_wrong_code_answer_alike(anybody: Program, proof: dict[str, str]) -> None:
    wrong = "2222-2222-2222-2222"
    answers = [
        anybody.post(f"{BASE}/status", {"number": number, "code": wrong})
        for number in (proof["number"], "000014349-requests-2026-09999")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_too_many_are_told_to_wait(anybody: Program, proof: dict[str, str]) -> None:
    statuses = [anybody.post(f"{BASE}/status", {**proof, "code": "x"}).status_code for _ in range(31)]
    assert statuses[-1] == 409


def scan(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", content or picture(), "image/png")


def test_rated_complained_and_proven_with_number_and_code_only(anybody: Program, proof: dict[str, str]) -> None:
    wrong = {**proof, "code": "2222-2222-2222-2222"}
    for path, said in (("rating", {"score": 4}), ("complaint", {"text": "慢"})):
        assert anybody.post(f"{BASE}/{path}", {**wrong, **said}).status_code == 404
    assert "办结以后再评价" in anybody.post(f"{BASE}/rating", {**proof, "score": 4}).json()["error"]["sentence"]
    assert anybody.send(f"{BASE}/proof", **wrong, file=scan()).status_code == 404
    assert anybody.send(f"{BASE}/proof", **proof, file=scan()).status_code == 200
    assert anybody.send(f"{BASE}/proof", **proof, file=scan(bytes(7 * 1024 * 1024))).status_code == 400
    assert anybody.post(f"{BASE}/complaint", {**proof, "text": "慢"}).status_code == 200
    assert anybody.post(f"{BASE}/complaint", {**proof, "text": "慢"}).status_code == 409
    anybody.post(f"{BASE}/withdrawal", proof)
    assert anybody.post(f"{BASE}/rating", {**proof, "score": 4, "text": "还好"}).json()["may"] == ["complain"]
    made = Application.objects.get()
    assert (made.rating.score, made.complaints.count(), made.proof_copy.extension) == (4, 1, "png")


def test_a_payment_is_told_under_the_shared_key(anybody: Program, proof: dict[str, str], at: Any) -> None:
    case = Application.objects.get().case
    notice = {"basis": "page", "count": "40", "pay_by": "网上缴纳"}
    paying.bind(paying.SignedPayments(address="https://pay.example.cn/in", key=KEY))
    try:
        for seen, (name, given) in enumerate((("confirm", {}), ("notify_fee", notice))):
            said = {"on": str(at.date()), **given}
            casework.do(case=case.uid, act=name, given=said, seen=seen, by=SYSTEM, at=at)
        bill = anybody.post(f"{BASE}/status", proof).json()["bill"]
        assert (bill["amount"], bill["address"].startswith("https://pay.example.cn/in?bill=")) == ("100.00", True)
        body = json.dumps({"bill": bill["code"], "amount": "100.00", "reference": "QT-1"}).encode()
        stamped = str(int(at.timestamp()))

        def told(signed: str) -> int:
            headers = {"X-Gongkai-Timestamp": stamped, "X-Gongkai-Signature": signed}
            address, kind = f"{BASE}/payments", "application/json"
            return int(anybody.client.post(address, body, content_type=kind, headers=headers).status_code)

        assert [told(""), told(signature(body, stamped)), told(signature(body, stamped))] == [403, 200, 200]
    finally:
        paying.bind(None)
    assert [event.act for event in case.events.all()] == ["confirm", "notify_fee", "enter_payment"]
    assert anybody.post(f"{BASE}/payments", {"bill": "1", "amount": "1", "reference": "1"}).status_code == 404
