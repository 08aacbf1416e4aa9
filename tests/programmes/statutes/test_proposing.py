"""A version or a repeal is proposed by who made the statute, decided by a second person, and bound to what was read."""

from datetime import date

import pytest

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import SYSTEM, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.statutes import operations, permission, queries
from gongkai.programmes.statutes.models import Statute, StatuteProposal
from gongkai.programmes.statutes.rules import Entered, entered
from tests.programmes.finding.conftest import organ, who

__all__ = ["organ", "who"]

pytestmark = pytest.mark.django_db
BODY = "第一条 停车位收费每小时五元。\n第二条 本办法由省民政厅解释。"
NEW = "第一条 停车位收费每小时四元。\n第二条 本办法由省民政厅解释。\n第三条 残疾人停车免费。"


@pytest.fixture
def maker(organ):
    return organ.names.get().name


def wanted(issuer, body=BODY, since=date(2026, 1, 1), **more):
    return Entered(title="停车办法", category="local_rule", body=body, issuer=issuer, since=since, **more)


@pytest.fixture
def old(at, maker):
    said = {"title": "停车办法", "category": "地方政府规章", "issuer": maker, "body": BODY, "since": "2020-01-01"}
    return operations.enter_version(wanted=entered(said), by=SYSTEM, at=at)[0].statute


def test_a_new_version_stands_in_the_library_once_a_second_person_adopts_what_they_read(at, organ, who, old, maker):
    made = operations.propose_version(
        organ=organ, wanted=wanted(maker, NEW), reason="第7号令", statute=old.slug, by=who.drafter, at=at
    )
    assert (made.statute, queries.versions(old)[0].since) == (old, date(2020, 1, 1))  # nothing is in the library yet
    kinds = [one.kind for one in queries.changes(made, queries.before(made))]
    assert kinds == ["changed", "same", "added"]
    for person, sentence in ((who.drafter, "合法性审查员或者政务公开办批准"), (who.signer, "您没有这些岗位")):
        with pytest.raises(NotPermitted, match=sentence):
            operations.adopt_statute(proposal=made.uid, sha256=made.sha256, by=person, at=at)
    with pytest.raises(Conflict, match="与您看到的不同"):
        operations.adopt_statute(proposal=made.uid, sha256="0" * 64, by=who.legality_reviewer, at=at)
    done = operations.adopt_statute(proposal=made.uid, sha256=made.sha256, by=who.legality_reviewer, at=at)
    assert [(one.since, one.until) for one in queries.versions(old)] == [
        (date(2026, 1, 1), None), (date(2020, 1, 1), date(2026, 1, 1)),
    ]  # fmt: skip
    assert (done.state, done.decided_by) == ("adopted", who.legality_reviewer.uid)
    assert [one.act for one in journal.history(queries.subject(made.uid))] == ["statutes.proposed"]
    entry = [*journal.history(f"statute:{old.slug}")][-1]
    assert (entry.act, entry.facts["proposal"]) == ("statutes.entered", made.uid)
    with pytest.raises(NotPermitted, match="已入库，不能再办理"):
        operations.adopt_statute(proposal=made.uid, sha256=made.sha256, by=who.openness_officer, at=at)


def test_only_who_made_it_or_the_openness_office_proposes_and_nobody_adopts_their_own(at, organ, who, old, maker):
    def propose(by, issuer=maker, **more):
        return operations.propose_version(organ=organ, wanted=wanted(issuer, **more), reason="甲", by=by, at=at)

    with pytest.raises(NotPermitted, match="制定机关的拟稿人"):
        propose(who.signer, body=NEW)
    with pytest.raises(NotPermitted, match="法律不是本地机关制定的"):
        operations.propose_version(
            organ=organ, wanted=Entered("国家停车法", "law", BODY, since=date(2026, 1, 1)), reason="甲",
            by=who.drafter, at=at,
        )  # fmt: skip
    made = propose(who.openness_officer, body=NEW)
    with pytest.raises(NotPermitted, match="不能批准自己提出的"):
        operations.adopt_statute(proposal=made.uid, sha256=made.sha256, by=who.openness_officer, at=at)
    returned = operations.return_statute(proposal=made.uid, remark="缺沿革", by=who.legality_reviewer, at=at)
    assert returned.state == "returned"
    again = propose(who.drafter, body=NEW)
    assert operations.recall_statute(proposal=again.uid, remark="有误", by=who.drafter, at=at).state == "recalled"
    assert StatuteProposal.objects.count() == 2
    assert Statute.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "error", "sentence"),
    [
        ({"since": None, "body": NEW}, Invalid, "请填写施行日期"),
        ({"since": date(2020, 1, 1)}, Invalid, "已在库里，内容相同"),
        ({"since": date(2020, 1, 1), "body": NEW}, Conflict, "内容与这一份不同"),
        ({"since": date(2026, 3, 1), "body": NEW}, Conflict, "不能再录入此后施行的版本"),
    ],
)
def test_what_cannot_stand_is_said_when_it_is_proposed(at, organ, who, old, maker, more, error, sentence):
    operations.mark_repealed(statute=old.slug, on=date(2026, 2, 1), reason="某决定", by=SYSTEM, at=at)
    with pytest.raises(error, match=sentence):
        operations.propose_version(organ=organ, wanted=wanted(maker, **more), reason="甲", by=who.drafter, at=at)


