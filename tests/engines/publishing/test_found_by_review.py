"""What an adversarial reader of the first version found; each stays found."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.engines.publishing import jobs, queries
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Relation
from gongkai.engines.publishing.intake import keep_attachment
from gongkai.engines.publishing.models import DisplacedText, Edition, SecretTally, State
from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.files import operations as files
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.files.queries import path_of
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.search import queries as search
from gongkai.programmes.policies import operations as policies
from gongkai.programmes.policies import queries as policies_queries


def test_a_repealed_record_can_still_be_taken_down(released, who, at):
    ops.withdraw(record=released, reason="repealed", note="清理", by=who.publisher, at=at)
    with pytest.raises(Conflict, match="失效废止"):
        ops.revise(record=released, by=who.drafter, at=at)
    ops.withdraw(record=released, reason="unsuitable", note="含个人隐私", by=who.publisher, at=at)
    page = queries.document(released, at)
    assert isinstance(page, queries.Gone)
    assert page.title == ""


def test_why_something_was_to_be_withheld_never_becomes_public(drafted, review, who, edit, at, run_jobs):
    left = edit(drafted, ground="N16-1", ground_note="涉张三病历", rereview_on=date(2027, 1, 1))
    ops.save(record=drafted.record.uid, content=left, lock_version=1, by=who.drafter, at=at)
    uid = review(drafted)
    ops.release(record=uid, by=who.publisher, at=at)
    run_jobs()
    assert "张三" not in str(queries.proof(uid, at))


def test_a_secret_saved_second_is_not_even_displaced(drafted, who, edit, at):
    ops.save(record=drafted.record.uid, content=edit(drafted, summary="甲"), lock_version=1, by=who.drafter, at=at)
    secret = edit(drafted, ground="N14-1", body="<p>密</p>")
    with pytest.raises(Invalid, match="涉密系统"):
        ops.save(record=drafted.record.uid, content=secret, lock_version=1, by=who.drafter, at=at)
    assert not DisplacedText.objects.exists()


@pytest.mark.parametrize("fields", [{"title": "机密★10年"}, {"body": "<p>000001 秘密★5年</p><p>正文</p>"}])
def test_a_secrecy_mark_in_title_or_text_is_refused(drafted, who, edit, at, fields):
    with pytest.raises(Invalid, match="国家秘密"):
        ops.save(record=drafted.record.uid, content=edit(drafted, **fields), lock_version=1, by=who.drafter, at=at)


def stored(text: str, at: datetime) -> StoredFile:
    return files.store(content=text.encode(), name="附件.txt", by="p", at=at)


def attach(uid: str, text: str, who, at) -> None:
    file = stored(text, at)
    ops.attach(record=uid, title=text, file_name="附件.txt", original=file, public=file, by=who.drafter, at=at)


def test_a_detached_file_leaves_no_gap_in_the_addresses(drafted, review, who, at):
    uid = drafted.record.uid
    for text in ("甲附件", "乙附件", "丙附件"):
        attach(uid, text, who, at)
    ops.detach(record=uid, position=1, by=who.drafter, at=at)
    review(drafted)
    ops.release(record=uid, by=who.publisher, at=at)
    assert [queries.public_file(uid, 1, place, at).title for place in (1, 2)] == ["乙附件", "丙附件"]


def test_a_correction_cannot_turn_the_public_into_the_withheld(released, who, edit, at):
    draft = ops.revise(record=released, by=who.drafter, at=at)
    withheld = edit(
        draft,
        attribute="withheld",
        ground="N16-1",
        ground_note="内部",
        rereview_on=date(2027, 1, 1),
        public_note="改",
    )
    ops.save(record=released, content=withheld, lock_version=1, by=who.drafter, at=at)
    with pytest.raises(Invalid, match="撤回发布"):
        ops.submit(record=released, by=who.drafter, at=at)


@pytest.fixture
def filed(organ, who, content, review, at):
    text = replace(
        content,
        attribute="withheld",
        ground="N16-1",
        ground_note="内部人事",
        rereview_on=date(2027, 3, 1),
        art20="",
    )
    uid = review(ops.draft(organ=organ, kind="document", content=text, by=who.drafter, at=at))
    ops.file(record=uid, by=who.publisher, at=at)
    return uid


def test_what_was_withheld_is_looked_at_again_and_released(filed, who, edit, review, at):
    again = ops.reconsider(record=filed, by=who.drafter, at=at)
    text = edit(again, attribute="proactive", art20="A20-15")
    ops.save(record=filed, content=text, lock_version=1, by=who.drafter, at=at)
    review(again)
    assert ops.release(record=filed, by=who.publisher, at=at).record.index_number
    assert isinstance(queries.document(filed, at), queries.Document)
    assert Edition.objects.get(record__uid=filed, number=1).state == State.RECONSIDERED


def test_what_stays_withheld_gets_a_new_date(filed, who, edit, review, at):
    later = at.replace(year=2027, month=3, day=2)
    assert [a.kind for a in queries.alarms(who.drafter, later) if a.record == filed] == ["rereview_due"]
    again = ops.reconsider(record=filed, by=who.drafter, at=later)
    text = edit(again, rereview_on=date(2028, 3, 1))
    ops.save(record=filed, content=text, lock_version=1, by=who.drafter, at=later)
    review(again)
    ops.file(record=filed, by=who.publisher, at=later)
    assert [a.kind for a in queries.alarms(who.drafter, later) if a.record == filed] == []


def test_after_a_mistaken_release_the_right_text_takes_its_number(released, organ, who, content, at):
    ops.withdraw(record=released, reason="published_in_error", note="发错稿", by=who.publisher, at=at)
    assert ops.draft(organ=organ, kind="document", content=content, by=who.drafter, at=at)


@pytest.fixture
def theirs(foreign, foreigner, content, at):
    """A released record of a foreign organ, with relations as asked."""

    def make(*relations: Relation) -> str:
        text = replace(content, document_number="", title="外机关文件", relations=relations)
        edition = ops.draft(organ=foreign, kind="document", content=text, by=foreigner.drafter, at=at)
        uid = edition.record.uid
        sha = ops.submit(record=uid, by=foreigner.drafter, at=at).sha256
        for role in ("unit_head", "secrecy_reviewer", "signer"):
            ops.approve(record=uid, sha256=sha, by=getattr(foreigner, role), at=at)
        ops.release(record=uid, by=foreigner.publisher, at=at)
        return uid

    return make


def test_a_target_withdrawn_since_does_not_stop_a_correction(organ, who, theirs, foreigner, content, review, edit, at):
    target = theirs()
    text = replace(content, relations=(Relation("implements", target),))
    uid = review(ops.draft(organ=organ, kind="document", content=text, by=who.drafter, at=at))
    ops.release(record=uid, by=who.publisher, at=at)
    ops.withdraw(record=target, reason="published_in_error", note="误发", by=foreigner.publisher, at=at)
    draft = ops.revise(record=uid, by=who.drafter, at=at)
    saved = ops.save(record=uid, content=edit(draft, summary="改"), lock_version=1, by=who.drafter, at=at)
    assert saved.relations.count() == 1


def test_no_foreign_organ_can_declare_a_document_repealed(released, theirs, at):
    theirs(Relation("repeals", released))
    page = queries.document(released, at)
    assert page.standing.code == "in_force"
    assert page.incoming == ()


def test_the_same_relation_twice_is_refused_with_a_sentence(drafted, organ, who, released, edit, at):
    other = ops.draft(organ=organ, kind="document", content=edit(drafted, document_number=""), by=who.drafter, at=at)
    twice = (Relation("implements", released),) * 2
    with pytest.raises(Invalid, match="重复"):
        ops.save(record=other.record.uid, content=edit(other, relations=twice), lock_version=1, by=who.drafter, at=at)


def test_a_correction_cannot_take_another_records_number(released, organ, who, content, edit, at):
    other = replace(content, document_number="东民发〔2026〕4号")
    ops.draft(organ=organ, kind="document", content=other, by=who.drafter, at=at)
    draft = ops.revise(record=released, by=who.drafter, at=at)
    with pytest.raises(Conflict, match="4号"):
        ops.save(
            record=released,
            content=edit(draft, document_number="东民发〔2026〕4号"),
            lock_version=1,
            by=who.drafter,
            at=at,
        )


def test_a_forged_text_with_a_forged_hash_is_found(released, at):
    Edition.objects.filter(record__uid=released).update(title="伪造")
    forged = queries.sha256_of(Edition.objects.select_related("record", "organ").get(record__uid=released))
    Edition.objects.filter(record__uid=released).update(sha256=forged)
    assert len(jobs.inconsistencies(at=at)) == 1


def test_the_search_knows_the_year_of_china(drafted, review, who, at, run_jobs):
    new_year = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)  # 北京时间 2026-01-01 00:30
    uid = review(drafted)
    ops.release(record=uid, by=who.publisher, at=new_year)
    run_jobs()
    assert search.find("养老", filters=("year:2026",)).total == 1
    assert search.find("养老", filters=("year:2025",)).total == 0


def test_one_release_that_fails_does_not_stop_those_behind_it(organ, who, content, review, at, minute, monkeypatch):
    uids = []
    for number in (21, 22):
        text = replace(content, document_number=f"东民发〔2026〕{number}号")
        uids.append(review(ops.draft(organ=organ, kind="document", content=text, by=who.drafter, at=at)))
        ops.schedule(record=uids[-1], release_at=minute, by=who.publisher, at=at)
    Edition.objects.filter(record__uid=uids[0]).update(attribute="nonsense", sha256="")
    assert jobs.release_scheduled(at=minute) == 1


def test_a_withdrawal_closes_what_was_being_drafted_or_scheduled(released, who, edit, review, at, minute):
    draft = ops.revise(record=released, by=who.drafter, at=at)
    ops.save(record=released, content=edit(draft, public_note="改"), lock_version=1, by=who.drafter, at=at)
    review(draft)
    ops.schedule(record=released, release_at=minute, by=who.publisher, at=at)
    ops.withdraw(record=released, reason="published_in_error", note="误发", by=who.publisher, at=at)
    assert queries.due_releases(minute) == []
    assert [a for a in queries.alarms(who.publisher, minute + timedelta(hours=1)) if a.record == released] == []


def test_the_author_of_the_text_before_cannot_review_its_correction(released, who, organ, edit, at):
    colleague = Actor("colleague", "同事", who.drafter.posts, second_factor=True)
    draft = ops.revise(record=released, by=colleague, at=at)
    ops.save(record=released, content=edit(draft, public_note="改"), lock_version=1, by=colleague, at=at)
    sha = ops.submit(record=released, by=colleague, at=at).sha256
    both = Actor(who.drafter.uid, "原拟稿人", who.unit_head.posts, second_factor=True)
    with pytest.raises(NotPermitted, match="自己的稿件"):
        ops.approve(record=released, sha256=sha, by=both, at=at)


def test_the_writer_of_a_displaced_text_is_an_author(drafted, who, edit, at):
    colleague = Actor("colleague", "同事", who.drafter.posts, second_factor=True)
    ops.save(record=drafted.record.uid, content=edit(drafted, summary="甲"), lock_version=1, by=who.drafter, at=at)
    with pytest.raises(Conflict):
        ops.save(record=drafted.record.uid, content=edit(drafted, summary="乙"), lock_version=1, by=colleague, at=at)
    assert "colleague" in Edition.objects.get(pk=drafted.pk).authors


def test_a_secret_found_late_is_erased_to_the_last_byte(drafted, who, edit, at):
    uid = drafted.record.uid
    attach(uid, "涉密附件", who, at)
    path = path_of(StoredFile.objects.get().sha256)
    assert path.exists()
    ops.purge(record=uid, by=who.secrecy_reviewer, at=at)
    edition = Edition.objects.get(record__uid=uid)
    assert (edition.title, edition.body, edition.state) == ("（已清除）", "", State.DISCARDED)
    assert not path.exists()
    assert SecretTally.objects.get().count == 1


@pytest.fixture
def normative(organ, who, content, review, at):
    edition = ops.draft(organ=organ, kind="normative", content=content, by=who.drafter, at=at)
    return review(edition, kind_roles=("unit_head", "secrecy_reviewer", "legality_reviewer", "signer"))


def test_an_interpretation_taken_back_or_discarded_is_owed_again(normative, organ, who, content, review, edit, at):
    text = replace(content, title="解读", document_number="", relations=(Relation("interprets", normative),))
    draft = ops.draft(organ=organ, kind="interpretation", content=text, by=who.drafter, at=at)
    uid = review(draft)
    ops.release(record=normative, by=who.publisher, at=at)
    owed = policies_queries.missing_interpretations(who.publisher, at)
    assert [(o.record, o.late) for o in owed] == [(normative, False)]
    edition = Edition.objects.get(record__uid=uid)
    ops.save(record=uid, content=edit(edition, summary="改"), lock_version=edition.lock_version, by=who.drafter, at=at)
    ops.discard(record=uid, by=who.drafter, at=at)
    later = at + timedelta(days=30)
    assert [o.late for o in policies_queries.missing_interpretations(who.publisher, later)] == [True]


def test_an_unrelated_citation_hides_no_debt(normative, organ, who, content, review, at):
    policies.promise(record=normative, reason="随后解读", by=who.signer, at=at)
    ops.release(record=normative, by=who.publisher, at=at)
    text = replace(
        content, title="别的解读", document_number="", relations=(Relation("interprets", "", "国务院某文件"),)
    )
    uid = review(ops.draft(organ=organ, kind="interpretation", content=text, by=who.drafter, at=at))
    ops.release(record=uid, by=who.publisher, at=at)
    assert len(policies_queries.missing_interpretations(who.publisher, at)) == 1


def test_a_report_that_says_it_interprets_does_not_open_the_gate(normative, organ, who, content, review, at):
    text = replace(content, title="年报", document_number="", relations=(Relation("interprets", normative),))
    review(ops.draft(organ=organ, kind="report", content=text, by=who.drafter, at=at))
    with pytest.raises(NotPermitted, match="政策解读"):
        ops.release(record=normative, by=who.publisher, at=at)


def test_a_promise_needs_a_second_factor_and_cannot_become_an_exemption_later(normative, who, at):
    weak = Actor(who.signer.uid, "签发人", who.signer.posts, second_factor=False)
    with pytest.raises(NotPermitted, match="两步验证"):
        policies.promise(record=normative, reason="随后", by=weak, at=at)
    policies.promise(record=normative, reason="随后", by=who.signer, at=at)
    ops.release(record=normative, by=who.publisher, at=at)
    with pytest.raises(NotPermitted, match="已经发布"):
        policies.exempt(record=normative, reason="不必了", by=who.signer, at=at)


def test_a_banner_withdrawal_can_be_proven(released, who, at, run_jobs):
    ops.withdraw(record=released, reason="repealed", note="清理", by=who.publisher, at=at)
    run_jobs()
    assert '"act":"withdrawal"' in queries.withdrawal_proof(released, at)["leaf"]["data"]
    assert '"act":"release"' in queries.proof(released, at)["leaf"]["data"]


def test_an_attachment_marked_secret_is_not_kept(who, at):
    with pytest.raises(Invalid, match="涉密系统"):
        keep_attachment(content="绝密★30年\n\n名单".encode(), name="附件.txt", by=who.drafter, at=at)
    assert not StoredFile.objects.exists()


def test_a_text_to_be_published_cannot_point_at_what_is_withheld(filed, organ, who, content, at):
    text = replace(content, document_number="东民发〔2026〕8号", relations=(Relation("implements", filed),))
    edition = ops.draft(organ=organ, kind="document", content=text, by=who.drafter, at=at)
    with pytest.raises(Invalid, match="不主动公开"):
        ops.submit(record=edition.record.uid, by=who.drafter, at=at)
