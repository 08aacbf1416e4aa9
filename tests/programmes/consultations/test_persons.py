"""Who spoke: names one by one, what is not looked at stays unseen, and what is sealed is erased in time."""

from datetime import timedelta

import pytest

from gongkai.engines.publishing import operations as publishing
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.programmes.consultations import jobs, queries
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.contents import Speaker
from gongkai.programmes.consultations.models import Comment, CommentText
from gongkai.programmes.consultations.operations import _keeping as keeping

from .test_consultations import said


def sign(found, name, at, text="支持。", kind="organisation", contact=""):
    return said(found, text, at, who=Speaker(kind, name, contact)).comment


def shown(found, at):
    return queries.comments(queries.seen(found.uid, at)).rows[0]


def test_names_that_came_after_the_page_was_made_are_not_public_with_it(opened, staff, at):
    sign(opened, "甲公司", at)
    text = CommentText.objects.get()
    seen = {text.uid: queries.seen_until([text])[text.pk]}
    sign(opened, "加微信买房", at)
    show = {"consultation": opened.uid, "texts": [text.uid], "by": staff.drafter, "at": at}
    ops.show_comments(**show, seen=seen)
    assert shown(opened, at).names == ("甲公司",)
    ops.show_comments(**show, seen={})
    assert shown(opened, at).names == ("甲公司",)
    ops.show_comments(**show, seen={text.uid: 10**17})
    assert shown(opened, at).names == ("甲公司", "加微信买房")
    sign(opened, "更晚的公司", at)
    assert shown(opened, at).names == ("甲公司", "加微信买房")


def test_one_name_is_hidden_with_its_reason_counted_and_shown_again(opened, staff, at):
    for name in ("甲公司", "县政府大骗子", "县政府大骗子", "乙公司", "丙公司", "丁公司", "戊公司"):
        made = sign(opened, name, at)
    text = CommentText.objects.get()
    ops.show_comments(consultation=opened.uid, texts=[text.uid], by=staff.drafter, at=at)
    text.refresh_from_db()
    bad = queries.signatures_of([text], at.date())[text.pk][1]
    named = {"consultation": opened.uid, "text": text.uid, "first": bad.first, "at": at}
    for wrong, refusal in (
        ({**named, "reason": "", "by": staff.drafter}, Invalid),
        ({**named, "reason": "improper", "by": staff.signer}, NotPermitted),
        ({**named, "reason": "improper", "by": staff.drafter, "first": 0}, NotFound),
        ({**named, "reason": "improper", "by": staff.drafter, "text": "2222222222"}, NotFound),
    ):
        with pytest.raises(refusal):
            ops.hide_name(**wrong)
    assert ops.hide_name(**named, reason="improper", by=staff.unit_head) == 2
    row = shown(opened, at)
    # 不递补：no name comes up in its place that nobody looked at.
    assert (row.text, row.copies, row.names) == ("支持。", 7, ("甲公司", "乙公司", "丙公司", "丁公司"))
    assert row.unnamed == ("署名含有不当内容",)
    assert queries.hidden_names(opened.pk) == 1
    assert "骗子" not in "".join(str(entry.facts) for entry in Entry.objects.all())
    one = queries.seen(opened.uid, at)
    assert queries.followed(Comment.objects.get(pk=bad.first), one).name_hidden_for == "署名含有不当内容"
    assert queries.followed(made, one).name_hidden_for == ""
    assert ops.show_name(**named, by=staff.drafter) == 2
    assert shown(opened, at).names == ("甲公司", "县政府大骗子", "乙公司", "丙公司", "丁公司")
    acts = Entry.objects.filter(act__startswith="consultations.name_").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["consultations.name_hidden", "consultations.name_shown"]


