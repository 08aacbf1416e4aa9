"""提供的副本 on the screens: attached, found personal data offered, blackened, the reply's form filled in from it."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests.models import AnswerCopy

SignIn = Callable[..., Client]
NUMBER = "11010519491231002X"
SAID = f"当事人王某，身份证号码{NUMBER}。处罚款一千元。"


@pytest.fixture
def case(organ: Organ, who: SimpleNamespace, at: datetime) -> Case:
    made = ops.enter(procedure="requests", organ=organ, title="处罚决定书", by=who.foi_clerk, at=at)
    return ops.do(
        case=made.uid, act="confirm", given={"on": date(2026, 3, 2).isoformat()}, seen=0, by=who.foi_clerk, at=at
    )


def test_a_clerk_attaches_blackens_and_takes_away_a_copy(case: Case, who: SimpleNamespace, sign_in: SignIn) -> None:
    clerk, address = sign_in(who.foi_clerk), f"/office/cases/{case.number}/"
    assert "请选择要附上的文件" in clerk.post(f"{address}copies/", {}).content.decode()
    secret = SimpleUploadedFile("a.txt", "机密★10年\n文件".encode())
    assert clerk.post(f"{address}copies/", {"file": secret}).status_code == 400
    file = SimpleUploadedFile("决定书.txt", SAID.encode())
    answer = clerk.post(f"{address}copies/", {"file": file}, follow=True)
    assert "已附上副本" in answer.content.decode()
    copy = AnswerCopy.objects.get()
    here = f"{address}copies/{copy.uid}/"
    page = clerk.get(here).content.decode()
    assert f'value="{NUMBER}"' in page
    said = {"found": [NUMBER], "strings": "王某\n", "ground": "", "part": "当事人的姓名、号码", "basis": "个人隐私"}
    refused = clerk.post(here, said)
    assert refused.status_code == 400
    assert "请选择遮盖的内容属于哪一种" in refused.content.decode()
    assert "王某" in refused.content.decode()
    done = clerk.post(here, {**said, "ground": "R-N15"}, follow=True).content.decode()
    assert "已遮盖：决定书" in done
    assert "当事人的姓名、号码：保护第三方合法权益。理由：个人隐私" in done
    given = b"".join(clerk.get(f"{address}copies/{copy.uid}/given").streaming_content).decode()
    assert NUMBER not in given
    assert "处罚款一千元" in given
    assert b"".join(clerk.get(f"{address}copies/{copy.uid}/original").streaming_content).decode() == SAID
    form = clerk.get(f"{address}?act=propose_reply").content.decode()
    assert '<option value="R-PART" selected>' in form
    assert 'name="withheld-0-part"' in form
    assert "当事人的姓名、号码</textarea>" in form
    assert '<option value="R-N15" selected>' in form
    assert sign_in(who.foi_head).get(here).status_code == 403
    assert clerk.get(f"{address}copies/{copy.uid}/other").status_code == 404
    assert "已移除副本" in clerk.post(f"{here}detach/", follow=True).content.decode()
    assert not AnswerCopy.objects.exists()


def test_parts_typed_in_rows_come_back_when_they_are_refused(case: Case, who: SimpleNamespace, sign_in: SignIn) -> None:
    clerk, address = sign_in(who.foi_clerk), f"/office/cases/{case.number}/propose_reply/"
    typed = {
        "kind": "R-PART", "text": "部分公开", "seen": "1", "withheld-0-part": "附件二的单价",
        "withheld-0-ground": "R-N15", "withheld-1-part": "评审记录", "withheld-1-ground": "R-N16-2",
        "withheld-1-basis": "讨论记录",
    }  # fmt: skip
    page = clerk.post(address, typed).content.decode()
    assert "“不予公开的部分（部分公开的）”第1项请填写“理由”。" in page
    assert "附件二的单价</textarea>" in page
    assert "第9项" in page
    assert "评审记录</textarea>" in page
    answer = clerk.post(address, {**typed, "withheld-0-basis": "商业秘密"}, follow=True)
    assert "1. 附件二的单价；保护第三方合法权益；商业秘密" in answer.content.decode()
    assert "2. 评审记录；过程性信息；讨论记录" in answer.content.decode()
