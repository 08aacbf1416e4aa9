"""Decisions ask how their consultations stand: once for a list, and a page that shows the answer follows it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.assembly.showing import changed
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.pages.watch import Act
from gongkai.programmes.consultations import operations as consultations
from gongkai.programmes.consultations.contents import Speaker
from gongkai.programmes.consultations.models import CommentText, Consultation
from gongkai.programmes.decisions import operations, queries, rules
from tests.programmes.consultations.conftest import QUESTIONS, TEXTS, county, put_out, staff

__all__ = ["county", "put_out", "staff"]

Citing = Callable[[str], Case]
Opening = Callable[[], Consultation]


@pytest.fixture
def opening(county: Organ, staff: SimpleNamespace, put_out: Callable[..., object], at: datetime) -> Opening:
    """A consultation on the draft of a decision, as far as its notice is public."""

    def run() -> Consultation:
        made = consultations.begin_consultation(
            organ=county, matter="decision", texts=TEXTS, questions=QUESTIONS, by=staff.drafter, at=at
        )
        put_out(made.record.uid, at)
        return made

    return run


@pytest.fixture
def citing(county: Organ, staff: SimpleNamespace, at: datetime) -> Citing:
    """A matter in drafting that cites a consultation."""

    def run(uid: str) -> Case:
        made = operations.propose_matter(organ=county, title="停放管理办法", by=staff.drafter, at=at)
        facts = {**dict.fromkeys(rules.KEYS, "no"), "judged": "面广", "organ": county.code}
        said = (("start", staff.unit_head, facts), ("cite_consultation", staff.handler, {"consultation": uid}))
        for seen, (act, by, given) in enumerate(said, start=made.events.count()):
            casework.do(case=made.uid, act=act, given=given, seen=seen, by=by, at=at + timedelta(minutes=seen))
        return made

    return run


def test_a_list_asks_how_its_consultations_stand_in_one_question(
    opening: Opening, citing: Citing, at: datetime
) -> None:
    later, asked = at + timedelta(hours=1), []
    for _ in range(2):
        citing(opening().uid)
        with CaptureQueriesContext(connection) as count:
            found = queries.public_matters(later)
        asked.append(len(count))
    assert asked == [5, 5], [one["sql"][:200] for one in count.captured_queries]
    assert [one.next for one in found.lines] == ["预公开和公开征求意见"] * 2


def test_an_answer_to_a_comment_makes_the_page_of_the_decision_fresh(
    opening: Opening, staff: SimpleNamespace, citing: Citing, client: Client, at: datetime
) -> None:
    opened = opening()
    case = citing(opened.uid)
    consultations.make_comment(
        consultation=opened.uid, version=1, passage=0, text="请增加充电桩", who=Speaker(), at=at + timedelta(days=1)
    )
    closed = at + timedelta(days=40)
    text = CommentText.objects.get()
    consultations.show_comments(consultation=opened.uid, texts=[text.uid], by=staff.drafter, at=closed)
    for address in (
        f"/decisions/{case.uid}/",
        f"/decisions/{case.uid}/matter.json",
        "/decisions/",
        "/decisions/list.json",
    ):
        with frozen(closed):
            before = client.get(address)
        last = Entry.objects.count()
        consultations.answer_comments(
            consultation=opened.uid,
            texts=[text.uid],
            outcome="adopted",
            reason="已经采纳。",
            by=staff.drafter,
            at=closed,
        )
        acts = [Act(one.act, one.subject) for one in Entry.objects.order_by("pk")[last:]]
        gone = changed(acts)
        assert acts
        assert gone is not None
        assert gone & set(before["Surrogate-Key"].split()), address
        if address.endswith(f"{case.uid}/"):
            with frozen(closed):
                after = client.get(address)
            assert ("没有答复" in before.content.decode(), "没有答复" in after.content.decode()) == (True, False)
