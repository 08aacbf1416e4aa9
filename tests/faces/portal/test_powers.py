"""The same power in several cities: who holds it, how it differs, what only one of two places holds."""

from datetime import date

import pytest

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.queries import Wanted
from gongkai.faces.portal.registers import powers
from gongkai.foundation.places.models import Place
from gongkai.programmes.powers import queries

from .conftest import SINCE, Press, an_organ

ON = date(2026, 2, 1)
BASE = {"kind": "行政许可", "level": ["市级"], "basis": ["旅行社条例"], "remark": "内部才看"}
EAST = {
    "E-1": {
        "name": "旅行社设立许可",
        "base": "990122001000",
        "limit": 20,
        "phone": "1",
        "steps": "受理｜窗口｜1天\n决定",
    },
    "E-2": {"name": "营业性演出审批", "limit": 3},
    "E-3": {"name": "旅游市场检查", "kind": "行政检查"},
}
WEST = {
    "W-1": {
        "name": "设立旅行社的许可",
        "base": "990122001000",
        "limit": 10,
        "phone": "2",
        "steps": "受理｜窗口｜1天\n决定",
    },
    "W-2": {"name": "营业性演出 审批", "limit": 3},
    "W-3": {"name": "旅游民宿备案"},
}


@pytest.fixture
def two(db, province, at):
    for stem, name, code, listed in (("9901", "澜州市", "990000084", EAST), ("9902", "栖云市", "990000092", WEST)):
        place = Place.objects.create(code=stem, name=name, level=2, parent=province, since=SINCE)
        organ = an_organ(code, place, (f"{name}文旅局", SINCE))
        who = Press(organ, at).who
        wanted = [Wanted("新增", key, {**BASE, "organ": organ.code, **values}) for key, values in listed.items()]
        made = ops.propose(register="powers", organ=organ, since=date(2026, 1, 1), reason="公布", basis="通知",
                           wanted=wanted, by=who("drafter"), at=at)  # fmt: skip
        for role in ("unit_head", "legality_reviewer"):
            ops.approve(adjustment=made.uid, sha256=made.sha256, by=who(role), at=at)
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who("signer"), at=at)


def read(site, address, status=200):
    answer = site.get(address)
    assert answer.status_code == status, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_the_same_power_is_found_by_its_code_whatever_it_is_called(site, two, monkeypatch, django_assert_num_queries):
    version = registers.entry_on("powers", "E-1", ON, seen_on=ON)
    with django_assert_num_queries(1):
        holders = queries.holders(version, ON, seen_on=ON)
    assert [one.key for one in holders] == ["E-1", "W-1"]
    assert [one.field.key for one in queries.differing(holders)] == ["name", "limit"]
    page = read(site, "/registers/powers/entries/E-1/elsewhere/")
    assert "<strong>2</strong> 个机关" in page
    assert "栖云市文旅局" in page
    assert "10个工作日" in page
    assert "内部才看" not in page
    assert 'href="/registers/powers/entries/E-1/elsewhere/"' in read(site, "/registers/powers/entries/E-1/")
    assert "没有别的机关列出同一事项" in read(site, "/registers/powers/entries/E-3/elsewhere/")
    table = read(site, "/registers/powers/entries/E-1/elsewhere.csv")
    assert table.count("\r\n") == 3
    assert "内部才看" not in table
    with monkeypatch.context() as few:  # nothing is cut: what a page leaves out it says, CSV and API have all
        few.setattr(queries, "AT_ONCE", 1)
        few.setattr(powers, "SHOWN", 1)
        assert "只列出前 1 个机关，全部 2 个见 CSV" in read(site, "/registers/powers/entries/E-1/elsewhere/?fresh")
        assert read(site, "/registers/powers/entries/E-1/elsewhere.csv?fresh") == table
        with django_assert_num_queries(2):
            assert queries.holders(version, ON, seen_on=ON) == holders
    for address in (
        "/registers/powers/entries/no/elsewhere/",
        "/registers/powers/entries/E-1/elsewhere/?on=2025-01-01",
    ):
        read(site, address, status=404)


def test_two_places_are_laid_side_by_side(site, two, django_assert_num_queries):
    with django_assert_num_queries(2):
        pairs = queries.pairs("9901", "9902", ON, seen_on=ON)
    keys = {(one.first and one.first.key, one.second and one.second.key) for one in pairs}
    assert keys == {("E-1", "W-1"), ("E-2", "W-2"), ("E-3", None), (None, "W-3")}
    assert len(queries.pairs("9901", "9902", ON, seen_on=ON, kind="06")) == 1
    address = "/registers/powers/places/?a=990100&b=990200"
    assert "旅游市场检查" in read(site, address)
    assert "旅游民宿备案" in read(site, f"{address}&show=second")
    assert "20个工作日" in read(site, f"{address}&show=differing")
    assert "营业性演出审批" not in read(site, f"{address}&show=same&kind=06")
    assert "请选择两个不同的地方" in read(site, "/registers/powers/places/?a=990100&b=990100")
    table = read(site, "/registers/powers/places.csv?a=990100&b=990200")
    assert "旅游民宿备案,,W-3,,没有,有" in table
    assert "法定办结时限,20个工作日,10个工作日" in table
    read(site, "/registers/powers/places.csv", status=400)


def test_the_same_is_read_over_the_api(site, two):
    said = site.get("/api/v1/powers/E-1/elsewhere").json()
    assert [one["key"] for one in said["holders"]] == ["E-1", "W-1"]
    assert {"field": "limit", "said": [{"value": ["20"], "keys": ["E-1"]}, {"value": ["10"], "keys": ["W-1"]}]} in said[
        "differences"
    ]
    said = site.get("/api/v1/powers-of-two-places?a=990100&b=990200").json()
    assert said["total"] == 4
    assert {"name": "旅游民宿备案", "first": None, "second": "W-3", "fields": []} in said["pairs"]
    assert site.get("/api/v1/powers/no/elsewhere").status_code == 404


def test_a_place_with_too_much_asks_for_a_kind(site, two, monkeypatch):
    monkeypatch.setattr(queries, "MOST_OF_A_PLACE", 2)
    assert "请先选择职权类型" in read(site, "/registers/powers/places/?a=990100&b=990200")