def test_a_repeal_is_proposed_and_adopted_with_its_basis(at, organ, who, old, maker):
    def propose(on=date(2026, 4, 1), reason="废止决定", slug=old.slug):
        return operations.propose_repeal(organ=organ, statute=slug, on=on, reason=reason, by=who.drafter, at=at)

    for more, error in (({"reason": " "}, Invalid), ({"on": date(2019, 1, 1)}, Invalid), ({"slug": "no"}, NotFound)):
        with pytest.raises(error):
            propose(**more)
    made = propose()
    late = operations.propose_version(organ=organ, wanted=wanted(maker, NEW, date(2026, 5, 1)), reason="第8号令",
                                      by=who.drafter, at=at)  # fmt: skip
    operations.adopt_statute(proposal=made.uid, sha256=made.sha256, by=who.legality_reviewer, at=at)
    found = queries.statute(old.slug)
    assert (found.repealed_on, found.repeal_reason) == (date(2026, 4, 1), "废止决定")
    with pytest.raises(Conflict, match="已自2026-04-01起废止"):  # what was proposed meanwhile cannot stand any more
        operations.adopt_statute(proposal=late.uid, sha256=late.sha256, by=who.legality_reviewer, at=at)
    assert operations.return_statute(proposal=late.uid, remark="已废止", by=who.legality_reviewer, at=at)


def test_what_the_nation_makes_is_not_proposed_below_and_no_local_text_takes_its_name(at, organ, who, maker):
    def may(post, issuer, category="local_rule", by=organ):
        return permission.may_propose(post, by, issuer, category)

    county = Place.objects.create(code="990121", name="望川县", level=3, since=date(2016, 1, 1))
    small = Organ.objects.create(uid="wangchuan", code="990000105", place=county, kind="government")
    OrganName.objects.create(organ=small, name="望川县人民政府", short_name="望川县", since=date(2016, 1, 1))
    below = Actor("o-1", "某", (PostFact(small.code, "openness_officer", "", county.code),), second_factor=True)
    assert [bool(one) for one in (
        may(who.openness_officer, "国务院", "administrative_regulation"), may(who.drafter, maker),
        may(who.drafter, maker, "law"), may(below, "望川县", by=small), may(below, "国务院", "law", by=small),
        may(below, maker, by=small), may(who.drafter, "望川县人民政府"),
    )] == [True, True, False, True, False, False, False]  # fmt: skip
    said = {"title": "停车办法", "category": "行政法规", "body": BODY, "since": "2020-01-01"}
    operations.enter_version(wanted=entered(said), by=SYSTEM, at=at)
    with pytest.raises(Conflict, match="不能用同样的名称"):
        operations.propose_version(
            organ=organ, wanted=wanted(maker, NEW, region="东澜"), reason="甲", by=who.drafter, at=at
        )


def test_a_new_statute_is_not_joined_to_one_of_another_maker_entered_meanwhile(at, organ, who, maker):
    made = operations.propose_version(organ=organ, wanted=wanted(maker), reason="甲", by=who.drafter, at=at)
    said = {"title": "停车办法", "category": "地方政府规章", "issuer": "别的厅", "body": NEW, "since": "2020-01-01"}
    operations.enter_version(wanted=entered(said), by=SYSTEM, at=at)
    with pytest.raises(Conflict, match="另一机关的《停车办法》"):
        operations.adopt_statute(proposal=made.uid, sha256=made.sha256, by=who.legality_reviewer, at=at)
