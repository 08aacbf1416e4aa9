"""What the public pages say back to whoever fills them in wrongly, and of a result that came late."""

from gongkai.foundation.now import frozen
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.contents import Speaker

from .conftest import TEXTS


def test_whatever_is_wrong_at_the_end_is_asked_again_where_it_is_asked(client, opened, at):
    where = f"/consultations/{opened.uid}/comment/"
    with frozen(at):
        for said, words in (
            ({"text": "支持", "kind": "zzz"}, "请选择是否署名"),
            ({"text": "支持", "kind": "person"}, "请填写姓名或者单位名称"),
            ({"text": "", "kind": "zzz"}, "请写下您的意见"),
        ):
            answer = client.post(where, {"step": "check", **said})
            assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_a_result_published_late_is_no_longer_said_to_be_missing(client, opened, staff, put_out, later):
    with frozen(later(90)):
        assert "结果应当公布而没有公布，已逾期" in client.get("/consultations/").content.decode()
    made = ops.draft_consultation_report(consultation=opened.uid, by=staff.drafter, at=later(90))
    put_out(made.record.uid, later(91))
    with frozen(later(92)):
        page = client.get("/consultations/").content.decode()
    assert "没有公布" not in page
    assert "个工作日公布。" in page


def test_words_changed_after_the_form_was_sent_are_refused_and_not_dropped(client, opened, at):
    where = f"/consultations/{opened.uid}/comment/"
    sent = {"step": "check", "text": "支持第二条。", "kind": "anonymous", "key": "abcdefgh23456789"}
    with frozen(at):
        first = client.post(where, sent)
        assert "意见已提交" in first.content.decode()
        assert client.post(where, sent).status_code == 200
        changed = client.post(where, sent | {"text": "不支持第二条。"})
    assert (changed.status_code, "后来改动的内容没有收到" in changed.content.decode()) == (400, True)


def test_what_is_ticked_stays_ticked_when_one_goes_back(client, opened, at):
    where = f"/consultations/{opened.uid}/survey/"
    with frozen(at):
        back = client.post(where, {"number": "2", "q1": "1", "chosen": ["2", "3"], "to": "1"}).content.decode()
    assert back.count('name="q2"') == 2


def test_one_address_answers_a_survey_so_often_in_an_hour_and_no_more(client, opened, at, settings):
    settings.GONGKAI_SURVEY_REPLIES = 2
    with frozen(at):
        for way, key in ((200, "abcdefgh23456789"), (200, "bcdefgh23456789a"), (429, "cdefgh23456789ab")):
            said = {"number": "2", "q1": "1", "chosen": ["2"], "key": key}
            answer = client.post(f"/consultations/{opened.uid}/survey/", said, REMOTE_ADDR="192.0.2.7")
            assert answer.status_code == way
    assert "答卷太多" in answer.content.decode()


def test_what_is_said_of_an_older_version_says_so_and_a_passage_goes_by_its_article(
    client, opened, staff, put_out, at, later
):
    signed = Speaker("organisation", "望川县物业管理协会")
    whole = {"consultation": opened.uid, "version": 1, "passage": 3, "text": "请写明期限。", "at": at}
    for who, key in ((signed, "abcdefgh23456789"), (Speaker(), "bcdefgh23456789a")):
        made = ops.make_comment(who=who, key=key, **whole)
    ops.show_comments(consultation=opened.uid, texts=[made.comment.words.uid], by=staff.drafter, at=at)
    ops.rewrite_consultation(consultation=opened.uid, texts=TEXTS, note="改第一条。", by=staff.drafter, at=later(1))
    put_out(opened.record.uid, later(1))
    with frozen(later(2)):
        asked = client.get(f"/consultations/{opened.uid}/comment/?version=1&passage=3").content.decode()
        now = client.get(f"/consultations/{opened.uid}/comment/?passage=3").content.decode()
        page = client.get(f"/consultations/{opened.uid}/comments/").content.decode()
    assert "这份意见针对第 1 版。现在征求意见的是第 2 版。" in asked
    assert "这份意见针对" not in now
    assert "其中署名：<span>望川县物业管理协会" in page
    assert (">第二条</a>" in page, "第 3 段" in page) == (True, False)
