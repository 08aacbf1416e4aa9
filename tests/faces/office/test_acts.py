"""Each act by its button: done, or refused with its sentence and what was typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition, SecretTally, State, Withdrawal
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.policies.models import InterpretationNote

SignIn = Callable[..., Client]


def press(client: Client, uid: str, act: str, **said: str) -> Any:
    return client.post(f"/office/records/{uid}/{act}/", said, follow=True)


def state(uid: str) -> str:
    return Edition.objects.filter(record__uid=uid).order_by("-number")[0].state


def test_a_draft_is_submitted_and_recalled(clerk: Client, drafted: Edition) -> None:
    uid = drafted.record.uid
    assert "已送审：《关于推进养老服务高质量发展的通知》" in press(clerk, uid, "submit").content.decode()
    assert state(uid) == State.IN_REVIEW
    assert "已撤回送审" in press(clerk, uid, "recall").content.decode()
    assert state(uid) == State.DRAFT


def test_an_incomplete_draft_lists_all_that_is_missing(
    clerk: Client, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    edition = ops.draft(organ=organ, kind="document", content=Content(title="空稿"), by=who.drafter, at=at)
    answer = press(clerk, edition.record.uid, "submit")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "没有办成" in page
    assert f"/office/records/{edition.record.uid}/edit/#id_theme" in page
    assert page.count("请选择主题分类。") == 2


def test_a_reviewer_approves_what_the_page_showed(
    drafted: Edition, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    uid = drafted.record.uid
    sha256 = ops.submit(record=uid, by=who.drafter, at=at).sha256
    head = sign_in(who.unit_head)
    assert f'value="{sha256}"' in head.get(f"/office/records/{uid}/").content.decode()
    page = press(head, uid, "approve", sha256=sha256, remark="写得清楚").content.decode()
    assert "已同意" in page
    assert "写得清楚" in page


def test_an_opinion_on_content_that_changed_is_refused_and_kept(
    drafted: Edition, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    uid = drafted.record.uid
    ops.submit(record=uid, by=who.drafter, at=at)
    answer = press(sign_in(who.unit_head), uid, "approve", sha256="0" * 64, remark="写了很久的意见")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "与您看到的不一致" in page
    assert "写了很久的意见" in page


def test_a_return_needs_a_reason_and_shows_it_to_the_drafter(
    clerk: Client, drafted: Edition, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    uid = drafted.record.uid
    sha256 = ops.submit(record=uid, by=who.drafter, at=at).sha256
    head = sign_in(who.unit_head)
    refused = press(head, uid, "return", sha256=sha256, remark="")
    assert refused.status_code == 400
    assert 'href="#id_opinion_remark"' in refused.content.decode()
    press(head, uid, "return", sha256=sha256, remark="请补充附件")
    page = clerk.get(f"/office/records/{uid}/").content.decode()
    assert "请补充附件" in page


def test_nobody_is_offered_another_post_s_button(clerk: Client, drafted: Edition) -> None:
    uid = drafted.record.uid
    press(clerk, uid, "submit")
    answer = press(clerk, uid, "approve", sha256="x", remark="自己审自己")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "由本机关处室负责人办理" in page
    assert ">同意</button>" not in page


def test_a_release_says_its_index_number(
    drafted: Edition, review: Callable[..., str], who: SimpleNamespace, sign_in: SignIn
) -> None:
    page = press(sign_in(who.publisher), review(drafted), "release").content.decode()
    assert "已发布" in page
    assert "000014349/2026-00001" in page
    assert state(drafted.record.uid) == State.RELEASED


def test_a_normative_document_waits_for_its_interpretation(
    normative: Edition, review: Callable[..., str], who: SimpleNamespace, sign_in: SignIn
) -> None:
    uid = review(normative, "unit_head", "secrecy_reviewer", "legality_reviewer", "signer")
    publisher = sign_in(who.publisher)
    page = publisher.get(f"/office/records/{uid}/").content.decode()
    assert page.index("现在还不能发布") < page.index("登记“承诺随后解读”") < page.index(">立即发布</button>")
    assert page.count('id="interpretation"') == 1
    assert ">定时发布</button>" not in page
    answer = press(publisher, uid, "release")
    assert answer.status_code == 403
    assert "须与政策解读同步发布" in answer.content.decode()
    refused = press(publisher, uid, "promise", reason="")
    assert refused.status_code == 400
    assert "请填写“理由”。" in refused.content.decode()
    page = press(publisher, uid, "promise", reason="解读稿正在审查").content.decode()
    assert "已登记：承诺随后解读。" in page
    assert ">定时发布</button>" in page
    assert "现在还不能发布" not in page
    assert InterpretationNote.objects.get().reason == "解读稿正在审查"
    page = press(publisher, uid, "release").content.decode()
    assert "已发布" in page
    assert "2026年3月5日 发布解读" in page


def test_an_exemption_is_the_signer_s_or_publisher_s(
    clerk: Client, normative: Edition, who: SimpleNamespace, sign_in: SignIn
) -> None:
    uid = normative.record.uid
    assert press(clerk, uid, "exempt", reason="内容简单").status_code == 403
    assert "已登记：不作解读。" in press(sign_in(who.signer), uid, "exempt", reason="内容简单").content.decode()


def test_the_window_of_legality_review_is_counted_and_called_configuration(clerk: Client, normative: Edition) -> None:
    page = press(clerk, normative.record.uid, "submit").content.decode()
    assert "2026年3月9日至2026年3月23日之间办结" in page
    assert "本机关可调整的配置" in page


def test_the_last_lawful_day_shows_each_step(clerk: Client, drafted: Edition) -> None:
    page = clerk.get(f"/office/records/{drafted.record.uid}/").content.decode()
    steps = page.split('class="count"')[1].split("</ol>")[0]
    assert "2026年3月23日" in page
    assert "第二十六条" in page
    assert "当日不计入" in steps
    assert "国办发明电〔2025〕7号" in steps


def test_a_schedule_is_set_moved_and_taken_off(
    drafted: Edition, review: Callable[..., str], who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    uid, publisher = review(drafted), sign_in(who.publisher)
    past = press(publisher, uid, "schedule", day="2026-03-01", time="09:00")
    assert past.status_code == 400
    assert "须晚于现在" in past.content.decode()
    assert 'value="2026-03-01"' in past.content.decode()
    assert press(publisher, uid, "schedule", day="明天", time="9点").status_code == 400
    assert "将于2026-03-03 09:30" in press(publisher, uid, "schedule", day="2026-03-03", time="09:30").content.decode()
    assert Edition.objects.get().release_at == at + timedelta(days=1, minutes=30)
    press(publisher, uid, "unschedule")
    assert state(uid) == State.APPROVED


def test_what_is_withheld_is_filed(
    drafted: Edition, content: Content, review: Callable[..., str], who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    uid = drafted.record.uid
    ops.save(record=uid, content=replace(content, attribute="on_request"), lock_version=1, by=who.drafter, at=at)
    review(drafted)
    publisher = sign_in(who.publisher)
    assert "不能发布" in press(publisher, uid, "release").content.decode()
    assert "已归档" in press(publisher, uid, "file").content.decode()


def test_what_was_withheld_is_looked_at_again(
    clerk: Client, drafted: Edition, content: Content, review: Callable[..., str], who: SimpleNamespace, at: datetime
) -> None:
    uid = drafted.record.uid
    ops.save(record=uid, content=replace(content, attribute="on_request"), lock_version=1, by=who.drafter, at=at)
    review(drafted)
    ops.file(record=uid, by=who.publisher, at=at)
    page = press(clerk, uid, "reconsider").content.decode()
    assert "请重新确定公开属性" in page
    assert "更正说明" not in page


def test_a_draft_that_holds_a_secret_is_purged_and_its_title_is_not_repeated(
    drafted: Edition, who: SimpleNamespace, sign_in: SignIn
) -> None:
    uid = drafted.record.uid
    guard = sign_in(who.secrecy_reviewer)
    assert "清除涉密稿件" in guard.get(f"/office/records/{uid}/").content.decode()
    page = press(guard, uid, "purge").content.decode()
    assert "已清除涉密稿件" in page
    assert "养老服务" not in page
    assert SecretTally.objects.get().count == 1
    assert guard.get(f"/office/records/{uid}/").status_code == 404


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [("published_in_error", State.WITHDRAWN), ("repealed", State.RELEASED), ("unsuitable", State.WITHDRAWN)],
)
def test_a_withdrawal_names_one_reason(
    released: str, who: SimpleNamespace, sign_in: SignIn, reason: str, outcome: str
) -> None:
    publisher = sign_in(who.publisher)
    page = publisher.get(f"/office/records/{released}/").content.decode()
    assert "公众只看到已依法撤回，不显示标题" in page
    assert press(publisher, released, "withdraw", note="写了情况").status_code == 400
    assert press(publisher, released, "withdraw", reason=reason, note="误发了征求意见稿").status_code == 200
    assert Withdrawal.objects.get().reason == reason
    assert state(released) == outcome


def test_a_consolidation_names_where_it_went(
    released: str, organ: Organ, content: Content, review: Callable[..., str], who: SimpleNamespace, sign_in: SignIn,
    at: datetime,
) -> None:  # fmt: skip
    other = replace(content, title="整合后的办法", document_number="东民发〔2026〕9号")
    target = review(ops.draft(organ=organ, kind="document", content=other, by=who.drafter, at=at))
    ops.release(record=target, by=who.publisher, at=at)
    publisher = sign_in(who.publisher)
    said = {"reason": "consolidated", "note": "已整合"}
    refused = press(publisher, released, "withdraw", **said, successor="没有的文件")
    assert refused.status_code == 400
    assert "没有找到“没有的文件”" in refused.content.decode()
    press(publisher, released, "withdraw", **said, successor="整合后的办法")
    successor = Withdrawal.objects.get().successor
    assert successor is not None
    assert successor.uid == target


def test_an_edition_behind_a_new_draft_can_still_be_withdrawn(
    clerk: Client, released: str, who: SimpleNamespace, sign_in: SignIn
) -> None:
    press(clerk, released, "revise")
    publisher = sign_in(who.publisher)
    page = publisher.get(f"/office/records/{released}/").content.decode()
    assert f"/office/records/{released}/?edition=1" in page
    page = publisher.get(f"/office/records/{released}/?edition=1").content.decode()
    assert ">撤回发布</button>" in page


def test_a_discarded_draft_leaves_the_office(clerk: Client, drafted: Edition) -> None:
    page = press(clerk, drafted.record.uid, "discard").content.decode()
    assert "已作废" in page
    assert clerk.get(f"/office/records/{drafted.record.uid}/").status_code == 404


def test_every_act_is_a_post(clerk: Client, drafted: Edition) -> None:
    before = Entry.objects.count()
    for act in ("submit", "release", "discard", "withdraw"):
        assert clerk.get(f"/office/records/{drafted.record.uid}/{act}/").status_code == 405
    assert Entry.objects.count() == before


def test_an_act_there_is_not_does_not_exist(clerk: Client, drafted: Edition) -> None:
    assert clerk.post(f"/office/records/{drafted.record.uid}/explode/").status_code == 404


def test_a_change_behind_the_engine_s_back_is_shown(
    clerk: Client, drafted: Edition, review: Callable[..., str]
) -> None:
    uid = review(drafted)
    Edition.objects.filter(pk=drafted.pk).update(body="<p>被人从库里改了。</p>")
    assert "内容与审查时不一致" in clerk.get(f"/office/records/{uid}/").content.decode()


def test_a_reviewer_comes_to_the_text_before_the_decision(
    clerk: Client, drafted: Edition, who: SimpleNamespace, sign_in: SignIn
) -> None:
    uid = drafted.record.uid
    assert 'href="#decide"' not in press(clerk, uid, "submit").content.decode()
    page = sign_in(who.unit_head).get(f"/office/records/{uid}/").content.decode()
    marks = ("看完了，去作决定", 'id="content"', 'id="limits"', 'id="decide"', ">同意</button>")
    assert [page.index(mark) for mark in marks] == sorted(page.index(mark) for mark in marks)
    assert 'id="decide"' not in sign_in(who.signer).get(f"/office/records/{uid}/").content.decode()


def test_what_cannot_be_done_now_is_told_to_those_who_could_do_some_of_it(
    drafted: Edition, who: SimpleNamespace, sign_in: SignIn
) -> None:
    told = {"publisher": True, "unit_head": True, "auditor": False, "administrator": False}
    for role, whether in told.items():
        page = sign_in(getattr(who, role)).get(f"/office/records/{drafted.record.uid}/").content.decode()
        assert ("现在不能办理的" in page) is whether, role
