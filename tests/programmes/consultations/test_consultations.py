"""From a notice to the report: what the programme promises, in the order in which it happens."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing import permission as desk
from gongkai.engines.publishing.queries import content_of
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.permission import insist
from gongkai.programmes.consultations import contents, listing, queries
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.contents import Speaker
from gongkai.programmes.consultations.models import Comment, CommentText
from gongkai.programmes.consultations.permission import proven
from gongkai.programmes.consultations.reporting import notice_gate, report_gate
from gongkai.programmes.consultations.rules import Phase

from .conftest import QUESTIONS, TEXTS, texts

KEY = "abcdefgh23456789"


def said(found, text, at, *, passage=2, version=0, who=None, key=""):
    return ops.make_comment(
        consultation=found.uid, version=version, passage=passage, text=text, who=who or Speaker(), key=key, at=at
    )


def test_nothing_is_public_before_the_notice_is_released(begun, at):
    assert queries.listing(queries.Asked(), at).rows == ()
    assert queries.state_of(begun.uid, at) is None
    with pytest.raises(NotFound):
        said(begun, "支持", at)


def test_the_notice_holds_draft_explanation_and_basis_and_says_until_when(opened, at):
    one = queries.seen(opened.uid, at)
    body = queries.version(one, 1, at).body
    assert contents.wanting_in(body) == []
    assert "征求意见的期限：自公布之日起至2026年4月2日。" in body
    assert [passage.text for passage in contents.passages_of(body)] == TEXTS.draft.splitlines()
    assert (one.phase, one.opened_on, one.until) == (Phase.OPEN, date(2026, 3, 2), date(2026, 4, 2))


@pytest.mark.parametrize("missing", ["draft", "explanation", "basis"])
def test_no_consultation_without_all_its_parts(county, staff, at, missing):
    with pytest.raises(Invalid) as refusal:
        ops.begin_consultation(organ=county, matter="market", texts=texts(**{missing: " "}), by=staff.drafter, at=at)
    assert refusal.value.field == missing


def test_a_release_too_late_for_its_last_day_is_refused_until_the_reason_stands_in_the_notice(
    begun, staff, put_out, later
):
    late = later(20)
    with pytest.raises(NotPermitted, match="一般不少于30"):
        put_out(begun.record.uid, late)
    ops.rewrite_consultation(
        consultation=begun.uid, texts=texts(shortened_reason="冬季火灾多发，需要尽快施行。"), by=staff.drafter, at=late
    )
    put_out(begun.record.uid, late)
    one = queries.seen(begun.uid, late)
    assert one.shortened_reason == "冬季火灾多发，需要尽快施行。"
    assert "缩短征求意见期限的理由：冬季火灾多发" in queries.version(one, 1, late).body


def test_the_notice_cannot_say_another_day_than_was_entered(begun, staff, put_out, at):
    edition = desk.find(staff.drafter, begun.record.uid)
    changed = replace(content_of(edition), body=edition.body.replace("2026年4月2日", "2026年3月20日"))
    publishing.save(
        record=begun.record.uid, content=changed, lock_version=edition.lock_version, by=staff.drafter, at=at
    )
    with pytest.raises(NotPermitted, match="不一致"):
        put_out(begun.record.uid, at)


def test_comments_stay_with_the_version_they_were_made_on(opened, staff, put_out, at, later):
    said(opened, "第二条请写明由谁出钱。", at, passage=3)
    longer = texts(draft=TEXTS.draft + "\n第三条　本办法自公布之日起施行。", until=date(2026, 4, 20))
    ops.rewrite_consultation(consultation=opened.uid, texts=longer, note="增加第三条。", by=staff.drafter, at=later(3))
    put_out(opened.record.uid, later(3))
    one = queries.seen(opened.uid, later(3))
    assert (one.edition, one.until) == (2, date(2026, 4, 20))
    said(opened, "我读的是旧稿。", later(3), passage=3, version=1)
    said(opened, "第三条太急。", later(3), passage=4)
    assert queries.counts_by_passage(one, 1) == {3: 2}
    assert queries.counts_by_passage(one, 2) == {4: 1}
    with pytest.raises(Invalid, match="没有这一段"):
        said(opened, "没有这一段", later(3), passage=4, version=1)
    with pytest.raises(Invalid, match="不能早于"):
        ops.rewrite_consultation(consultation=opened.uid, texts=TEXTS, by=staff.drafter, at=later(4))


def test_the_same_form_sent_twice_is_one_comment_with_one_receipt(opened, at):
    first, second = (said(opened, "支持。", at, key=KEY) for _ in range(2))
    assert (first.comment.pk, first.code, second.again) == (second.comment.pk, second.code, True)
    assert Comment.objects.count() == 1
    assert proven(number=first.comment.number, code=first.code).pk == first.comment.pk
    with pytest.raises(NotFound):
        proven(number=first.comment.number, code="2222-2222-2222-2222")


def test_organised_letters_are_counted_and_shown_once(opened, staff, at):
    for spelling in ("请增加充电桩。", "请增加充电桩", "请 增加充电桩！"):
        said(opened, spelling, at)
    ops.enter_comment(
        consultation=opened.uid,
        version=0,
        passage=2,
        text="请增加充电桩。",
        who=Speaker("organisation", "某小区业主委员会"),
        channel="mail",
        copies=40,
        received_on=date(2026, 3, 2),
        by=staff.drafter,
        at=at,
    )
    text = CommentText.objects.get()
    assert text.copies == 43
    ops.show_comments(consultation=opened.uid, texts=[text.uid], by=staff.drafter, at=at)
    page = queries.comments(queries.seen(opened.uid, at))
    assert [(row.copies, row.names) for row in page.rows] == [(43, ("某小区业主委员会",))]


def test_persons_are_masked_and_their_numbers_covered_everywhere_public(opened, staff, at):
    who = Speaker("person", "张三丰", "13800138000")
    made = said(opened, "我的电话13912345678，身份证110101199003077571，请联系我。", at, who=who)
    text = CommentText.objects.get()
    ops.show_comments(consultation=opened.uid, texts=[text.uid], by=staff.drafter, at=at)
    row = queries.comments(queries.seen(opened.uid, at)).rows[0]
    public = f"{row.text}{row.names}"
    for secret in ("张三丰", "13800138000", "13912345678", "110101199003077571"):
        assert secret not in public
        assert secret not in made.comment.sealed
        assert secret not in "".join(str(entry.facts) for entry in Entry.objects.all())
    assert row.names == ("张**",)


@pytest.mark.parametrize(
    ("told", "secret"),
    [
        ("建议把服务费上限写进第五条，联系电话13900001111。", "13900001111"),
        ("咨询13812345678", "13812345678"),
        ("固话0571-87654321，上班时间打。", "87654321"),
        ("联系人：张三丰，电话同上。", "张三丰"),
        ("有问题找我 zhang.sanfeng@example.com", "zhang.sanfeng"),
    ],
)
def test_what_would_pass_for_an_office_s_in_a_paper_is_covered_in_a_comment(told, secret, at):
    assert secret not in contents.covered(told, today=at.date())


def test_a_name_is_public_only_once_it_was_looked_at_with_its_text(opened, staff, at, later):
    for name in ("甲公司", "甲公司", "乙公司\n\n联系13912345678"):
        said(opened, "支持。", at, who=Speaker("organisation", name))
    text = CommentText.objects.get()
    show = {"consultation": opened.uid, "texts": [text.uid], "by": staff.drafter}
    ops.show_comments(**show, at=later(1))
    said(opened, "支持", later(2), who=Speaker("organisation", "加微信买房"))
    one = queries.seen(opened.uid, later(2))
    names = ("甲公司", "乙公司 联系139＊＊＊＊5678")
    assert queries.comments(one).rows[0].names == names
    assert next(queries.every_comment(one)).names == names
    text.refresh_from_db()
    signed = queries.signatures_of([text], one.today)[text.pk]
    assert [(each.name, each.public) for each in signed] == [*((name, True) for name in names), ("加微信买房", False)]
    for many in range(5):
        said(opened, "支持", later(2), who=Speaker("organisation", f"{many}号合作社"))
    assert ops.show_comments(**show, at=later(3)) == 1
    assert queries.comments(one).rows[0].names == (*names, "加微信买房", "0号合作社", "1号合作社")


def test_a_hidden_comment_leaves_its_trace_and_reason(opened, staff, at):
    said(opened, "买充电桩找我。", at)
    text = CommentText.objects.get()
    with pytest.raises(Invalid, match="理由"):
        ops.hide_comments(consultation=opened.uid, texts=[text.uid], reason="", by=staff.drafter, at=at)
    assert queries.comments(queries.seen(opened.uid, at)).rows == ()
    ops.hide_comments(consultation=opened.uid, texts=[text.uid], reason="advert", by=staff.unit_head, at=at)
    row = queries.comments(queries.seen(opened.uid, at)).rows[0]
    assert (row.text, row.hidden_for, row.copies) == ("", "广告", 1)


def test_a_survey_is_counted_once_a_form(opened, at):
    for key, answers in ((KEY, {1: [1], 2: [1, 2]}), (KEY, {1: [2], 2: [3]}), (KEY[::-1], {1: [1], 2: [3]})):
        ops.reply_to_survey(consultation=opened.uid, answers=answers, key=key, at=at)
    first, second = queries.survey_counts(opened.pk, QUESTIONS)
    assert (first.replies, first.counts) == (2, (("支持", 2), ("不支持", 0)))
    assert second.counts == (("家里", 1), ("楼道", 1), ("单位", 1))
    for wrong in ({1: [1]}, {1: [1, 2], 2: [1]}, {1: [3], 2: [1]}):
        with pytest.raises(Invalid):
            ops.reply_to_survey(consultation=opened.uid, answers=wrong, key="hjkmnpqrstvwxyz2", at=at)


def test_comments_end_with_the_last_day_and_letters_posted_in_time_are_still_entered(opened, staff, later):
    said(opened, "最后一天。", later(31))
    with pytest.raises(NotPermitted, match="已经结束"):
        said(opened, "晚了。", later(32))
    entering = {
        "consultation": opened.uid, "version": 0, "passage": 0, "text": "来信", "who": Speaker(), "channel": "mail",
        "by": staff.drafter, "at": later(33),
    }  # fmt: skip
    ops.enter_comment(**entering, received_on=date(2026, 4, 2))
    with pytest.raises(Invalid, match="收到日期"):
        ops.enter_comment(**entering, received_on=date(2026, 4, 3))


def test_the_report_waits_for_every_comment_and_tells_what_became_of_each(opened, staff, put_out, at, later):
    adopted, refused, advert = (said(opened, text, at) for text in ("请增加充电桩。", "不要收费。", "买桩找我。"))
    closed = later(40)
    draft = {"consultation": opened.uid, "by": staff.drafter, "at": closed}
    with pytest.raises(NotPermitted, match="还没有截止"):
        ops.draft_consultation_report(**{**draft, "at": at})
    with pytest.raises(NotPermitted, match="没有审核"):
        ops.draft_consultation_report(**draft)
    one, two, three = (made.comment.words.uid for made in (adopted, refused, advert))
    ops.show_comments(consultation=opened.uid, texts=[one, two], by=staff.drafter, at=closed)
    ops.hide_comments(consultation=opened.uid, texts=[three], reason="advert", by=staff.drafter, at=closed)
    with pytest.raises(NotPermitted, match="没有答复"):
        ops.draft_consultation_report(**draft)
    answer = {"consultation": opened.uid, "by": staff.drafter, "at": closed}
    ops.answer_comments(texts=[one], outcome="adopted", reason="第二条已增加。", **answer)
    group = ops.group_comments(texts=[two], title="关于收费", **answer)
    ops.answer_group(group=group.uid, outcome="not", reason="收费由价格部门规定。", **answer)
    edition = ops.draft_consultation_report(**draft)
    assert "共收到意见3份" in edition.body
    assert "第二条已增加。" in edition.body
    assert queries.comments(queries.seen(opened.uid, closed)).rows[0].answer is None

    ops.answer_group(group=group.uid, outcome="partly", reason="改为先行免费。", **answer)
    with pytest.raises(NotPermitted, match="又有改动"):
        put_out(edition.record.uid, closed)
    anew = ops.draft_consultation_report(**draft)
    only = anew.attachments.get()  # made anew with the report, not added to that of before
    whole = read_file(only.public).decode("utf-8-sig").splitlines()
    assert whole[1:] == [
        "1,,第1版,第一条,请增加充电桩。,1,采纳,第二条已增加。,",
        "2,关于收费,第1版,第一条,不要收费。,1,部分采纳,改为先行免费。,",
        "3,,第1版,第一条,,1,,,广告",
    ]
    put_out(edition.record.uid, closed)
    seen = queries.seen(opened.uid, closed)
    answers = {row.text: row.answer and row.answer.outcome for row in queries.comments(seen).rows}
    assert answers == {"请增加充电桩。": "adopted", "不要收费。": "partly", "": None}
    assert seen.phase is Phase.REPORTED
    state = queries.state_of(opened.uid, closed)
    assert state is not None
    assert (state.unanswered, state.closed, state.report_published_on) == (0, True, date(2026, 4, 11))
    with pytest.raises(Conflict, match="结果已经公布"):
        ops.answer_group(group=group.uid, outcome="not", reason="又改。", **answer)


def test_the_report_holds_each_text_of_a_group_and_says_how_many_more(opened, staff, at, later, monkeypatch):
    texts = [said(opened, text, at).comment.words.uid for text in ("电子的算不算？", "请给过渡期。", "请给补贴。")]
    common = {"consultation": opened.uid, "by": staff.drafter, "at": later(40)}
    ops.show_comments(texts=texts, **common)
    group = ops.group_comments(texts=texts, title="关于过渡", **common)
    ops.answer_group(group=group.uid, outcome="adopted", reason="已增加。", **common)
    body = ops.draft_consultation_report(**common).body
    assert "关于过渡（归并3条意见，共3份）" in body
    assert body.count("意见（对第一条）：") == 3
    assert "请给补贴。" in body
    monkeypatch.setattr("gongkai.programmes.consultations.reporting.MOST_QUOTED", 2)
    body = ops.draft_consultation_report(**common).body
    assert ("另有1条意见" in body, "请给补贴。" in body) == (True, False)


def test_the_whole_list_is_parted_where_it_is_long_and_is_no_formula(opened, staff, at, monkeypatch):
    for text in ("=1+1 请算清楚", "支持。"):
        said(opened, text, at)
    ops.show_comments(
        consultation=opened.uid, texts=[one.uid for one in CommentText.objects.all()], by=staff.drafter, at=at
    )
    monkeypatch.setattr(listing, "LONGEST", 100)
    files = list(listing.files_of(opened))
    assert [name for _, name, _ in files] == ["意见和答复全部清单（1）.csv", "意见和答复全部清单（2）.csv"]
    assert ",'=1+1 请算清楚," in files[0][2].decode()


def test_a_longer_period_released_too_late_reopens_nothing(opened, staff, put_out, at, later):
    said(opened, "买桩找我。", at)
    text = CommentText.objects.get().uid
    moderating = {"consultation": opened.uid, "texts": [text], "by": staff.drafter, "at": later(40)}
    longer = texts(until=date(2026, 6, 1))
    ops.rewrite_consultation(consultation=opened.uid, texts=longer, note="延长期限。", by=staff.drafter, at=later(20))
    with pytest.raises(NotPermitted, match="已经截止"):
        put_out(opened.record.uid, later(40))
    assert queries.seen(opened.uid, later(40)).until == TEXTS.until
    ops.hide_comments(**moderating, reason="advert")
    report = ops.draft_consultation_report(consultation=opened.uid, by=staff.drafter, at=later(40))
    with pytest.raises(NotPermitted, match="还没有截止"):
        insist(report_gate(record=report.record.uid, at=later(30)))
    put_out(report.record.uid, later(40))
    opened.refresh_from_db()
    with pytest.raises(NotPermitted, match="结果报告已经公布"):
        insist(notice_gate(record=opened.record.uid, at=later(30)))
    with pytest.raises(Conflict, match="结果已经公布"):
        ops.show_comments(**moderating)


def test_no_last_day_years_ahead(county, staff, at):
    for until in (date(9999, 12, 31), date(2029, 3, 3)):
        with pytest.raises(Invalid, match="最晚到公布之日起3年") as refusal:
            ops.begin_consultation(organ=county, matter="market", texts=texts(until=until), by=staff.drafter, at=at)
        assert refusal.value.field == "until"


def test_a_result_not_published_in_time_is_overdue_for_everybody(opened, later):
    soon, late = later(40), later(70)
    assert queries.seen(opened.uid, soon).phase is Phase.CLOSED
    one = queries.seen(opened.uid, late)
    assert one.phase is Phase.OVERDUE
    assert one.late
    assert [row.uid for row in queries.owing(late)] == [opened.uid]
    assert queries.listing(queries.Asked(phase="overdue"), late).total == 1


def test_only_those_of_the_organ_work_on_it(opened, staff, at):
    said(opened, "支持。", at)
    text = CommentText.objects.get().uid
    for role, act in (
        ("signer", lambda by: ops.show_comments(consultation=opened.uid, texts=[text], by=by, at=at)),
        ("unit_head", lambda by: ops.draft_consultation_report(consultation=opened.uid, by=by, at=at)),
        ("unit_head", lambda by: ops.rewrite_consultation(consultation=opened.uid, texts=TEXTS, by=by, at=at)),
    ):
        with pytest.raises(NotPermitted):
            act(getattr(staff, role))


def test_questions_cost_what_they_say(opened, staff, at, django_assert_num_queries):
    for text in ("支持。", "请增加充电桩。"):
        said(opened, text, at, who=Speaker("person", "张三丰"))
    ops.reply_to_survey(consultation=opened.uid, answers={1: [1], 2: [1]}, key=KEY, at=at)
    texts_ = [one.uid for one in CommentText.objects.all()]
    ops.show_comments(consultation=opened.uid, texts=texts_, by=staff.drafter, at=at)
    one, loaded = queries.seen(opened.uid, at), list(CommentText.objects.all())
    for many, ask in (
        (1, lambda: queries.seen(opened.uid, at)),
        (1, lambda: queries.listing(queries.Asked(), at)),
        (3, lambda: queries.state_of(opened.uid, at)),
        (1, lambda: queries.version(one, 1, at)),
        (1, lambda: queries.public_versions(one, at)),
        (1, lambda: queries.copies_by_version(one)),
        (1, lambda: queries.uid_of(one.record)),
        (1, lambda: queries.owing(at)),
        (1, lambda: queries.duties(at)),
        (3, lambda: queries.comments(one)),
        (1, lambda: queries.comments(one, named=False)),
        (3, lambda: list(queries.every_comment(one))),
        (2, lambda: queries.names_of([loaded[0].pk], one.today)),
        (2, lambda: queries.signatures_of(loaded, one.today)),
        (1, lambda: queries.seen_until(loaded)),
        (1, lambda: queries.hidden_names(one.pk)),
        (1, lambda: queries.consulting_organs(at)),
        (2, lambda: queries.erasable(at, at)),
        (1, lambda: queries.counts_by_passage(one, 1)),
        (3, lambda: queries.totals(one.pk)),
        (2, lambda: queries.left_to_do(one.pk)),
        (4, lambda: queries.survey_counts(one.pk, one.questions)),
        (2, lambda: queries.digest_of(one.pk)),
        (3, lambda: queries.lines(staff.drafter, at, limit=10)),
        (2, lambda: queries.line_of(opened, at)),
        (2, lambda: queries.versions(opened)),
        (1, lambda: queries.groups_of(opened)),
        (1, lambda: queries.queue_page(opened, which="unanswered", words="", after="", limit=10)),
    ):
        with django_assert_num_queries(many):
            ask()
