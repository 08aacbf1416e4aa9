from datetime import UTC, datetime

import pytest

from gongkai.foundation.permission import Allowed, Refused
from gongkai.foundation.review.rules import Step, Verdict, covers, four_eyes, pending_step

AT = datetime(2026, 3, 2, tzinfo=UTC)
STEPS = (Step("a", "核稿", "unit_head", ""), Step("b", "保密审查", "secrecy_reviewer", ""))


def said(step: str, sha: str = "x", *, round_: int = 1, approved: bool = True, reviewer: str = "r") -> Verdict:
    return Verdict(round_, step, approved, sha, reviewer, AT)


@pytest.mark.parametrize(
    ("verdicts", "pending"),
    [
        ([], "a"),
        ([said("a")], "b"),
        ([said("a"), said("b")], None),
        ([said("a", "old")], "a"),  # 内容改动
        ([said("a", round_=0)], "a"),  # 上一轮
        ([said("a", approved=False)], "a"),  # 退回
        ([said("b")], "a"),  # 越过前一环节
    ],
)
def test_the_pending_step_is_the_first_not_approved_as_it_stands(verdicts, pending):
    step = pending_step(STEPS, verdicts, round_=1, sha256="x")
    assert (step.code if step else None) == pending


def test_reviews_cover_only_exactly_what_was_reviewed():
    good = [said("a"), said("b")]
    assert isinstance(covers(STEPS, good, round_=1, sha256="x", authors=["w"]), Allowed)
    changed = covers(STEPS, good, round_=1, sha256="y", authors=["w"])
    assert isinstance(changed, Refused)
    assert "内容有改动" in changed.reason


def test_an_approval_by_the_author_does_not_count():
    own = covers(STEPS, [said("a", reviewer="w"), said("b")], round_=1, sha256="x", authors=["w"])
    assert isinstance(own, Refused)
    assert isinstance(four_eyes("w", ["w"]), Refused)
    assert isinstance(four_eyes("r", ["w"]), Allowed)
