"""One act over every comment that matches: counted first, one journal entry, some at a time."""

import pytest

from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations import queries
from gongkai.programmes.consultations.contents import Speaker
from gongkai.programmes.consultations.models import CommentSweep, CommentText
from gongkai.programmes.consultations.operations import _sweeping


def brought(found, at, *texts):
    for text in texts:
        ops.make_comment(consultation=found.uid, version=0, passage=2, text=text, who=Speaker(), at=at)


def standings():
    return sorted(CommentText.objects.values_list("text", "standing", "group__outcome"))


def done(sweep, at):
    while ops.continue_sweep(sweep=sweep.uid, by=SYSTEM, at=at):
        pass


def test_everything_that_matches_is_done_some_at_a_time_and_nothing_that_came_later(
    opened, staff, at, later, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(_sweeping, "BATCH", 2)
    brought(opened, at, "收费一", "收费二", "收费三", "收费四", "收费五", "别的")
    common = {"consultation": opened.uid, "by": staff.drafter, "at": at}
    with django_assert_num_queries(1):
        counted = queries.sweepable(opened, act="show", which="waiting", words="收费")
    assert (counted.texts, counted.copies) == (5, 5)
    with pytest.raises(Conflict, match="现在符合的是5条"):
        ops.begin_sweep(act="show", which="waiting", words="收费", many=4, **common)
    made = ops.begin_sweep(act="show", which="waiting", words="收费", many=5, **common)
    assert (made.done, made.ended_at) == (2, None)
    brought(opened, later(1), "收费六")
    with pytest.raises(Conflict, match="还没有办完"):
        ops.begin_sweep(act="hide", which="waiting", many=5, reason="advert", **common)
    done(made, later(1))
    made.refresh_from_db()
    assert (made.done, made.ended_at) == (5, later(1))
    assert queries.sweep_under_way(opened) is None
    assert [text for text, standing, _ in standings() if standing == "waiting"] == ["别的", "收费六"]
    # What they say is journalled once, however many batches it took.
    acts = Entry.objects.filter(act="consultations.swept")
    assert [entry.facts["texts"] for entry in acts] == [5]
    assert "收费" not in str(acts[0].facts)
    made = ops.begin_sweep(act="answer", which="unanswered", many=5, outcome="partly", reason="第五条已改。", **common)
    done(made, at)
    assert [outcome for text, _, outcome in standings() if outcome] == ["partly"] * 5
    assert CommentText.objects.filter(group=made.group).count() == 5


@pytest.mark.parametrize(
    ("said", "refusal", "match"),
    [
        ({"act": "answer", "which": "waiting"}, Invalid, "不能这样"),
        ({"act": "hide", "which": "waiting"}, Invalid, "理由"),
        ({"act": "show", "which": "hidden", "many": 0}, Conflict, "没有符合"),
    ],
)
def test_no_sweep_without_what_it_needs(opened, staff, at, said, refusal, match):
    brought(opened, at, "支持。")
    with pytest.raises(refusal, match=match):
        ops.begin_sweep(**{"consultation": opened.uid, "many": 1, "by": staff.drafter, "at": at, **said})
    assert not CommentSweep.objects.exists()


def test_what_is_left_when_the_report_goes_out_stays_as_it_is(opened, staff, put_out, at, later, monkeypatch):
    monkeypatch.setattr(_sweeping, "BATCH", 1)
    brought(opened, at, "支持。", "反对。")
    common = {"consultation": opened.uid, "by": staff.drafter, "at": later(40)}
    ops.hide_comments(texts=[one.uid for one in CommentText.objects.all()], reason="advert", **common)
    report = ops.draft_consultation_report(**common)
    made = ops.begin_sweep(act="show", which="hidden", many=2, **common)
    CommentText.objects.update(standing="hidden", hidden_for="advert")  # as the report has it
    put_out(report.record.uid, later(40))
    done(made, later(40))
    made.refresh_from_db()
    assert made.ended_at == later(40)
    assert {standing for _, standing, _ in standings()} == {"hidden"}
