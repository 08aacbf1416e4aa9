"""The document page: what it says, in whatever became of the record."""

import json
from datetime import date, timedelta

import pytest

from gongkai.engines.publishing.content import Identifier, Relation
from gongkai.foundation.now import frozen

NOTE = "第二条的“一次”更正为“两次”，其他内容不变。"


def text(response):
    return response.content.decode()


def test_the_metadata_table_says_what_the_law_asks_in_its_order(site, press, settled):
    uid = press.release(effective_on=date(2026, 4, 1), identifiers=(Identifier("统一编号", "DL-1", "备案平台"),))
    page = text(site.get(f"/documents/{uid}/"))
    names = ["索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "有效性", "体裁", "公开类别"]
    places = [page.index(f"<dt>{name}</dt>") for name in names]
    assert places == sorted(places)
    for value in (
        "000014349/2026-00001",
        "民政、扶贫、救灾",
        "2026年2月24日",
        "东民发〔2026〕3号",
        "第二十条第（十一）项",
        "DL-1",
    ):
        assert value in page


def test_the_body_stands_between_the_marks_to_the_byte(site, press):
    body = "<p>甲 &amp; 乙 &lt;丙&gt;</p>\n<p>丁　戊</p>"
    page = text(site.get(f"/documents/{press.release(body=body)}/"))
    assert f"<!--gongkai:body-->{body}<!--/gongkai:body-->" in page
    assert page.count("<h1") == 1


def test_what_the_head_says_the_text_need_not_repeat(site, press):
    same = '<p class="title">关于推进养老服务</p>\n<p class="title">高质量发展的通知</p>\n<p>内容。</p>'
    other = '<p class="title">另一个标题</p>\n<p>内容。</p>'
    assert "has-title" in text(site.get(f"/documents/{press.release(body=same)}/"))
    assert "has-title" not in text(site.get(f"/documents/{press.release(body=other)}/"))


def test_only_an_official_document_has_a_red_head(site, press):
    assert "东澜省民政厅文件" in text(site.get(f"/documents/{press.release()}/"))
    assert "redhead" not in text(site.get(f"/documents/{press.release(document_number='', kind='interpretation')}/"))


def test_interpretation_and_document_lead_to_each_other(site, press):
    document = press.release()
    reading = press.release(
        kind="interpretation", title="养老通知解读", document_number="", relations=(Relation("interprets", document),)
    )
    assert f'href="/documents/{reading}/">养老通知解读</a>' in text(site.get(f"/documents/{document}/"))
    assert f'href="/documents/{document}/"' in text(site.get(f"/documents/{reading}/"))


def test_the_standing_is_said_above_the_title(site, press, at):
    document = press.release()
    later = press.release(title="关于废止养老通知的决定", relations=(Relation("repeals", document),))
    page = text(site.get(f"/documents/{document}/"))
    assert page.index("已废止") < page.index("<h1")
    assert f'href="/documents/{later}/">《关于废止养老通知的决定》' in page
    waiting = press.release(effective_on=date(2026, 5, 1))
    assert "尚未施行" in text(site.get(f"/documents/{waiting}/"))
    with frozen(at + timedelta(days=90)):
        assert "尚未施行" not in text(site.get(f"/documents/{waiting}/"))


def test_the_legal_life_is_told_and_the_standing_of_any_day(site, press):
    document = press.release(effective_on=date(2026, 3, 1))
    later = press.release(
        title="关于修改养老通知的决定", relations=(Relation("amends", document),), effective_on=date(2026, 4, 1)
    )
    page = text(site.get(f"/documents/{document}/"))
    assert page.index("效力沿革") < page.index(f'<a href="/documents/{later}/">《关于修改养老通知的决定》')
    assert "（届时）" in page
    then = text(site.get(f"/documents/{document}/?on=2026-04-02"))
    assert "已修改" in then
    assert '<meta name="robots" content="noindex">' in then
    assert "尚未在本平台发布" in text(site.get(f"/documents/{document}/?on=2026-02-26"))
    assert "尚未制发" in text(site.get(f"/documents/{document}/?on=2026-02-01"))
    assert site.get(f"/documents/{document}/?on=yesterday").status_code == 400
    assert "效力沿革" not in text(site.get(f"/documents/{press.release(kind='report', document_number='')}/"))
    said = site.get(f"/api/v1/documents/{document}?on=2026-04-02").json()
    assert said["standing"] == {"code": "amended", "name": "已修改", "since": "2026-04-01", "by": later}
    assert said["life"][-1] == {"on": "2026-04-01", "what": "amended", "by": later}


def test_a_correction_keeps_both_editions_and_says_what_changed(site, press):
    uid = press.release(body="<p>一次</p>")
    press.correct(uid, note=NOTE, body="<p>两次</p>")
    now, before = text(site.get(f"/documents/{uid}/")), text(site.get(f"/documents/{uid}/editions/1/"))
    assert NOTE in now
    assert "两次</p>" in now
    assert "一次</p>" not in now
    assert "非最新版本" in before
    assert "一次</p>" in before
    assert f'rel="canonical" href="http://localhost:8000/documents/{uid}/"' in before
    assert site.get(f"/documents/{uid}/editions/3/").status_code == 404


def test_the_last_lawful_day_comes_with_every_step_and_its_article(site, press):
    page = text(site.get(f"/documents/{press.release()}/"))
    assert "2026年3月23日" in page
    assert "在法定期限内" in page
    assert "春节调休上班日" in page
    assert "第二十六条" in page
    late = text(site.get(f"/documents/{press.release(formed_on=date(2025, 12, 1))}/"))
    assert "晚于法定期限" in late
    unverified = text(site.get(f"/documents/{press.release(formed_on=date(2016, 3, 1))}/"))
    assert "尚未与正式文本核对" in unverified
    uncounted = text(site.get(f"/documents/{press.release(formed_on=date(2003, 3, 3))}/"))
    assert "不在“主动公开期限”的适用期间内" in uncounted


def test_a_release_in_error_is_gone_with_its_title_and_reason(site, press):
    uid = press.release()
    press.withdraw(uid, "published_in_error", note="经办人张三发错了稿。")
    answer = site.get(f"/documents/{uid}/")
    assert answer.status_code == 410
    assert "关于推进养老服务高质量发展的通知" in text(answer)
    assert "误发" in text(answer)
    assert "张三" not in text(answer)
    assert f'<link rel="proof" type="application/json" href="/documents/{uid}/proof.json">' in text(answer)
    assert "以人民为中心" not in text(answer)
    assert site.get(f"/documents/{uid}/editions/1/").status_code == 410


def test_what_is_unsuitable_is_gone_without_a_word_of_it(site, press):
    uid = press.release(title="不宜公开的名单")
    press.withdraw(uid, "unsuitable", note="涉及不宜公开的张三。")
    answer = site.get(f"/documents/{uid}/")
    assert answer.status_code == 410
    for word in ("名单", "张三", "东民发", "以人民为中心"):
        assert word not in text(answer)
    assert "依法不宜公开" in text(answer)


def test_what_was_consolidated_leads_to_where_it_went(site, press):
    old, new = press.release(), press.release()
    press.withdraw(old, "consolidated", successor=new)
    answer = site.get(f"/documents/{old}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/documents/{new}/")


def test_what_is_repealed_stays_readable_under_a_banner(site, press):
    uid = press.release()
    press.withdraw(uid, "repealed", note="内部情况。")
    answer = site.get(f"/documents/{uid}/")
    assert answer.status_code == 200
    assert "已废止" in text(answer)
    assert "内部情况" not in text(answer)
    assert "以人民为中心" in text(answer)


def test_a_proof_waits_for_the_checkpoint_and_says_so(site, press, settled):
    uid = press.release()
    early = site.get(f"/documents/{uid}/proof.json")
    assert early.status_code == 409
    assert early.json()["error"]["code"] == "checkpoint-pending"
    assert early["Retry-After"] == "60"
    assert "检查点正在签署" in text(site.get(f"/documents/{uid}/"))
    settled()
    proof = site.get(f"/documents/{uid}/proof.json")
    assert proof.json()["manifest"]["title"] == "关于推进养老服务高质量发展的通知"
    assert json.loads(proof.content)["record"] == uid
    assert site.get(f"/documents/{uid}/editions/1/proof.json").json() == proof.json()
    assert site.get("/documents/nothing/proof.json").status_code == 404


def test_a_withdrawal_has_a_proof_of_its_own_where_the_text_stays(site, press, settled):
    uid, other = press.release(), press.release()
    address = f"/documents/{uid}/withdrawal-proof.json"
    assert site.get(address).status_code == 404
    press.withdraw(uid, "repealed", note="内部情况。")
    early = site.get(address)
    assert (early.status_code, early["Retry-After"]) == (409, "60")
    settled()
    assert f'href="{address}"' in text(site.get(f"/documents/{uid}/"))
    proof = site.get(address)
    assert '"act":"withdrawal"' in proof.json()["leaf"]["data"]
    assert "内部情况" not in text(proof)
    assert proof.json() != site.get(f"/documents/{uid}/proof.json").json()
    assert "withdrawal-proof" not in text(site.get(f"/documents/{other}/"))


def test_an_unchanged_page_costs_nothing_and_keeps_its_policy(site, press):
    address = f"/documents/{press.release()}/"
    first = site.get(address)
    again = site.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert first["Cache-Control"] == again["Cache-Control"] == "no-cache"
    assert "Vary" not in first or "Cookie" not in first["Vary"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_public_only_reads(site, press, method):
    assert getattr(site, method)(f"/documents/{press.release()}/").status_code == 405
