"""What changed, what was withdrawn, what came late: everything that may be known, nothing that may not."""

import csv
import io
from datetime import date, timedelta

import feedparser
import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.models import ChangeNotice
from gongkai.foundation.now import china_date

ADDRESS = "/ledger/changes/"
FORMS = ("", "feed.atom", "list.csv", "list.json")
SECRET = "关于不该公开的名单"


def text(site, form="", query=""):
    answer = site.get(f"{ADDRESS}{form}{query}")
    assert answer.status_code == 200
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.fixture
def happened(press, settled):
    """One of each: a correction, a withdrawal in error, one as unsuitable after a correction, one that came late."""
    corrected = press.release(title="更正过的通知")
    press.correct(corrected, note="第三条的日期有误。", title="更正后的通知")
    error = press.release(title="误发的通知")
    press.withdraw(error, "published_in_error", note="内部说明")
    unsuitable = press.release(title=SECRET)
    press.correct(unsuitable, note=f"更正：{SECRET}的附件。", title=SECRET)
    press.withdraw(unsuitable, "unsuitable", note="内部说明")
    late = press.release(title="迟到的通知", formed_on=date(2025, 12, 1))
    settled()
    return {"corrected": corrected, "error": error, "unsuitable": unsuitable, "late": late}


@pytest.mark.parametrize("form", FORMS)
def test_each_change_is_told_with_its_reason_and_nothing_withheld(site, happened, form):
    said = text(site, form)
    for expected in ("更正后的通知", "第三条的日期有误。", "误发的通知", "迟到的通知", "依法不宜公开", "误发"):
        assert expected in said
    assert SECRET not in said
    assert "内部说明" not in said
    assert "东澜省民政厅" in said


def test_late_is_counted_from_formation(site, happened):
    [late] = queries.noticed_changes(site_moment(), kind="late").changes
    assert late.record == happened["late"]
    assert late.days_open == (china_date(late.at) - date(2025, 12, 1)).days
    assert 0 < late.days_late < late.days_open
    assert f"超过法定期限 {late.days_late} 天" in text(site)
    assert f"成文 2025-12-01，{late.days_open} 天后公开" in text(site)


def site_moment():
    return ChangeNotice.objects.order_by("-at").values_list("at", flat=True)[0] + timedelta(seconds=1)


def test_an_ordinary_release_is_no_change(site, press, settled):
    press.release()
    settled()
    assert ChangeNotice.objects.count() == 0
    assert "没有这样的变动" in text(site)


def test_a_document_still_to_come_is_not_there(site, press, settled):
    press.draft(title="还没有公开", formed_on=date(2025, 12, 1))
    press.review(press.draft(title="审查完毕", formed_on=date(2025, 12, 1)))
    assert "还没有公开" not in text(site)
    assert "审查完毕" not in text(site)


def test_kinds_and_organs_narrow_the_list(site, happened, organ):
    only = text(site, "list.json", "?kind=withdrawn")
    assert only.count('"withdrawn"') == 2
    assert '"late"' not in only
    assert "更正后的通知" in text(site, query=f"?organ={organ.code}")
    assert "更正后的通知" not in text(site, query="?organ=000000000")
    assert text(site, query="?kind=nonsense&before=x&organ=%27")


def test_pages_follow_one_another_to_the_end(press, settled, happened):
    at, seen, before = site_moment(), [], None
    while True:
        found = queries.noticed_changes(at, before=before, limit=2)
        seen += [change.leaf for change in found.changes]
        before = found.next
        if before is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == ChangeNotice.objects.count() == 5


def test_the_feed_and_the_table_can_be_read(site, happened):
    feed = feedparser.parse(text(site, "feed.atom"))
    assert len(feed.entries) == 5
    assert len({entry.id for entry in feed.entries}) == 5
    rows = list(csv.DictReader(io.StringIO(text(site, "list.csv").removeprefix("\ufeff"))))
    assert [row["变动"] for row in rows] == ["逾期公开", "撤回", "更正", "撤回", "更正"]
    assert rows[0]["成文日期"] == "2025-12-01"
    assert rows[2]["标题"] == rows[2]["说明"] == rows[2]["成文日期"] == ""


def test_every_change_leads_to_its_leaf(site, happened):
    for row in ChangeNotice.objects.all():
        page = site.get(f"/ledger/?until={row.leaf + 1}").content.decode()
        assert f'<td class="num">{row.leaf}</td>' in page


def test_a_page_costs_the_same_however_much_changed(press, settled, happened, django_assert_num_queries, organ):
    at = site_moment()
    with django_assert_num_queries(4):
        queries.noticed_changes(at)
    with django_assert_num_queries(5):
        queries.noticed_changes(at, organ=organ.code, limit=2)
    with django_assert_num_queries(1):
        months = queries.changes_by_month(at)
    assert len(months) == 12
    assert months[0][1] == {"corrected": 2, "late": 1, "withdrawn": 2}


@pytest.fixture
def urgent(press, at, settled):
    """Flood news, released on the head's sign-off before its other reviews."""
    flood = ops.open_emergency(
        organ=press.organ, name="澜江洪水", began_at=at - timedelta(hours=1), by=press.who("drafter"), at=at
    )
    uid = press.draft(title="洪水预警", art20="A20-12")
    sha256 = ops.submit(record=uid, by=press.who("drafter"), at=at).sha256
    ops.release_urgently(
        record=uid, sha256=sha256, emergency=flood.uid, reason="险情紧急，来不及。", by=press.who("signer"), at=at
    )
    settled()
    return uid


@pytest.mark.parametrize("form", FORMS)
def test_what_was_released_before_its_reviews_is_told_until_and_after_they_are_done(site, urgent, press, at, form):
    uid = urgent
    said = text(site, form, "?kind=urgent")
    assert "洪水预警" in said
    assert "补审尚未完成" in said
    assert "险情紧急" not in said
    for role in ("unit_head", "secrecy_reviewer"):
        ops.review_after(record=uid, approved=True, remark="", by=press.who(role), at=at)
    said = text(site, form, "?kind=urgent&organ=000014349" if form else "?kind=urgent")
    assert "补审尚未完成" not in said
    assert "完成" in said


def test_an_urgent_release_that_is_withdrawn_leaves_no_name_of_the_emergency(site, urgent, press):
    assert "澜江洪水" in text(site)
    press.withdraw(urgent, "unsuitable")
    said = text(site)
    assert "澜江洪水" not in said
    assert "洪水预警" not in said
    assert ChangeNotice.objects.filter(urgent=True).count() == 1


@pytest.mark.parametrize("address", ["/ledger/changes/?kind=late", "/withheld/?year=2026", "/ledger/compare/?first=1"])
def test_the_search_box_above_a_narrowed_list_is_empty(site, press, settled, address):
    press.release()
    settled()
    assert 'value="?' not in site.get(address).content.decode()
