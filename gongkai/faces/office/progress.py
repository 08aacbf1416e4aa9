"""进度：where an item stands in its procedure: what was done by whom and when, on whom it waits and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.engines.publishing.models import State
from gongkai.engines.publishing.queries import StepProgress, Work
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import PUBLISHER
from gongkai.foundation.review.models import Opinion

NAMED = 3  # 人：of those on whom it waits
ENDS = {"publishing.released", "publishing.released_urgently", "publishing.filed"}
PAST = {State.RELEASED, State.SUPERSEDED, State.WITHDRAWN}


@dataclass(frozen=True)
class HistoryLine:
    """经过一行：an entry of the journal in words."""

    entry: Any
    act: str
    by: str
    facts: str


def steps(work: Work, lines: Sequence[HistoryLine], today: date) -> list[dict[str, Any]]:
    """环节：起草, each review, and the end, for the `steps` component."""
    return [_first(work), *(_review(work, one, today) for one in work.steps), _last(work, lines, today)]


def _first(work: Work) -> dict[str, Any]:
    edition = work.edition
    drafting = edition.state == State.DRAFT
    return {
        "label": "拟稿",
        "state": "now" if drafting else "done",
        "who": edition.saved_by_name,
        "at": edition.saved_at,
        "note": "退回修改" if drafting and edition.returned_reason else "",
    }


def _review(work: Work, progress: StepProgress, today: date) -> dict[str, Any]:
    opinion, step = progress.opinion, progress.step
    if progress.current:
        return {
            "label": step.name,
            "state": "now",
            "who": _waits_for(work, step.role, today),
            "at": None,
            "since": _arrived(work),
            "note": step.basis,
        }
    return {
        "label": step.name,
        "state": _verdict(opinion),
        "who": opinion.reviewer_name if opinion else "",
        "at": opinion.at if opinion else None,
        "note": step.basis,
    }


def _verdict(opinion: Opinion | None) -> str:
    if opinion is None:
        return "next"
    return "done" if opinion.verdict == Opinion.APPROVED else "back"


def _last(work: Work, lines: Sequence[HistoryLine], today: date) -> dict[str, Any]:
    edition = work.edition
    filing = edition.attribute in {"on_request", "withheld"}
    found: dict[str, Any] = {"label": "归档" if filing else "发布"}
    ended = edition.state in PAST or edition.state in {State.FILED, State.RECONSIDERED}
    if ended:
        entry = next((one for one in reversed(lines) if _is_end(one, edition.number)), None)
        at = edition.released_at or edition.filed_at
        return {**found, "state": "done", "who": entry.by if entry else "", "at": at}
    if edition.state == State.SCHEDULED:
        return {**found, "state": "now", "at": edition.release_at, "note": "定于此时发布"}
    if edition.state == State.APPROVED:
        return {**found, "state": "now", "who": _waits_for(work, PUBLISHER, today), "since": _arrived(work)}
    return {**found, "state": "next"}


def _is_end(line: HistoryLine, number: int) -> bool:
    return line.entry.act in ENDS and line.entry.facts.get("edition") == number


def _arrived(work: Work) -> datetime | None:
    """When the file came to where it is: the last opinion that holds, or its submission."""
    return max((one.opinion.at for one in work.steps if one.opinion), default=work.edition.submitted_at)


def _waits_for(work: Work, role: str, today: date) -> str:
    """The people who hold the post and did not write it; two SQL queries."""
    held = people.holders(organ_code=work.edition.organ.code, role=role, day=today)
    names = people.names(uid for uid in held if uid not in work.edition.authors)
    shown = sorted(names.values())[:NAMED]
    more = f"等{len(names)}人" if len(names) > NAMED else ""
    return "、".join(shown) + more if shown else "本机关没有人担任这一岗位，请联系系统管理员"
