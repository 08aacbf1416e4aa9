"""A guide as a citizen reads it, one that is not ready, and a situation whose answers stand in its address."""

import json
import re
from datetime import date
from typing import Any

import pytest

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.queries import Wanted

FOOD, BARE = "11990000990000025P1990108012003", "990108012004"
GUIDE = {
    "name": "食品经营许可", "kind": "01", "level": "县级", "audiences": "企业", "guide": "是",
    "basis": "《食品安全法》第三十五条", "conditions": "有固定场所", "materials": "M-ID\nM-FORM", "later": "M-HEALTH",
    "steps": "申请｜申请人｜\n决定｜窗口｜2个工作日", "statutory": "20", "promised": "5", "charged": "是", "fee": "60",
    "fee_standard": "每证60元", "fee_basis": "《某规定》第一条", "result": "食品经营许可证", "annual_check": "无",
    "cautions": "无", "places": "一楼3号窗口", "hours": "工作日", "phone": "0990-1", "complaint": "12345",
}  # fmt: skip
MATERIALS = [
    Wanted(
        "新增",
        "M-ID",
        {"name": "身份证", "form": "shown", "source": "government", "issuer": "公安机关", "shared": "是"},
    ),
    Wanted("新增", "M-FORM", {"name": "申请书", "form": "kept", "source": "applicant"}),
    Wanted("新增", "M-HEALTH", {"name": "健康证明", "form": "copy", "source": "other", "issuer": "医院"}),
]
SITUATION = {
    "name": "我要开饭店", "about": "看要办什么。", "questions": "招牌｜要不要挂招牌？｜要｜不要",
    "steps": f"1｜{FOOD}\n2｜{BARE}｜招牌＝要",
}  # fmt: skip
UNSAID = {"name": "我要挂招牌", "about": "看要办什么。", "steps": f"1｜{BARE}"}


@pytest.fixture
def guides(press: Any, organ: Any, at: Any) -> None:
    def adopt(register: str, *lines: Wanted) -> None:
        wanted = [Wanted(one.manner, one.key, {"organ": organ.code, **one.values}) for one in lines]
        made = ops.propose(register=register, organ=organ, since=date(2026, 1, 5), reason="公布",
                           basis="东政发〔2026〕1号",
                           wanted=wanted, by=press.who("drafter"), at=at)  # fmt: skip
        roles = ("unit_head", "legality_reviewer") if register == "services" else ("unit_head",)
        for role in roles:
            ops.approve(adjustment=made.uid, sha256=made.sha256, by=press.who(role), at=at)
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=press.who("signer"), at=at)

    adopt("service-materials", *MATERIALS)
    bare = {"name": "招牌备案", "kind": "10", "level": "县级", "materials": "M-FORM", "online": "javascript:alert(1)"}
    adopt("services", Wanted("新增", FOOD, GUIDE), Wanted("新增", BARE, bare))
    adopt("situations", Wanted("新增", "restaurant", SITUATION), Wanted("新增", "sign", UNSAID))


def test_a_guide_says_what_to_bring_where_how_long_and_how_much(site: Any, guides: None, at_rest: Any) -> None:
    page = site.get(f"/services/items/{FOOD}/").content.decode()
    for said in (
        "5 个工作日", "（法定 20 个工作日）", "60 元", "有固定场所", "身份证", "公安机关", "不用带", "健康证明",
        "可以先受理、以后再补交", "2个工作日", "一楼3号窗口", "食品经营许可证", "12345", "第三十五条", "每证60元",
    ):  # fmt: skip
        assert said in page, said
    assert "正在编制" not in page
    assert "注意事项" not in page  # there are none
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert block
    (thing,) = json.loads(block[1])["@graph"]
    assert (thing["@type"], thing["offers"]["price"]) == ("GovernmentService", "60")
    bare = site.get(f"/services/items/{BARE}/").content.decode()
    assert "办事指南正在编制" in bare
    assert 'href="javascript:' not in bare
    assert "办理时间、" in bare
    assert site.get("/services/items/nothing/").status_code == 404
    assert "招牌备案" in site.get("/registers/services/?lacking=hours").content.decode()
    assert "食品经营许可" not in site.get("/registers/services/?lacking=hours").content.decode()
    assert "我要开饭店" in site.get("/services/").content.decode()


def test_a_situation_asks_then_lists_items_and_every_material_once(site: Any, guides: None, at_rest: Any) -> None:
    def read(query: str) -> str:
        return str(site.get(f"/services/situations/restaurant/{query}").content.decode())

    asked = read("")
    assert "要不要挂招牌？" in asked
    assert "还有问题没有回答" not in asked
    assert "还有问题没有回答" in read("?招牌=别的")
    small, both = read("?招牌=不要"), read("?招牌=要")
    assert "招牌备案" not in small
    assert both.index(f"/items/{FOOD}/") < both.index(f"/items/{BARE}/")
    assert both.count('<strong lang="zh-CN">申请书</strong>') + both.count("<strong>申请书</strong>") == 1
    assert "2 份" in both  # each item keeps its own
    assert "5 个工作日以内" in both
    assert "checked" in read("?招牌=要&again=1")
    unsaid = site.get("/services/situations/sign/").content.decode()
    assert ("当场办结" in unsaid, "不收费" in unsaid, unsaid.count("没有写明：")) == (False, False, 2)
    assert site.get("/services/situations/nothing/").status_code == 404
