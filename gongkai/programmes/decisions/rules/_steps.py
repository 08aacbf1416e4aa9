"""法定程序：which steps a matter requires and why, each with its basis, organ, least period and papers; pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.law import CalendarDays, Citation, OutsideCoverage, Parameter, Provision, WorkingDays, deciding
from gongkai.programmes.decisions.rules._facts import MatterFacts
from gongkai.programmes.decisions.rules._scope import Scope

UNDERTAKER, REVIEWER, DECIDER = "决策承办单位", "负责合法性审查的部门", "决策机关"
NATIONAL, PROVINCIAL = "national", "provincial"


@dataclass(frozen=True)
class Reason:
    """理由：why a step is required or not, in a sentence, on a basis; `of` says which instrument's condition it is.

    `by_reference`: the organ follows the basis by reference, as departments and townships do.
    """

    sentence: str
    basis: Citation
    of: str = NATIONAL
    by_reference: bool = False

    @property
    def cited(self) -> str:
        """引用：the basis as it is shown."""
        return f"参照{self.basis}" if self.by_reference else str(self.basis)


@dataclass(frozen=True)
class Step:
    """一个步骤：`required` or not, with all the reasons; `whose` does it; `period` and `papers` in words."""

    key: str
    name: str
    required: bool
    reasons: tuple[Reason, ...]
    whose: str
    period: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    key: str
    name: str
    whose: str
    papers: tuple[str, ...]
    required: Callable[[MatterFacts], bool]
    basis: Provision
    yes: str
    no: str
    period: Callable[[date], str] = lambda _on: ""


def _days(rule: "Parameter[CalendarDays] | Parameter[WorkingDays]", fact: str, words: str) -> Callable[[date], str]:
    def said(on: date) -> str:
        return words.format(rule.at(**{fact: on}).value)

    return said


def _public(facts: MatterFacts) -> bool:
    return not facts.secret


ROWS: tuple[_Row, ...] = (
    _Row(
        "consultation", "预公开和公开征求意见", UNDERTAKER, ("决策草案", "决策依据", "草案说明", "征求意见结果"),
        _public, deciding.DECISION_PARTICIPATION,
        "除依法不予公开的以外，作出决策前公布决策草案、决策依据和说明，听取社会各方面意见。",
        "依法不予公开的决策事项，不公开征求意见。",
        _days(deciding.DECISION_CONSULTATION, "opened_on", "征求意见一般不少于{}；缩短的，征求时公布理由"),
    ),
    _Row(
        "groups", "与相关群体沟通协商", UNDERTAKER, ("沟通协商记录",), lambda facts: _public(facts) and facts.groups,
        deciding.DECISION_GROUPS,
        "涉及特定群体利益，与相关人民团体、社会组织以及群众代表沟通协商。", "不涉及特定群体利益。",
    ),
    _Row(
        "hearing", "听证会", UNDERTAKER, ("听证公告", "听证参加人名单", "听证会记录"),
        lambda facts: _public(facts) and facts.hearing, deciding.DECISION_HEARING,
        "认定为需要听证；条例规定可以召开听证会，法律、法规、规章另有规定的依照其规定。",
        "没有必须举行听证会的情形。",
        _days(deciding.HEARING_MATERIALS, "held_on", "听证会材料在召开{}前送达听证参加人"),
    ),
    _Row(
        "opinions", "研究采纳社会意见", UNDERTAKER, ("社会公众意见的研究采纳情况",), _public,
        deciding.DECISION_OPINIONS,
        "对各方面的意见归纳整理、研究论证，逐条写明是否采纳和理由。", "没有公开征求意见。",
    ),
    _Row(
        "experts", "专家论证", UNDERTAKER, ("专家论证意见", "专家论证意见的研究采纳情况"),
        lambda facts: facts.technical, deciding.DECISION_EXPERTS,
        "专业性、技术性较强，组织专家、专业机构论证。", "不属于专业性、技术性较强的事项。",
    ),
    _Row(
        "risk", "风险评估", UNDERTAKER, ("风险评估报告",), lambda facts: bool(risk_reasons_apply(facts)),
        deciding.DECISION_RISK, "",
        "没有可能造成不利影响的情形，也不涉及公共安全、社会稳定、环境保护且意见分歧较大。",
    ),
    _Row(
        "competition", "公平竞争审查", UNDERTAKER, ("公平竞争审查的有关情况",), lambda facts: facts.market,
        deciding.DECISION_COMPETITION, "涉及市场主体经济活动，提交讨论时包含公平竞争审查的有关情况。",
        "不涉及市场主体经济活动。",
    ),
    _Row(
        "legality", "合法性审查", REVIEWER, ("合法性审查意见",), lambda _facts: True, deciding.DECISION_LEGALITY,
        "所有重大行政决策提交讨论前都要经过合法性审查，不能以征求意见等方式代替。", "",
        _days(deciding.DECISION_LEGALITY_REVIEW, "submitted_on", "审查时间一般不少于{}"),
    ),
    _Row(
        "deliberation", "集体讨论决定", DECIDER, ("会议记录",), lambda _facts: True, deciding.DECISION_DELIBERATED,
        "所有重大行政决策都由常务会议或者全体会议讨论，行政首长最后发表意见，不同意见如实载明。", "",
    ),
    _Row(
        "publication", "公布决策和说明", DECIDER, ("决策文本", "决策说明"), _public, deciding.DECISION_PUBLISHED,
        "决策作出后及时公布。", "依法不予公开的决策，不公布。",
    ),
)  # fmt: skip


NAMES = tuple(row.name for row in ROWS)
"""各步骤的名称。"""


def steps_for(facts: MatterFacts, *, on: date, scope: Scope = Scope.GOVERNMENT) -> tuple[Step, ...]:
    """法定程序：every step in its order, those not required too, with why not.

    `on` is the day the procedure was started: the law of that day decides. `scope`: what sort of organ decides.

    :raises OutsideCoverage: for a day no law here covers.
    """
    return tuple(_step(row, facts if scope.provincial else _national(facts), on, scope) for row in ROWS)


def _national(facts: MatterFacts) -> MatterFacts:
    """Without what only the provincial rules ask, where they do not reach."""
    return replace(facts, sensitive=False)


def _step(row: _Row, facts: MatterFacts, on: date, scope: Scope) -> Step:
    required = row.required(facts)
    reasons: tuple[Reason, ...] = (Reason(row.yes if required else row.no, row.basis.at(received_on=on)),)
    if row.key == "risk" and required:
        reasons = risk_reasons(facts, on=on)
    reasons += tuple(
        Reason(one.sentence, one.basis.at(received_on=on), one.of)
        for one in MORE
        if one.key == row.key and one.applies(facts, required) and (one.of == NATIONAL or scope.provincial)
    )
    if scope.by_reference:
        reasons = tuple(replace(one, by_reference=one.of == NATIONAL) for one in reasons)
    return Step(row.key, row.name, required, reasons, row.whose, row.period(on) if required else "", row.papers)


@dataclass(frozen=True)
class _More:
    """Another reason of a step, or what more it must be."""

    key: str
    applies: Callable[[MatterFacts, bool], bool]
    sentence: str
    basis: Provision
    of: str = NATIONAL


MORE: tuple[_More, ...] = (
    _More(
        "consultation", lambda facts, required: required and facts.concern,
        "直接涉及群众切身利益或者公众普遍关注，应当组织公众参与。", deciding.PROVINCIAL_PARTICIPATION, PROVINCIAL,
    ),
    _More(
        "hearing", lambda _facts, required: required,
        "省规定：应当举行听证会。", deciding.PROVINCIAL_HEARING, PROVINCIAL,
    ),
    _More(
        "hearing", lambda facts, required: not required and _public(facts) and (facts.concern or facts.divided),
        "直接涉及切身利益或者存在较大分歧，可以召开听证会。", deciding.DECISION_HEARING,
    ),
    _More(
        "publication", lambda facts, required: required and (facts.concern or facts.technical),
        "社会公众普遍关心或者专业性、技术性较强，应当说明公众意见、专家论证意见的采纳情况，并宣传解读。",
        deciding.DECISION_EXPLAINED,
    ),
)  # fmt: skip


RISK_SAID = {
    NATIONAL: ("实施可能对社会稳定、公共安全等方面造成不利影响。", deciding.DECISION_RISK),
    PROVINCIAL: ("涉及公共安全、社会稳定、环境保护等方面，且意见分歧较大。", deciding.PROVINCIAL_RISK),
}
SAID: tuple[str, ...] = (
    *(said for row in ROWS for said in (row.yes, row.no, row.whose, *row.papers) if said),
    *(one.sentence for one in MORE),
    *(words for words, _ in RISK_SAID.values()),
)
"""步骤的文字：reasons, who does them and papers, as everybody reads them."""


def risk_reasons_apply(facts: MatterFacts) -> tuple[str, ...]:
    """哪一部规定要求风险评估：either instrument's condition is enough."""
    national = (NATIONAL,) if facts.harm else ()
    return national + ((PROVINCIAL,) if facts.sensitive and facts.divided else ())


def risk_reasons(facts: MatterFacts, *, on: date) -> tuple[Reason, ...]:
    """风险评估的理由：of each instrument whose condition holds; none where neither does."""
    applies = risk_reasons_apply(facts)
    return tuple(Reason(words, rule.at(received_on=on), of) for of, (words, rule) in RISK_SAID.items() if of in applies)


def safe_steps(facts: MatterFacts, *, on: date, scope: Scope = Scope.GOVERNMENT) -> tuple[Step, ...]:
    """同上：nothing where no law known here covers the day."""
    try:
        return steps_for(facts, on=on, scope=scope)
    except OutsideCoverage:
        return ()
