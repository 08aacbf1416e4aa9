"""Organs and their columns: exactly four parts, one format."""

import re
from datetime import timedelta

from gongkai.foundation.organs.models import Organ, OrganName


def text(response):
    return response.content.decode()


def test_a_column_has_exactly_the_four_statutory_parts(site, organ):
    assert site.get(f"/organs/{organ.code}/")["Location"] == f"/organs/{organ.code}/guide/"
    page = text(site.get(f"/organs/{organ.code}/guide/"))
    nav = page[page.index('class="side-nav"') :]
    nav = nav[: nav.index("</nav>")]
    assert re.findall(r">([^<>\s]+)</a>", nav) == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开工作年度报告",
    ]
    for part in ("guide", "rules", "disclosures", "reports"):
        assert site.get(f"/organs/{organ.code}/{part}/").status_code == 200
    for part in ("others", "guides"):
        assert site.get(f"/organs/{organ.code}/{part}/").status_code == 404


def test_the_guide_shows_the_contacts_and_its_text(site, organ, press):
    uid = press.release(kind="guide", title="公开指南", document_number="", body="<p>怎样申请公开。</p>")
    page = text(site.get(f"/organs/{organ.code}/guide/"))
    assert "0000-1" in page
    assert "该机关尚未公布" in page
    assert "怎样申请公开。" in page
    assert f"/documents/{uid}/" in page


def test_each_kind_stands_in_its_own_part(site, organ, press):
    titles = {"rules": "依申请公开办理规范", "reports": "2025年度报告", "disclosures": "养老通知"}
    press.release(kind="rule", title=titles["rules"], document_number="")
    press.release(kind="report", title=titles["reports"], document_number="")
    press.release(title=titles["disclosures"])
    for part, title in titles.items():
        page = text(site.get(f"/organs/{organ.code}/{part}/"))
        assert [one for one in titles.values() if one in page] == [title]


def test_only_categories_with_content_are_offered(site, organ, press):
    press.release(title="养老通知")
    press.release(title="收费标准", art20="A20-08")
    press.draft(title="未公开的预算", art20="A20-07")
    page = text(site.get(f"/organs/{organ.code}/disclosures/"))
    assert re.findall(r"art20=(A20-\d\d)\"", page) == ["A20-08", "A20-11"]
    narrowed = text(site.get(f"/organs/{organ.code}/disclosures/?art20=A20-08"))
    assert "收费标准" in narrowed
    assert "养老通知" not in narrowed


def test_reports_stand_under_their_years(site, organ, press, at):
    press.release(kind="report", title="2024年度报告", document_number="", at=at - timedelta(days=400))
    press.release(kind="report", title="2025年度报告", document_number="")
    page = text(site.get(f"/organs/{organ.code}/reports/"))
    assert page.index("2026年公布") < page.index("2025年度报告") < page.index("2025年公布") < page.index("2024年度报告")


def test_names_successors_and_predecessors_are_told(site, organ, merged):
    now, gone = text(site.get(f"/organs/{organ.code}/guide/")), text(site.get(f"/organs/{merged.code}/guide/"))
    assert "2018年6月1日" in now
    assert "前名为东澜省民政局" in now
    assert "承继" in now
    assert f"/organs/{merged.code}/guide/" in now
    assert "已撤销" in gone
    assert f"/organs/{organ.code}/guide/" in gone


def test_organs_are_listed_by_level_and_found_by_name(site, organ, merged):
    page = text(site.get("/organs/"))
    assert "省级" in page
    assert "东澜省民政厅" in page
    assert "东澜省老龄办" not in page
    assert "东澜省民政厅" in text(site.get("/organs/?q=民政"))
    assert "没有找到这个机关" in text(site.get("/organs/?q=渔政"))
    assert site.get("/organs/999999999/guide/").status_code == 404


def test_many_organs_are_reached_through_their_places(site, organ, province):
    from gongkai.foundation.places.models import Place

    city = Place.objects.create(code="9901", name="澜州市", level=2, parent=province, since=province.since)
    Organ.objects.bulk_create(Organ(uid=f"o{at}", code=f"X{at:08}", place=city, kind="department") for at in range(301))
    OrganName.objects.bulk_create(
        OrganName(organ=one, name=f"第{one.code}局", since=province.since) for one in Organ.objects.filter(place=city)
    )
    first = site.get("/organs/")
    assert "?place=99" in text(first)
    assert "东澜省民政厅" in text(first)
    assert "?place=9901" in text(site.get("/organs/?place=99"))
    below = site.get("/organs/?place=9901")
    assert "第X00000007局" in text(below)
    assert len(below.content) < 120_000


def test_a_column_counts_what_it_holds_and_does_not_repeat_whose_it_is(site, organ, press):
    press.release(title="养老通知")
    press.release(title="旧名通知", issuer="东澜省民政局")
    press.release(title="收费标准", art20="A20-08", document_number="")
    page = text(site.get(f"/organs/{organ.code}/disclosures/"))
    assert '全部 <span class="num">3</span>' in page
    listed = page[page.index('class="doc-list"') : page.index("</main>")]
    assert "东澜省民政厅" not in listed
    assert "东澜省民政局" in listed
    assert "其他文件" in listed
