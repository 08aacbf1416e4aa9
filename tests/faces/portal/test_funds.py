"""The villager's page and its objection, from the address to the answer."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, SYSTEM, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.funds import jobs, objecting, operations, permission
from gongkai.programmes.funds.models import FundObjection

VILLAGE = "990121100201"
ALLOTTED = {
    "name": "救助资金", "project": "X-1", "giver": "990000105", "receiver": "荷溪村经济合作社", "place": VILLAGE,
    "amount": "100.50", "on": "2026-02-01",
}  # fmt: skip
PAID = {
    "name": "救助金发放", "project": "X-1", "allocation": "A-1", "place": VILLAGE, "payee": "个人或者家庭",
    "people": "1", "amount": "90.50", "on": "2026-02-20",
}  # fmt: skip
LISTED = {
    "name": "最低生活保障", "payment": "P-1", "place": VILLAGE, "person": "张三丰", "amount": "90.50",
    "published_on": "2026-03-01", "kind": "最低生活保障", "reason": "重病支出较大",
}  # fmt: skip
LINES = (
    ("fund-projects", "X-1", {
        "name": "困难群众救助", "kind": "民生资金", "organ": "990000105", "purpose": "保障生活",
        "basis": "望政发〔2026〕3号",
    }),
    ("fund-allocations", "A-1", ALLOTTED),
    ("fund-payments", "P-1", PAID),
    ("fund-beneficiaries", "B-1", LISTED),
    ("institutions", "91330100799655058B", {
        "name": "望川供水公司", "sector": "供水", "organ": "990000105", "place": "990121", "appeal": "向县政府申诉",
    }),
    ("institution-matters", "M-1", {
        "name": "水质月报", "institution": "91330100799655058B", "matter": "水质检测结果", "owner": "水质中心",
        "cycle": "每月", "updated_on": "2026-01-10", "address": "https://water.example/quality",
    }),
    ("service-projects", "S-1", {
        "name": "居家养老服务", "kind": "政府购买服务", "organ": "990000105", "content": "上门服务", "way": "公开招标",
        "procured": "是", "amount": "100", "signed_on": "2026-01-05", "announced_on": "2026-01-08",
    }),
    ("service-payments", "S-1-1", {"name": "首付", "project": "S-1", "amount": "100.01", "on": "2026-02-01"}),
)  # fmt: skip


@pytest.fixture
def staff(db):
    above = None
    names = (("99", "东澜省"), ("9901", "澜州市"), ("990121", "望川县"), ("990121100", "青禾镇"), (VILLAGE, "荷溪村"))
    for level, (code, name) in enumerate(names, start=1):
        above = Place.objects.create(code=code, name=name, level=level, parent=above, since=date(2016, 1, 1))
    organ = Organ.objects.create(uid="wc", code="990000105", place=Place.objects.get(code="990121"), kind="government")
    OrganName.objects.create(organ=organ, name="望川县人民政府", short_name="县政府", since=date(2016, 1, 1))

    def one(role):
        return Actor(f"{role}-1", ROLES[role], (PostFact(organ.code, role, "股", "990121"),), second_factor=True)

    return organ, one


@pytest.fixture
def published(staff, at):
    organ, one = staff
    for register, key, values in LINES:
        made = ops.propose(
            register=register, organ=organ, since=date(2026, 3, 1), reason="公开", basis="县办法",
            wanted=[Wanted("add", key, {"code": key, **values})], by=one("drafter"), at=at,
        )  # fmt: skip
        ops.approve(adjustment=made.uid, sha256=made.sha256, by=one("unit_head"), at=at)
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=one("signer"), at=at)
    return one


def read(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_a_villager_sees_what_came_and_every_sum_opens_its_rows(published, at_rest):
    page = read(f"/funds/places/{VILLAGE}/")
    assert "张**" in page
    assert "张三丰" not in page
    assert '<a href="#rows">100.50 元</a>' in page
    assert 'id="rows"' in page
    assert (
        "“救助资金”（A-1）收到100.50元，已公开的去向合计90.50元（发放90.50元：P-1），还有10.00元没有公开去向。" in page
    )
    for href in re.findall(r'href="(/funds/[^"#]*|/registers/fund[^"#]*)"', page):
        read(href.replace("&amp;", "&"))
    assert "荷溪村" in read("/funds/places/990121100/")
    assert "没有公开的资金" in read(f"/funds/places/{VILLAGE}/?year=2019")
    assert "Money that came to" in read(f"/funds/places/{VILLAGE}/?lang=en")
    read("/funds/places/990121100299/", 404)
    read("/funds/projects/X-1/")
    for path in ("/funds/payments/P-1/", "/registers/fund-beneficiaries/entries/B-1/"):
        assert "重病" not in read(path), path
    assert "最低生活保障" in read("/registers/fund-beneficiaries/")
    assert f"澜州市望川县青禾镇荷溪村（{VILLAGE}）" in read("/registers/fund-payments/entries/P-1/")


def test_institutions_and_contracts_show_what_is_overdue(published, at_rest):
    page = read("/institutions/91330100799655058B/")
    assert "逾期没有更新" in page
    assert page.count("没有公开</span>") == 4
    assert "91330100799655058B" in read("/institutions/?sector=03")
    page = read("/purchases/S-1/")
    assert "“居家养老服务”（S-1）合同金额100.00元，已支付100.01元（S-1-1），超出0.01元。" in page
    assert "实际 2026年1月8日 公告，已经逾期" in page
    assert "居家养老服务" in read("/purchases/?kind=purchase")


def test_an_objection_is_taken_without_a_name_and_answered_to_whoever_made_it(published, at_rest, settings):
    address = f"/funds/object/?place={VILLAGE}&about=fund-payments:P-1"
    assert "救助金发放" in read(address)
    empty = Client().post(address, {"text": " "})
    assert (empty.status_code, "请写明哪里不对" in empty.content.decode()) == (400, True)
    made = Client().post(address, {"text": "张三丰没有领到钱"}).content.decode()
    number, code = re.findall(r"<dd>\s*(\S+)\s*</dd>", made)[:2]
    row = FundObjection.objects.get(number=number)
    assert row.anonymous
    assert row.due_on == date(2026, 3, 23)
    assert "张三丰" not in row.sealed + row.title
    assert "张三丰" not in str(list(Entry.objects.values_list("facts", flat=True)))
    assert (said := objecting.written(row)) is not None
    assert said.text == "张三丰没有领到钱"
    for role, may in (("foi_clerk", True), ("unit_head", True), ("auditor", False), ("openness_officer", False)):
        assert bool(permission.may_read_words(published(role), row)) is may, role
    proof = {"number": number.lower(), "code": code.upper()}
    assert "还没有答复" in Client().post("/funds/objections/", proof).content.decode()
    wrong = Client().post("/funds/objections/", {**proof, "code": "2222-2222-2222-2222"})
    assert wrong.status_code == 404
    operations.answer_objection(
        objection=row.uid, finding="true", answer="已补发90.50元。", by=published("unit_head"), at=at_rest
    )
    assert "已补发90.50元。" in Client().post("/funds/objections/", proof).content.decode()

    settings.GONGKAI_OBJECTION_DAYS = 30
    assert jobs.erase_objections(at=at_rest + timedelta(days=29)) == 0
    with pytest.raises(NotPermitted):
        operations.erase_objections(answered_before=at_rest, by=published("unit_head"), at=at_rest)
    assert [jobs.erase_objections(at=at_rest + timedelta(days=30)) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.sealed, objecting.written(row), row.answer) == ("", None, "已补发90.50元。")
    assert Entry.objects.get(act="funds.erased").facts == {"rows": 1, "objections": [row.uid]}
    assert "已按规定删除" in Client().post("/funds/objections/", proof).content.decode()
    assert operations.reseal_objections(by=SYSTEM, at=at_rest) == row.pk