def test_a_hidden_name_stays_hidden_whoever_signs_with_it_again(opened, staff, at):
    sign(opened, "县政府大骗子", at)
    text, common = CommentText.objects.get(), {"consultation": opened.uid, "by": staff.drafter, "at": at}
    ops.show_comments(texts=[text.uid], **common)
    ops.hide_name(text=text.uid, first=Comment.objects.get().pk, reason="improper", **common)
    sign(opened, "县政府大骗子", at)
    ops.show_comments(texts=[text.uid], **common)
    assert (shown(opened, at).names, shown(opened, at).unnamed) == ((), ("署名含有不当内容",))


def test_a_name_kept_before_names_were_covered_is_covered_when_it_is_read(opened, staff, at):
    sign(opened, "某公司", at)
    Comment.objects.update(shown_name="某公司 王经理\n13912345678")
    ops.show_comments(consultation=opened.uid, texts=[CommentText.objects.get().uid], by=staff.drafter, at=at)
    assert shown(opened, at).names == ("某公司 王经理 139＊＊＊＊5678",)


def test_who_spoke_is_erased_in_time_after_the_report_and_what_is_public_stays(
    opened, staff, put_out, at, later, settings, monkeypatch
):
    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    settings.GONGKAI_COMMENT_DAYS = 30
    for name in ("张三丰", "李四光", "王五"):
        made = sign(opened, name, at, text="支持，请打13912345678。", kind="person", contact="13800138000")
    said(opened, "不署名。", at)
    texts = [one.uid for one in CommentText.objects.all()]
    ops.show_comments(consultation=opened.uid, texts=texts, by=staff.drafter, at=later(40))
    ops.answer_comments(
        consultation=opened.uid, texts=texts, outcome="adopted", reason="已采纳。", by=staff.drafter, at=later(40)
    )
    before = shown(opened, later(40))
    assert jobs.erase_comments(at=later(4000)) == 0  # 结果未公布：owed, and so kept
    report = ops.draft_consultation_report(consultation=opened.uid, by=staff.drafter, at=later(40))
    put_out(report.record.uid, later(41))
    with pytest.raises(NotPermitted):
        ops.erase_comments(reported_before=later(99), by=staff.drafter, at=later(99))
    assert jobs.erase_comments(at=later(71) - timedelta(seconds=1)) == 0
    settings.GONGKAI_COMMENT_DAYS = 0
    assert jobs.erase_comments(at=later(4000)) == 0
    settings.GONGKAI_COMMENT_DAYS = 30
    made.refresh_from_db()
    one = queries.seen(opened.uid, later(71))
    assert queries.followed(made, one).text == "支持，请打13912345678。"
    assert jobs.erase_comments(at=later(71)) == 3
    assert jobs.erase_comments(at=later(72)) == 0
    assert set(Comment.objects.values_list("sealed", flat=True)) == {""}
    made.refresh_from_db()
    followed = queries.followed(made, one)
    assert (followed.text, followed.name, followed.erased_on) == (before.text, "", later(71).date())
    after = shown(opened, later(72))
    assert (after.text, after.names, after.copies) == (before.text, ("张**", "李**", "王**"), before.copies)


def test_nothing_is_erased_while_the_report_is_withdrawn(opened, staff, put_out, at, later, settings):
    settings.GONGKAI_COMMENT_DAYS = 30
    sign(opened, "张三丰", at, kind="person")
    ops.hide_comments(
        consultation=opened.uid, texts=[CommentText.objects.get().uid], reason="advert", by=staff.drafter, at=later(40)
    )
    report = ops.draft_consultation_report(consultation=opened.uid, by=staff.drafter, at=later(40))
    put_out(report.record.uid, later(40))
    taking = {"reason": "published_in_error", "note": "有误", "by": staff.publisher, "at": later(50)}
    publishing.withdraw(record=report.record.uid, **taking)
    assert jobs.erase_comments(at=later(400)) == 0
    publishing.withdraw(record=opened.record.uid, **taking)
    assert jobs.erase_comments(at=later(80)) == 1
