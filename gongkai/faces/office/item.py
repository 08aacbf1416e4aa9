"""办件页：everything one edition's page shows, gathered from what the engine answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai import law
from gongkai.engines.publishing import personal, queries
from gongkai.engines.publishing.models import OPEN_STATES, DisplacedText, Relation, State
from gongkai.engines.publishing.queries import Attending, Choice, Work
from gongkai.engines.publishing.rules import Deadline, Problem, submission_problems
from gongkai.faces.kit import naming
from gongkai.faces.kit.components import Row
from gongkai.faces.office import comparing, progress, words
from gongkai.faces.office.comparing import Comparison
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.progress import HistoryLine
from gongkai.faces.office.targets import Target, targets
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import queries as people
from gongkai.foundation.review.models import Opinion

REVIEWED = (State.IN_REVIEW, State.APPROVED, State.SCHEDULED, State.RELEASED, State.FILED)
LEGALITY = "legality"
# 一个按钮就够的行为；其余的要填写，各有各的表单。
PLAIN = ("submit", "recall", "unschedule", "release", "file", "revise", "reconsider")


@dataclass(frozen=True)
class OpinionLine:
    """意见一行：an opinion with its step's name, and whether it holds for what stands here now."""

    opinion: Opinion
    step: str
    holds: bool


@dataclass(frozen=True)
class RelationLine:
    """关联一行：the relation's name and what it points to."""

    name: str
    target: Target | None
    citation: str


@dataclass(frozen=True)
class Window:
    """合法性审查时限：first and last day, where the numbers come from, and the caution."""

    from_on: date
    until_on: date
    lengths: str
    basis: str
    caution: str
    provisional: bool


def facts_of(request: StaffRequest, work: Work) -> dict[str, Any]:
    """办件页的内容：for the template."""
    edition, today = work.edition, china_date(request.at)
    lines = history(edition.record.uid)
    return {
        "work": work,
        "edition": edition,
        "tone": words.tone(edition.state),
        "state_name": State(edition.state).label,
        "organ_name": organs.name_on(edition.organ, today),
        "is_newest": edition.number == work.editions[0].number,
        "released": next((e for e in work.editions if e.state == State.RELEASED and e.pk != edition.pk), None),
        "steps": progress.steps(work, lines, today),
        "opinions": _opinions(work),
        "rows": _rows(work),
        "relations": _relations(request, work),
        "missing": missing(work, today),
        "plain": _plain(work),
        "deciding": work.choice("approve"),
        "gate_closed": _waits_at_the_gate(work),
        "refused": _refused(request, work),
        "deadline": work.deadline if isinstance(work.deadline, Deadline) else None,
        "no_deadline": "" if isinstance(work.deadline, Deadline) else work.deadline.reason,
        "late": _is_late(work, today),
        "window": legality_window(work),
        "changed": edition.state in REVIEWED and bool(edition.sha256) and work.sha256 != edition.sha256,
        "displaced": _displaced(work),
        "others": [words.attending(one, request.at) for one in _attending(request, work)],
        "undo": queries.undo(request.actor, edition, request.at),
        "history": lines,
        "other_editions": [(e, State(e.state).label, words.tone(e.state)) for e in work.editions],
    }


def missing(work: Work, today: date) -> list[Problem]:
    """送审前还缺：what the engine would refuse a submission for."""
    if work.edition.state != State.DRAFT:
        return []
    published = work.edition.record.published_at is not None
    files = len(work.attachments)
    inspection = personal.inspect(work.edition, work.content, work.attachments, today=today)
    found = submission_problems(work.content, work.kind, today=today, files=files, published=published)
    return [*found, *personal.problems(inspection, work.content)]


def legality_window(work: Work) -> Window | None:
    """合法性审查时限：counted from the day of submission, for kinds that pass that step."""
    submitted = work.edition.submitted_at
    if submitted is None or not any(step.code == LEGALITY for step in work.kind.steps):
        return None
    day = china_date(submitted)
    try:
        least, most = law.LEGALITY_REVIEW_MIN.at(submitted_on=day), law.LEGALITY_REVIEW_MAX.at(submitted_on=day)
        first, last = law.count_working_days(day, least.value), law.count_working_days(day, most.value)
    except law.OutsideCoverage:
        return None
    return Window(
        from_on=first.due_on,
        until_on=last.due_on,
        lengths=f"不少于{least.value}，不多于{most.value}",
        basis=str(most.citation),
        caution=most.citation.caution,
        provisional=first.provisional or last.provisional,
    )


