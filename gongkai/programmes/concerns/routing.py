"""回应责任主体：who must answer, by the table of 国办发〔2016〕61号. Pure: facts in, body, reason and article out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.law import Citation, appeals
from gongkai.programmes.concerns.rules import PARTICULAR

NATIONAL, LOCAL, VERTICAL, LOCALITIES, DEPARTMENTS = "national", "local", "vertical", "localities", "departments"
SCOPES = (
    (LOCAL, "本地事项，涉及一个部门"),
    (VERTICAL, "涉及实行垂直管理的部门"),
    (DEPARTMENTS, "涉及多个部门"),
    (LOCALITIES, "涉及多个地方"),
    (NATIONAL, "涉及国务院重大政策、重要决策部署"),
)


@dataclass(frozen=True)
class Body:
    """机关：its code and name; both empty where there is none to name."""

    code: str = ""
    name: str = ""


NOBODY = Body()


@dataclass(frozen=True)
class Facts:
    """研判认定的事实：what the matter concerns, and the bodies around it.

    `department`: the one whose duty it is (涉事责任部门). `others`: further departments or localities. `upper`: the
    competent department one level up. `office`: the government office of the same level.
    """

    scope: str
    level: str
    found_on: date
    department: Body = NOBODY
    others: tuple[Body, ...] = ()
    upper: Body = NOBODY
    office: Body = NOBODY


@dataclass(frozen=True)
class Responsible:
    """第一责任主体：the body, the others that answer with it, who coordinates, why, and where that stands.

    `body` is without a code where the table names one outside this platform, or where it is not entered here:
    `who` says it in words all the same. `directed`: that the principal leader of the government directs.
    """

    who: str
    body: Body
    others: tuple[Body, ...]
    coordinator: str
    reason: str
    basis: Citation
    directed: bool = False


def responsible(facts: Facts) -> Responsible:
    """按表认定：one row for each scope; that the leader directs is added for what is 特别重大.

    :raises KeyError: for a scope the table has no row for.
    :raises OutsideCoverage: for a day no row covers.
    """
    return _ROWS[facts.scope](facts, appeals.CONCERN_ROUTING.at(received_on=facts.found_on))


def _said(facts: Facts, basis: Citation, body: Body, *, who: str, coordinator: str, reason: str) -> Responsible:
    others = tuple(one for one in facts.others if one.code != body.code)
    directed = facts.level == PARTICULAR
    if directed:
        reason += "特别重大的，由政府主要负责人负责指挥。"
    return Responsible(body.name or who, body, others, coordinator, reason, basis, directed)


def _office(facts: Facts) -> str:
    return f"{facts.office.name or '同级政府办公厅（室）'}会同宣传部门组织协调"


def _national(facts: Facts, basis: Citation) -> Responsible:
    reason = "涉及国务院重大政策、重要决策部署的，由国务院相关部门回应；本地应当及时上报，不自行解读。"
    return _said(facts, basis, NOBODY, who="国务院相关部门", coordinator="", reason=reason)


def _local(facts: Facts, basis: Citation) -> Responsible:
    reason = "属地管理、分级负责、谁主管谁负责：涉及地方的，由涉事责任部门回应。"
    return _said(facts, basis, facts.department, who="涉事责任部门", coordinator=_office(facts), reason=reason)


def _vertical(facts: Facts, basis: Citation) -> Responsible:
    coordinator = f"{facts.upper.name or '上级主管部门'}办公厅（室）会同宣传部门组织协调"
    reason = "实行垂直管理的部门，由该部门回应，上级部门协调。"
    return _said(facts, basis, facts.department, who="涉事责任部门", coordinator=coordinator, reason=reason)


def _localities(facts: Facts, basis: Citation) -> Responsible:
    reason = "涉及多个地方的，由上级政府主管部门回应，相关地方按照属地做好本地的回应。"
    return _said(facts, basis, facts.upper, who="上级政府主管部门", coordinator="相关地方按属地配合", reason=reason)


def _departments(facts: Facts, basis: Citation) -> Responsible:
    reason = "涉及多个部门的，按职责分工分别回应，口径应当一致；可以确定牵头部门。"
    return _said(facts, basis, facts.department, who="牵头部门", coordinator=_office(facts), reason=reason)


_ROWS: dict[str, Callable[[Facts, Citation], Responsible]] = {
    NATIONAL: _national,
    LOCAL: _local,
    VERTICAL: _vertical,
    LOCALITIES: _localities,
    DEPARTMENTS: _departments,
}
