"""信访公函：the words of every written notice to a petitioner, from what was done in the case; pure.

A letter goes out with the act that sends it. It addresses “信访人” by the number of the petition: who asks is sealed,
and a letter lies in the open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai import law
from gongkai.engines.casework.rules import Clock, Done
from gongkai.foundation.letters.rules import Sheet
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.petitions import rules

OPINION, NOTICE = "petition_opinion", "petition_notice"
OTHERWISE: Mapping[str, str] = {OPINION: "信复", NOTICE: "信告"}
"""字号序列：opinions are numbered apart from the notices on the way to them; the default ending of their word."""
DRAFTED_BY = "propose_opinion"
ADDRESSEE = "信访人"


@dataclass(frozen=True)
class Matter:
    """所涉信访事项：what letters say of it: number, sort and field, when it came, who writes."""

    number: str
    title: str
    sort: str
    received_on: date
    organ: str
    contact: str = ""


@dataclass(frozen=True)
class LetterKind:
    """公函种类：its name, the acts that send it, the series it is numbered in, and what it says."""

    key: str
    name: str
    acts: tuple[str, ...]
    series: str
    write: "Callable[[Matter, Sequence[Done], Clock | None], tuple[str, ...]]"


def kind_of(act: str) -> LetterKind | None:
    """随行为发出的公函：the kind an act sends; None where it sends none."""
    return next((kind for kind in KINDS if act in kind.acts), None)


def sheet_for(kind: LetterKind, matter: Matter, done: Sequence[Done], clock: Clock | None) -> Sheet:
    """文面：of the letter that the last of the acts done sends, not yet numbered."""
    return Sheet(
        organ=matter.organ,
        title=kind.name,
        addressee=ADDRESSEE,
        paragraphs=(_opening(matter), *kind.write(matter, done, clock)),
        signed_by=matter.organ,
        day=day_in_chinese(done[-1].on),
        contact=matter.contact,
    )


def _opening(matter: Matter) -> str:
    on = day_in_chinese(matter.received_on)
    return f"您提出的信访事项（编号：{matter.number}，{matter.title}）于{on}登记。"


def _taken_up(matter: Matter, done: Sequence[Done], clock: Clock | None) -> tuple[str, ...]:
    last = done[-1]
    if last.act == "accept":
        limit = law.PETITION_HANDLING.at(accepted_on=last.on)
        due = f"，至{day_in_chinese(clock.due_on)}届满" if clock and clock.due_on else ""
        return (
            f"经审查，本机关决定受理。自受理之日起{limit.value}内办结{due}（{limit.citation}）；"
            "情况复杂、需要延长的，另行告知理由。",
        )
    if last.act == "refer":
        apart = law.PETITION_APPEALS.at(received_on=matter.received_on)
        return (f"经审查，该事项适用其他法定程序办理（{apart}）：", *_lines(last.given["text"]))
    suggestion = matter.sort == rules.SUGGESTION
    basis = law.PETITION_SUGGESTIONS if suggestion else law.PETITION_ACCUSATIONS
    what = "认真研究，对合理可行的采纳或者部分采纳，并予以回复" if suggestion else "依规依纪依法接收、受理、办理和反馈"
    return (f"本机关已经接收，将{what}（{basis.at(received_on=matter.received_on)}）。",)


def _refused(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, ...]:
    given, basis = done[-1].given, law.PETITION_TOLD.at(received_on=matter.received_on).citation
    where = given.get("where", "")
    return (
        f"经审查，该事项属于“{rules.GROUNDS[given['ground']]}”的情形，本机关不予受理，现书面告知（{basis}）。理由如下：",
        *_lines(given["reason"]),
        rules.DOORS[given["ground"]] + (f"有权处理的机关或者途径：{where}。" if where else ""),
    )


def _extended(_: Matter, done: Sequence[Done], clock: Clock | None) -> tuple[str, ...]:
    accepted = next(item.on for item in done if item.act == "accept")
    basis = law.PETITION_EXTENSION.at(accepted_on=accepted).citation
    due = f"延长后的期限至{day_in_chinese(clock.due_on)}届满。" if clock and clock.due_on else ""
    given = done[-1].given
    return (
        f"因情况复杂，经本机关负责人批准，办理期限延长{given['days']}日（{basis}）。{due}理由如下：",
        *_lines(given["reason"]),
    )


def _opinion(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, ...]:
    opinion = next(item.given for item in reversed(done) if item.act == DRAFTED_BY)
    outcome = rules.OUTCOMES[opinion["outcome"]]
    body = (f"经办理，处理结果为：{outcome}。", *_lines(opinion["text"]))
    return (*body, *_next(matter, done[-1]))


def _next(matter: Matter, last: Done) -> tuple[str, ...]:
    """What may be done against it; of a suggestion or an accusation nothing follows in this procedure."""
    if matter.sort != rules.APPEAL:
        return ()
    if last.act == rules.ANSWERS[-1]:
        return (
            "本意见为复核意见。仍然以同一事实和理由提出投诉请求的，不再受理"
            f"（{law.PETITION_FINAL.at(received_on=last.on)}）。",
        )
    ask, name = ("ask_review", "复查") if last.act == "answer" else ("ask_re_review", "复核")
    limit = rules.ASKS[ask].at(answered_on=last.on)
    of = "本机关的上一级机关"
    return (
        f"对本意见不服的，可以自收到之日起{limit.value}内，书面向{of}请求{name}（{limit.citation}），"
        "也可以凭编号和查询码在网上提出。",
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


KINDS = (
    LetterKind("petition_taken", "信访事项受理告知书", ("accept", "refer", "study", "receive"), NOTICE, _taken_up),
    LetterKind("petition_refused", "信访事项不予受理告知书", ("refuse",), NOTICE, _refused),
    LetterKind("petition_extended", "信访事项延期办理告知书", ("extend",), NOTICE, _extended),
    LetterKind("petition_answer", "信访事项处理意见书", ("answer",), OPINION, _opinion),
    LetterKind("petition_review", "信访事项复查意见书", ("answer_review",), OPINION, _opinion),
    LetterKind("petition_re_review", "信访事项复核意见书", ("answer_re_review",), OPINION, _opinion),
)
"""信访的公函：each with the acts that send it."""
