"""What is withheld stands on an entry of the list in force; without a list nothing is asked; what falls out is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.engines.publishing import operations as publishing
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Kind
from gongkai.foundation.people.models import Person, Post
from gongkai.programmes.withholding import jobs, queries
from gongkai.programmes.withholding.rules import Listed, OrganList, problems
from tests.engines.publishing.conftest import an_actor, an_organ, content, drafted, foreign, organ, review, who

__all__ = ["content", "drafted", "foreign", "organ", "review", "who"]

DAY = date(2026, 3, 2)
INTERNAL = Listed("QD-1", "值班安排", "a", "N16-1", applies=True, rereview_on=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("adopted", "ground", "entry", "sentence"),
    [
        (False, "N16-1", "", ""),
        (True, "N16-1", "QD-1", ""),
        (True, "N16-1", "", "清单以外的信息应当公开"),
        (True, "N16-1", "QD-2", "负面清单事项QD-2现在不能作为依据"),
        (True, "N15", "QD-1", "理由是“内部事务信息”，本稿填的是“保护第三方合法权益”"),
    ],
)
def test_a_record_is_withheld_only_under_an_entry_on_its_own_ground(adopted, ground, entry, sentence):
    decision = OrganList({"QD-1": INTERNAL}, adopted=adopted).gate(ground=ground, entry=entry)
    assert bool(decision) == (not sentence)
    assert sentence in getattr(decision, "reason", "")


def test_the_days_of_an_entry_come_after_the_day_it_begins():
    assert problems({"rereview_on": "2026-03-03", "expires_on": "2026-03-02"}, DAY) == {}
    wrong = {"rereview_on": "2026-03-02", "expires_on": "2026-03-01"}
    assert set(problems(wrong, DAY)) == set(wrong)


def adopt(of, at, key, *, manner="add", since=None, **more):
    said = {
        "name": "机关内部值班安排", "organ": of.code, "ground": "N16-1", "scope": "值班表", "basis": "条例第十六条",
        "applies": "否", "rereview_on": "2027-03-01", **more,
    }  # fmt: skip
    made = registers.propose(
        register="withholding", organ=of, since=since or china_date(at), reason="甲", basis="乙",
        wanted=[Wanted(manner, key, {} if manner == "end" else said)], by=an_actor(of, "drafter"), at=at,
    )  # fmt: skip
    for role in ("unit_head", "secrecy_reviewer", "legality_reviewer"):
        registers.approve(adjustment=made.uid, sha256=made.sha256, by=an_actor(of, role), at=at)
    registers.adopt(adjustment=made.uid, sha256=made.sha256, by=an_actor(of, "signer"), at=at)


def withhold(edition, content, who, at, entry):
    said = replace(
        content, attribute="withheld", art20="", ground="N16-1", ground_note="内部值班", rereview_on=date(2027, 1, 1),
        listed_under=entry,
    )  # fmt: skip
    uid = edition.record.uid
    edition.refresh_from_db()
    publishing.save(record=uid, content=said, lock_version=edition.lock_version, by=who.drafter, at=at)
    return uid


def test_from_the_first_entry_on_the_list_holds_at_submission_and_at_filing(drafted, content, organ, who, review, at):
    first = withhold(drafted, content, who, at, "")
    assert review(drafted) == first  # no list, nothing asked
    adopt(organ, at, "QD-1")
    with pytest.raises(NotPermitted, match="负面清单已经公布"):
        publishing.file(record=first, by=who.publisher, at=at)
    withhold(drafted, content, who, at, "QD-9")
    with pytest.raises(Invalid, match="QD-9现在不能作为依据"):
        publishing.submit(record=first, by=who.drafter, at=at)
    withhold(drafted, content, who, at, "QD-1")
    drafted.refresh_from_db()
    review(drafted)
    publishing.file(record=first, by=who.publisher, at=at)
    assert queries.unlisted(at) == ()

    later = at + timedelta(days=2)
    adopt(organ, later, "QD-1", manner="end")
    assert [(one.group.entry, one.group.count) for one in queries.unlisted(later)] == [("QD-1", 1)]
    assert queries.list_of(organ.code, china_date(later)).adopted  # a list once adopted stays one
    officer = Person.objects.create(uid="officer", username="officer", name="李")
    Post.objects.create(person=officer, organ=organ, role="openness_officer", unit="办公室", since=DAY)
    jobs.tell(at=later)
    jobs.tell(at=later)
    assert [one.subject for one in Notice.objects.all()] == ["有不予公开的文件没有清单依据"]


def test_a_government_lists_for_those_below_where_it_says_so_and_due_entries_are_found(
    organ, at, django_assert_num_queries
):
    government = an_organ("000014000", "东澜省人民政府", organ.place)
    type(organ).objects.filter(pk=government.pk).update(kind=Kind.GOVERNMENT)
    adopt(government, at, "SF-1", applies="是", rereview_on="2026-06-01")
    adopt(government, at, "SF-2", applies="否")
    day = china_date(at)
    assert [key for key, _ in queries.choices(organ.code, day)] == ["SF-1"]
    assert [key for key, _ in queries.choices(government.code, day)] == ["SF-1", "SF-2"]
    with django_assert_num_queries(4) as asked:
        assert queries.gate(organ=organ.code, ground="N16-1", entry="SF-1", at=at)
    assert "SF-1" in asked[0]["sql"]  # of the register the entry named, nothing else
    assert not queries.gate(organ=organ.code, ground="N16-1", entry="SF-2", at=at)
    assert queries.due(date(2026, 5, 31)) == ()
    assert [one.key for one in queries.due(date(2026, 6, 1))] == ["SF-1"]
