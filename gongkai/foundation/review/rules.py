"""Steps, four eyes and hash binding: pure questions about reviews."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.foundation.permission import ALLOWED, Decision, Refused


@dataclass(frozen=True)
class Step:
    """审查环节：one review a kind of record must pass, by whom, on what basis.

    `role` is the post that decides; `basis` the instrument and article, or the words 本机关制度.
    """

    code: str
    name: str
    role: str
    basis: str


@dataclass(frozen=True)
class Verdict:
    """审查结论：the facts of one opinion that the rules need."""

    round: int
    step: str
    approved: bool
    sha256: str
    reviewer: str
    at: datetime


def pending_step(steps: Sequence[Step], verdicts: Sequence[Verdict], *, round_: int, sha256: str) -> Step | None:
    """待审环节：the first step of this round without an approval of exactly this content; `None` when all have."""
    approved = {v.step for v in verdicts if v.approved and v.round == round_ and v.sha256 == sha256}
    return next((step for step in steps if step.code not in approved), None)


def covers(
    steps: Sequence[Step],
    verdicts: Sequence[Verdict],
    *,
    round_: int,
    sha256: str,
    authors: Collection[str],
) -> Decision:
    """审查是否有效：every step approved, in this round, for exactly this content, by somebody who did not write it.

    依据：《政府信息公开条例》第十七条（公开前审查）。
    """
    missing = pending_step(steps, verdicts, round_=round_, sha256=sha256)
    if missing is not None:
        changed = any(v.step == missing.code and v.approved and v.round == round_ for v in verdicts)
        why = "审查之后内容有改动，原审查意见失效" if changed else "尚未完成"
        return Refused(f"“{missing.name}”{why}。请将当前内容重新送审，审查通过后再发布。")
    own = next((v for v in verdicts if v.round == round_ and v.approved and v.reviewer in authors), None)
    if own is not None:
        return Refused("审查人同时是本稿的拟稿人，审查无效。请由未参与拟稿的同志重新审查。")
    return ALLOWED


def four_eyes(reviewer: str, authors: Collection[str]) -> Decision:
    """四眼原则：nobody reviews what they wrote."""
    if reviewer in authors:
        return Refused("您参与了本稿的拟写，不能审查自己的稿件。请由其他有权限的同志审查。")
    return ALLOWED