def history(record: str) -> list[HistoryLine]:
    """经过：the journal of one record, oldest first."""
    entries = list(journal.history(f"record:{record}"))
    names = people.names(entry.by for entry in entries)
    return [
        HistoryLine(e, words.act_name(e.act), names.get(e.by, e.by), words.facts_in_words(e.facts)) for e in entries
    ]


def _plain(work: Work) -> list[Choice]:
    """Acts whose button is enough; what was withdrawn is not corrected any more."""
    found = [choice for choice in work.choices if choice.allowed and choice.act.code in PLAIN]
    return [choice for choice in found if choice.act.code != "revise" or work.edition.record.withdrawn_at is None]


def _waits_at_the_gate(work: Work) -> bool:
    """Ready for a first release by this person, but the programme's gate is closed."""
    ready = work.choice("release").allowed or work.choice("schedule").allowed
    return ready and work.edition.record.published_at is None and not work.gate


def _attending(request: StaffRequest, work: Work) -> tuple[Attending, ...]:
    """Asked only of who could edit it too."""
    return others(request, work.edition.record.uid) if work.choice("save").allowed else ()


def _displaced(work: Work) -> list[tuple[DisplacedText, Comparison]]:
    """Texts that came second and still differ from what stands here."""
    found = [(text, comparing.compare(work.content, comparing.content_from(text.content))) for text in work.displaced]
    return [(text, comparison) for text, comparison in found if comparison.differs]


def _opinions(work: Work) -> list[OpinionLine]:
    names = {step.code: step.name for step in work.kind.steps}
    return [
        OpinionLine(
            opinion,
            names.get(opinion.step, opinion.step),
            holds=opinion.round == work.edition.round
            and opinion.sha256 == work.sha256
            and opinion.retracted_at is None,
        )
        for opinion in work.opinions
    ]


def _rows(work: Work) -> list[Row]:
    content, edition = work.content, work.edition
    plain = {name: naming.in_words(name, getattr(content, name)) for name in naming.NAMES}
    shown = ["issuer", "document_number", "formed_on", "attribute", "theme", "genre", "art20", "effective_on"]
    withheld = ["ground", "listed_under", "ground_note", "rereview_on"] if content.attribute == "withheld" else []
    rows = [Row("索引号", edition.record.index_number or "首次发布时编号"), Row("文件种类", work.kind.name)]
    rows += [Row(naming.NAMES[name], plain[name] or "—") for name in [*shown, *withheld]]
    optional = ["expires_on", "addressees", "summary", "public_note"]
    rows += [Row(naming.NAMES[name], plain[name], wide=True) for name in optional if plain[name]]
    rows += [Row(i.scheme, f"{i.value}（{i.source}）") for i in content.identifiers]
    return rows


def _relations(request: StaffRequest, work: Work) -> list[RelationLine]:
    known = targets(request.actor, [r.target for r in work.content.relations], request.at)
    return [RelationLine(Relation.Type(r.type).label, known.get(r.target), r.citation) for r in work.content.relations]


def _refused(request: StaffRequest, work: Work) -> tuple[list[Choice], list[Choice]]:
    """Acts refused though the state and the post would allow them; all others, for who could do some of those."""
    refused = [choice for choice in work.choices if not choice.allowed]
    organ = work.edition.organ.code
    near = [
        choice
        for choice in refused
        if work.edition.state in choice.act.states
        and (not choice.act.role or request.actor.holds(choice.act.role, organ))
        and choice.act.code != "return"
    ]
    far = [choice for choice in refused if choice not in near]
    return near, far if request.actor.organs(*_posts(work, far)) & {organ} else []


def _posts(work: Work, choices: list[Choice]) -> set[str]:
    """The posts whose holders do these acts at some time."""
    reviewers = {step.role for step in work.kind.steps}
    return {role for choice in choices for role in ({choice.act.role} if choice.act.role else reviewers)}


def _is_late(work: Work, today: date) -> bool:
    open_ = work.edition.state in OPEN_STATES and work.edition.number == 1
    return open_ and isinstance(work.deadline, Deadline) and work.deadline.is_late(today)


def others(request: StaffRequest, uid: str) -> tuple[Attending, ...]:
    """还有谁在修改：this draft, besides the reader."""
    return queries.editing(request.actor, uid, request.at)


def load(request: StaffRequest, uid: str, number: int | None = None) -> Work:
    """取件。

    :raises NotFound: when it does not exist or is not theirs to see.
    """
    return queries.work(request.actor, uid, number=number, at=request.at)
