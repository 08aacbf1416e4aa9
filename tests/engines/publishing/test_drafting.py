import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Relation
from gongkai.engines.publishing.models import DisplacedText, Edition, Record, State
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal import queries as journal


def test_a_draft_is_hers_who_drafts_for_the_organ(organ, who, content, at):
    edition = ops.draft(organ=organ, kind="document", content=content, by=who.drafter, at=at)
    assert edition.state == State.DRAFT
    assert edition.authors == [who.drafter.uid]
    assert [e.act for e in journal.history(f"record:{edition.record.uid}")] == ["publishing.drafted"]


@pytest.mark.parametrize("role", ["unit_head", "publisher", "auditor", "administrator", "openness_officer"])
def test_nobody_else_may_draft(organ, who, content, at, role):
    with pytest.raises(NotPermitted, match="拟稿人"):
        ops.draft(organ=organ, kind="document", content=content, by=getattr(who, role), at=at)


def test_a_drafter_of_another_organ_may_not_draft_here(organ, foreigner, content, at):
    with pytest.raises(NotPermitted):
        ops.draft(organ=organ, kind="document", content=content, by=foreigner.drafter, at=at)


def test_a_foreign_draft_answers_as_one_that_does_not_exist(drafted, foreigner, content, at):
    uid = drafted.record.uid
    with pytest.raises(NotFound) as foreign:
        ops.save(record=uid, content=content, lock_version=1, by=foreigner.drafter, at=at)
    with pytest.raises(NotFound) as missing:
        ops.save(record="nosuchone1", content=content, lock_version=1, by=foreigner.drafter, at=at)
    assert foreign.value.sentence == missing.value.sentence


def test_a_save_over_somebody_elses_save_keeps_both_texts(drafted, who, edit, at):
    uid = drafted.record.uid
    ops.save(record=uid, content=edit(drafted, title="甲的标题"), lock_version=1, by=who.drafter, at=at)
    with pytest.raises(Conflict) as refused:
        ops.save(record=uid, content=edit(drafted, title="乙的标题"), lock_version=1, by=who.drafter, at=at)
    assert refused.value.code == "overtaken"
    assert Edition.objects.get(record__uid=uid).title == "甲的标题"
    assert DisplacedText.objects.get().content["title"] == "乙的标题"


def test_a_document_number_already_used_is_refused_and_names_it(organ, who, drafted, content, at):
    with pytest.raises(Conflict, match="东民发〔2026〕3号"):
        ops.draft(organ=organ, kind="document", content=content, by=who.drafter, at=at)
    assert Record.objects.count() == 1


def test_every_bracket_form_is_the_same_document_number(organ, who, drafted, edit, at):
    with pytest.raises(Conflict):
        ops.draft(
            organ=organ,
            kind="document",
            content=edit(drafted, document_number="东民发[2026]3号"),
            by=who.drafter,
            at=at,
        )


def test_a_discarded_draft_frees_its_number(organ, who, drafted, content, at):
    ops.discard(record=drafted.record.uid, by=who.drafter, at=at)
    again = ops.draft(organ=organ, kind="document", content=content, by=who.drafter, at=at)
    assert again.record.uid != drafted.record.uid


def test_a_state_secret_never_enters(organ, who, drafted, edit, at):
    with pytest.raises(Invalid, match="涉密系统"):
        ops.draft(
            organ=organ,
            kind="document",
            content=edit(drafted, document_number="", attribute="withheld", ground="N14-1"),
            by=who.drafter,
            at=at,
        )


def test_only_the_count_of_secrets_is_kept(organ, who, at):
    assert ops.tally_secret(organ=organ, year=2026, by=who.secrecy_reviewer, at=at) == 1
    assert ops.tally_secret(organ=organ, year=2026, by=who.drafter, at=at) == 2


def test_script_never_reaches_the_text(organ, who, drafted, edit, at):
    body = '<p onclick="x()">甲<script>alert(1)</script></p><iframe src="x"></iframe>'
    saved = ops.save(record=drafted.record.uid, content=edit(drafted, body=body), lock_version=1, by=who.drafter, at=at)
    assert saved.body == "<p>甲</p>"


def test_a_record_cannot_point_at_a_draft_of_another_organ(organ, foreign, who, foreigner, drafted, edit, at):
    theirs = ops.draft(
        organ=foreign,
        kind="document",
        content=edit(drafted, document_number=""),
        by=foreigner.drafter,
        at=at,
    )
    with pytest.raises(Invalid, match="没有找到"):
        ops.save(
            record=drafted.record.uid,
            content=edit(drafted, relations=(Relation("implements", theirs.record.uid),)),
            lock_version=1,
            by=who.drafter,
            at=at,
        )
    assert Edition.objects.get(pk=drafted.pk).lock_version == 1


def test_every_act_leaves_the_journal_whole(released):
    assert journal.verify().entries == journal.of_organs(None).count() > 4


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "长" * 301}, "title"),
        ({"issuer": "长" * 301}, "issuer"),
        ({"theme": "没有"}, "theme"),
        ({"genre": "x" * 50}, "genre"),
        ({"art20": "A20-99"}, "art20"),
        ({"attribute": "secret"}, "attribute"),
        ({"ground": "N99"}, "ground"),
        ({"title": "  "}, "title"),
    ],
)
def test_what_no_list_and_no_column_holds_is_refused_by_name(drafted, who, edit, at, fields, field):
    with pytest.raises(Invalid) as refused:
        ops.save(record=drafted.record.uid, content=edit(drafted, **fields), lock_version=1, by=who.drafter, at=at)
    assert refused.value.field == field


def test_characters_no_database_stores_are_dropped(drafted, who, edit, at):
    content = edit(drafted, title="甲\x00乙", summary="丙\ud800", body="<p>丁\x00</p>")
    saved = ops.save(record=drafted.record.uid, content=content, lock_version=1, by=who.drafter, at=at)
    assert (saved.title, saved.summary, saved.body) == ("甲乙", "丙", "<p>丁</p>")
