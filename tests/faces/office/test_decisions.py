"""Who enrolled for a hearing, in the office: all of them, page by page, chosen over pages, taken away as a file."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.decisions import hearings, operations, rules
from gongkai.programmes.decisions.models import DecisionHearing
from tests.faces.office.test_cases import main_of
from tests.faces.office.test_lists import sheet_of
from tests.programmes.decisions.conftest import AT, NOTICE, release

SignIn = Callable[..., Client]
MANY = hearings.PAGE + 3
LATER = AT + timedelta(days=70)


@pytest.fixture
def hearing(organ: Organ, who: SimpleNamespace) -> DecisionHearing:
    """A hearing for which more people enrolled than a page shows; enrolment is over."""

    def do(case: Case, act: str, by: Actor, days: int, **given: str) -> None:
        at, seen = AT + timedelta(days=days), case.events.count()
        casework.do(case=case.uid, act=act, given=given, seen=seen, by=by, at=at)

    matter = operations.propose_matter(organ=organ, title="加装电梯补助办法", by=who.drafter, at=AT)
    facts = {**dict.fromkeys(rules.KEYS, "no"), "hearing": "yes"}
    do(matter, "start", who.unit_head, 1, **facts, judged="利益不同", organ=organ.code)
    do(matter, "announce_hearing", who.handler, 40, **NOTICE)
    release(matter, 41)
    for number in range(1, MANY + 1):
        operations.enrol_for_hearing(
            hearing=matter.hearings.get().uid, stake="enterprise" if number % 2 else "affected",
            name=f"报名人第{number}位", contact=f"0000-{5550000 + number}", agreed=True, at=AT + timedelta(days=45),
        )  # fmt: skip
    return matter.hearings.select_related("case").get()


def test_who_gave_the_same_telephone_is_marked_before_anybody_is_drawn(hearing: DecisionHearing) -> None:
    twice = {"name": "又是他", "contact": "00005550003", "agreed": True, "at": AT + timedelta(days=46)}
    operations.enrol_for_hearing(hearing=hearing.uid, stake="other", **twice)
    assert hearings.same_contact(hearing) == [(3, MANY + 1)]


def test_participants_are_chosen_from_all_who_enrolled_over_the_pages(
    hearing: DecisionHearing, who: SimpleNamespace, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    page = f"/office/decisions/{hearing.case.number}/hearings/{hearing.uid}/"
    handler, head = sign_in(who.handler), sign_in(who.unit_head)
    with frozen(LATER):
        assert head.get(page).status_code == 404, "only who undertakes it reads who enrolled"
        with django_assert_max_num_queries(40):
            first = main_of(handler.get(page))
        assert ("报名人第1位" in first, f"报名人第{hearings.PAGE + 1}位" in first) == (True, False)
        assert f"报名人第{MANY}位" in main_of(handler.get(f"{page}?page=2"))
        assert "同一个联系电话" not in first
        assert f"报名人第{MANY}位" in main_of(handler.get(f"{page}?page=99"))
        sheet = sheet_of(handler.get(f"{page}?xlsx=enrolled").content)
        assert [sheet.max_row, sheet.cell(MANY + 1, 2).value] == [MANY + 1, f"报名人第{MANY}位"]
        matter = main_of(handler.get(f"/office/decisions/{hearing.case.number}/"))
        assert "查看报名，遴选听证参加人" in matter
        for early, why in (
            ("拟听证会公告", "还没有举行"),
            ("登记听证会", "名单应当提前公布"),
            ("送请合法性审查", "请先举行，或者取消"),
        ):
            assert re.search(rf">{early}：[^<]*{why}", matter), f"{early} is bound to be refused: said, not offered"
            assert not re.search(rf"<a[^>]*>{early}</a>", matter)
        seen = hearing.case.events.count()
        turned = main_of(handler.post(f"{page}choose/", {"page": "1", "chosen": ["2"], "to": "2", "seen": seen}))
        assert (f"报名人第{MANY}位" in turned, "其他页已经选了1名：2号" in turned) == (True, True)
        (elsewhere,) = re.findall(r'name="elsewhere" value="([^"]*)"', turned)
        said = {"page": "2", "chosen": [str(MANY)], "elsewhere": elsewhere, "seen": seen}
        back = main_of(handler.post(f"{page}choose/", {**said, "to": "1"}))
        assert re.search(r'value="2"[^>]* checked', back), "what was ticked on this page is ticked again"
        empty = handler.post(f"{page}choose/", {**said, "text": ""})
        assert (empty.status_code, "其他页已经选了1名：2号" in main_of(empty)) == (400, True)
        done = handler.post(f"{page}choose/", {**said, "text": "当众抽签"})
        assert done.status_code == 302, main_of(done)
        assert "入选" in main_of(handler.get(page))
    assert list(hearing.enrolments.filter(chosen=True).values_list("number", flat=True)) == [2, MANY]
