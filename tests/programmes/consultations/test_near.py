"""Organised letters whose senders changed a few words: found, shown beside each other, grouped when a clerk says so."""

import pytest

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations import queries
from gongkai.programmes.consultations.contents import Speaker
from gongkai.programmes.consultations.models import CommentKey, CommentText

LETTER = "我是春晖社区{}号楼的居民，楼下没有地方充电，请在第三条写明补建车棚的经费由财政承担，并规定半年以内建成。"
SENT = (
    *(LETTER.format(number) for number in (1, 2, 3)),
    LETTER.format(4).replace("居民", "住户").replace("半年", "六个月"),
    LETTER.format(5).replace("由财政", "不由财政"),  # the opposite
    "收费标准应当由物价部门统一核定，不能由物业公司自己说了算，否则又是一笔糊涂账。",
    "支持。",
    "支持！很好。",
)


def brought(found, texts, at, *, passage=3):
    for text in texts:
        ops.make_comment(consultation=found.uid, version=0, passage=passage, text=text, who=Speaker(), at=at)


def shown(found, staff, at):
    texts = [one.uid for one in CommentText.objects.filter(standing="waiting")]
    ops.show_comments(consultation=found.uid, texts=texts, by=staff.drafter, at=at)


def compared(at, limit=3):
    while ops.compare_comments(limit=limit, by=SYSTEM, at=at):
        pass


@pytest.fixture
def letters(opened, staff, at):
    brought(opened, SENT, at)
    brought(opened, [LETTER.format(1)], at, passage=2)  # of another paragraph
    brought(opened, [LETTER.format(2)], at)  # word for word: it is the second one's copy
    compared(at)
    shown(opened, staff, at)
    return opened


def test_what_nearly_repeats_another_is_found_in_batches_and_nothing_is_merged(letters):
    bunches, more = queries.bunches(letters)
    assert (len(bunches), more) == (1, False)
    only = bunches[0]
    assert only.lead.text == SENT[0]
    assert {one.text.text for one in only.near} == set(SENT[1:4])
    assert (only.texts, only.copies) == (4, 5)
    assert 60 <= only.least < only.most <= 99
    assert [piece.text for piece in only.near[-1].pieces if piece.kind == "added"] in (["2"], ["3"])
    assert not CommentText.objects.filter(group__isnull=False).exists()
    assert CommentText.objects.count() == 9


def test_one_press_makes_them_one_group_and_the_counts_stay(letters, staff, at, later):
    said = {"consultation": letters.uid, "by": staff.drafter, "at": at}
    only = queries.bunches(letters)[0][0]
    out = next(one.text.uid for one in only.near if one.text.text == SENT[3])
    with pytest.raises(Invalid, match="标题"):
        ops.group_near_comments(lead=only.lead.uid, many=4, **said)
    with pytest.raises(Conflict, match="又有意见相近"):
        ops.group_near_comments(lead=only.lead.uid, many=3, title="补建经费", **said)
    made = ops.group_near_comments(lead=only.lead.uid, many=4, left_out=[out], title="补建经费", **said)
    ops.answer_group(group=made.uid, outcome="adopted", reason="第三条已写明。", **said)
    group = queries.groups_of(letters)[0]
    assert (group.many, group.copies) == (3, 4)
    # One that comes later, and the one left out, may join those answered.
    brought(letters, [LETTER.format(9)], later(1))
    compared(later(1))
    shown(letters, staff, later(1))
    rest = queries.bunches(letters)[0][0]
    assert (rest.texts, rest.takes_lead) == (2, False)
    assert ops.group_near_comments(lead=rest.lead.uid, many=2, **said).pk == made.pk
    assert queries.bunches(letters) == ([], False)
    assert queries.totals(letters.pk).by_outcome == {"adopted": (5, 6)}


def test_comparing_costs_the_same_however_many_there_are(letters, staff, at, django_assert_num_queries):
    with django_assert_num_queries(4):
        queries.bunches(letters)
    for many in range(30):
        brought(letters, [f"第{many}位住户说：" + LETTER.format(many)], at)
    assert CommentKey.objects.count() == 40  # of the four texts that repeat none and are long enough
    with django_assert_num_queries(6):  # two of them a savepoint's
        assert ops.compare_comments(by=SYSTEM, at=at) == 30
    with django_assert_num_queries(3):
        ops.compare_comments(by=SYSTEM, at=at)
    with pytest.raises(NotPermitted):
        ops.compare_comments(by=staff.drafter, at=at)
