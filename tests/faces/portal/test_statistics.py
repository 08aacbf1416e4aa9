"""The statistics of requests: as published where a report is public, else counted; numbers and nothing else."""

from datetime import date, timedelta

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.programmes.reports import operations as reports
from gongkai.programmes.reports import papers, queries, rules
from gongkai.programmes.requests import operations as requests
from gongkai.programmes.requests.contents import Applicant, Wanted

NAME = "张慎独"
ZHANG = Applicant("person", NAME, "resident_id", "339999199002308516", phone="0571-5550101")


@pytest.fixture
def counted(organ, press, at):
    """Two requests received today, the day before the page is looked at."""
    for number in range(2):
        made = requests.apply(
            organ=organ,
            applicant=ZHANG,
            wanted=Wanted(f"某村{number}补偿方案", "", f"第{number}件", "electronic", "online"),
            at=at,
        )
        case = _case(made)
        casework.do(
            case=case, act="confirm", given={"on": at.date().isoformat()}, seen=0, by=press.who("foi_clerk"), at=at
        )
    with frozen(at + timedelta(days=1)):
        yield


def _case(made):
    from gongkai.engines.casework.models import Case

    return Case.objects.order_by("-id").values_list("uid", flat=True)[0]


@pytest.fixture
def published(organ, press, at):
    """Last year's report with five requests, released; then reopened and changed, which the public does not see."""
    by = press.who("foi_clerk")
    code, year = organ.code, at.year - 1
    report = reports.begin(organ=organ, year=year, by=by, at=at)
    given = dict.fromkeys(queries.form_of(report).cells, "0")
    given |= {"T3.r01.c1": "5", "T3.r03.c1": "3", "T3.r05.c1": "1", "T3.r25.c1": "1"}
    given = {key: text for key, text in given.items() if key not in rules.totals_of(queries.form_of(report))}
    report = reports.enter_cells(organ=code, year=year, numbers=given, seen=report.lock_version, by=by, at=at)
    body = papers.body(queries.filled(report), {}, name="东澜省民政厅", day=at.date())
    title = papers.title("东澜省民政厅", year)
    uid = press.release(kind="report", title=title, document_number="", body=body)
    reports.link_record(organ=code, year=year, record=uid, by=press.who("foi_head"), at=at)
    seen = reports.reopen(organ=code, year=year, by=by, at=at).lock_version
    reports.enter_cells(organ=code, year=year, numbers={"T3.r01.c1": "777"}, seen=seen, by=by, at=at)
    return uid


def test_a_year_with_a_public_report_shows_what_was_published(site, published, at):
    page = site.get(f"/statistics/requests/?year={at.year - 1}").content.decode()
    assert f"/documents/{published}/" in page
    assert "新收 <strong>5</strong> 件，办结 <strong>4</strong> 件，尚未办结 <strong>1</strong> 件" in page
    assert "777" not in page
    assert "<svg" in page


def test_a_year_without_a_report_is_counted_as_of_yesterday_and_names_nobody(site, counted, organ, at):
    page = site.get(f"/statistics/requests/?year={at.year}").content.decode()
    assert "新收 <strong>2</strong> 件" in page
    assert NAME not in page
    assert "征地" not in page
    assert f"按办件统计的数截至{at.year}年{at.month}月{at.day}日" in page


def test_an_organ_over_the_years_and_the_table_to_take_away(site, published, counted, organ, at):
    page = site.get(f"/statistics/requests/?organ={organ.code}").content.decode()
    assert f">{at.year}</a>" in page
    assert f">{at.year - 1}</a>" in page
    lines = site.get(f"/statistics/requests/list.csv?organ={organ.code}").content.decode().splitlines()
    assert lines[0].startswith("\ufeff年度,机关,机构代码,新收（件）")
    assert lines[1].startswith(f"{at.year - 1},东澜省民政厅,{organ.code},5,0,3,0,1,0,0,0,4,1,年度报告,")
    assert lines[2].startswith(f"{at.year},东澜省民政厅,{organ.code},2,")


@pytest.mark.parametrize("asked", ["?year=x", "?year=9999", "?organ=%00", "?organ=000000000", "?year=2019"])
def test_whatever_is_asked_the_page_answers(site, asked, organ):
    assert site.get(f"/statistics/requests/{asked}").status_code == 200
    assert site.get(f"/statistics/requests/list.csv{asked}").status_code == 200


def test_in_english_nothing_is_left_in_chinese_but_names(site, published, at):
    page = site.get(f"/statistics/requests/?year={at.year - 1}&lang=en").content.decode()
    assert "Statistics of requests for information" in page
    assert "Partly disclosed" in page


def test_reports_that_hold_one_another_are_listed_and_never_added_up(site, published, organ, at):
    Organ.objects.filter(pk=organ.pk).update(kind=Kind.GOVERNMENT)
    year = site.get(f"/statistics/requests/?year={at.year - 1}").content.decode()
    assert "含所属机关" in year
    assert "新收 <strong>" not in year
    assert "<caption>办理结果</caption>" not in year
    over_the_years = site.get(f"/statistics/requests/?organ={organ.code}").content.decode()
    assert "<caption>办理结果</caption>" in over_the_years


def test_the_list_of_reports_says_when_each_was_published_and_how_late(site, published, organ, at):
    year, due = at.year - 1, date(at.year, 1, 31)
    late = (at.date() - due).days
    page = site.get(f"/annual-reports/?year={year}").content.decode()
    assert f'href="/documents/{published}/"' in page
    assert late > 0
    assert f"逾期 {late} 天" in page
    english = site.get(f"/annual-reports/?year={year}&lang=en").content.decode()
    assert f"{late} days late" in english
    lines = site.get(f"/annual-reports/list.csv?year={year}").content.decode().splitlines()
    assert lines[1].startswith(f"{year},东澜省民政厅,{organ.code},{at.date()},{due},{late},")
    before = site.get(f"/annual-reports/?year={year - 1}").content.decode()
    assert f"逾期 {(at.date() - date(at.year - 1, 1, 31)).days} 天" in before
    assert "尚未公布" in before
    assert f"/documents/{published}/" not in before


@pytest.mark.parametrize("asked", ["?year=x", "?year=9999", "?q=%00", "?q=民政", "?q=没有", "?year=2019"])
def test_whatever_is_asked_of_the_reports_is_answered(site, asked, organ):
    assert site.get(f"/annual-reports/{asked}").status_code == 200
    assert site.get(f"/annual-reports/list.csv{asked}").status_code == 200
