"""热线规则：how long a message may take, what is kept from its handlers, where else it belongs. Pure.

依据：全国文件未定天数，各地自定；事项的法定期限优先（潍坊市12345政务服务便民热线条例第二十条第一款第（二）项同旨）。
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.law import Citation, Parameter, Provision, Value, WorkingDays, codes, count_working_days, hotline
from gongkai.law.matters import broader

CONSULT, HELP, COMPLAINT, REPORT, SUGGESTION, PRAISE = KINDS = (
    "consult",
    "help",
    "complaint",
    "report",
    "suggestion",
    "praise",
)


@dataclass(frozen=True)
class Profile:
    """办理期限方案：the days a city gives each kind of message.

    `joint` holds where several organs handle it; `longest` is the most it may take with every extension; `accept` is
    the time from the day it came to the decision whether it is accepted; `fixed` says why a handler the hotline office
    decided on may not hand a message back. A kind without a limit has no clock.
    """

    key: str
    name: str
    limits: Mapping[str, Parameter[WorkingDays]]
    joint: Mapping[str, Parameter[WorkingDays]] = field(default_factory=dict)
    longest: Parameter[WorkingDays] | None = None
    accept: Parameter[WorkingDays] | None = None
    fixed: Provision | None = None


PROFILES: Mapping[str, Profile] = {
    one.key: one
    for one in (
        Profile(
            "zhoushan",
            "舟山市（未核对）",
            {
                CONSULT: hotline.HOTLINE_ZHOUSHAN_CONSULT,
                HELP: hotline.HOTLINE_ZHOUSHAN_HELP,
                COMPLAINT: hotline.HOTLINE_ZHOUSHAN_COMPLAINT,
                REPORT: hotline.HOTLINE_ZHOUSHAN_COMPLAINT,
            },
            longest=hotline.HOTLINE_ZHOUSHAN_LONGEST,
        ),
        Profile(
            "yueqing",
            "乐清市（未核对）",
            {
                CONSULT: hotline.HOTLINE_YUEQING_CONSULT,
                COMPLAINT: hotline.HOTLINE_YUEQING_COMPLAINT,
                REPORT: hotline.HOTLINE_YUEQING_COMPLAINT,
            },
            joint={COMPLAINT: hotline.HOTLINE_YUEQING_JOINT, REPORT: hotline.HOTLINE_YUEQING_JOINT},
            accept=hotline.HOTLINE_YUEQING_ACCEPT,
        ),
        Profile(
            "weifang",
            "潍坊市",
            dict.fromkeys(KINDS, hotline.HOTLINE_WEIFANG),
            fixed=hotline.HOTLINE_FIXED_HANDLER,
        ),
    )
}
STATUTORY: Mapping[tuple[str, str], Parameter[WorkingDays]] = {
    (COMPLAINT, "10-01"): hotline.CONSUMER_MEDIATION_LIMIT,
}
"""法定期限：of a kind of message on a matter and all below it."""

DOORS: Mapping[str, str] = {
    "litigation": "请向有管辖权的人民法院提起诉讼。",
    "arbitration": "请向有管辖权的仲裁机构申请仲裁。",
    "discipline": "请向有管理权限的纪检监察机关反映。",
    "review": "请向有管辖权的行政复议机关申请行政复议。",
    "disclosure": "请通过“依申请公开”向保存信息的行政机关提出政府信息公开申请。",
    "petition": "请向正在办理这件信访事项的机关查询办理情况。",
}
"""该走的门：what to do instead, by the ground on which a message is not accepted."""


def limit_for(
    *, kind: str, matter: str, profile: str, received_on: date, joint: bool = False
) -> Value[WorkingDays] | None:
    """本件期限：that of a statute on the matter first, else that of the profile; None where neither has one.

    :raises OutsideCoverage: for a day no row covers.
    """
    found = statutory(kind=kind, matter=matter)
    if found is None:
        chosen = PROFILES[profile]
        found = (chosen.joint.get(kind) if joint else None) or chosen.limits.get(kind)
    return found.at(received_on=received_on) if found else None


def limits_of(profile: str, *, on: date) -> list[tuple[str, str]]:
    """方案的期限：kinds of message with the days each has under a profile, as a table shows them.

    :raises OutsideCoverage: for a day no row covers.
    """
    chosen, rows = PROFILES[profile], []
    for kind in KINDS:
        days, joint = chosen.limits.get(kind), chosen.joint.get(kind)
        said = str(days.at(received_on=on).value) if days else "不计期限"
        rows.append(
            (codes.appeal_kinds[kind].name, said + (f"，多个单位{joint.at(received_on=on).value}" if joint else ""))
        )
    extra = (("决定是否受理", chosen.accept), ("连同延长最多", chosen.longest))
    return rows + [(name, str(one.at(received_on=on).value)) for name, one in extra if one]


def statutory(*, kind: str, matter: str) -> Parameter[WorkingDays] | None:
    """法定期限：the parameter of the narrowest matter a statute speaks of."""
    return next((STATUTORY[kind, code] for code in reversed(broader(matter)) if (kind, code) in STATUTORY), None)


def most_days(*, kind: str, matter: str, profile: str, received_on: date) -> Value[WorkingDays] | None:
    """延长后最多几日：as the profile says; None where it says nothing, or a statute fixed the limit."""
    longest = PROFILES[profile].longest
    return longest.at(received_on=received_on) if longest and not statutory(kind=kind, matter=matter) else None


@dataclass(frozen=True)
class AcceptBy:
    """受理期限：the last day to decide whether a message is accepted, and the time with its basis."""

    on: date
    limit: Value[WorkingDays]


def accept_by(*, profile: str, came_on: date) -> AcceptBy | None:
    """受理期限：counted from the day a message came; None where the profile fixes none.

    :raises OutsideCoverage: for a day no row or calendar covers.
    """
    fixed = PROFILES[profile].accept
    if fixed is None:
        return None
    limit = fixed.at(received_on=came_on)
    return AcceptBy(count_working_days(came_on, limit.value).due_on, limit)


def fixed_handler(*, profile: str, received_on: date) -> Citation | None:
    """指定后不得退回：where the profile says so."""
    said = PROFILES[profile].fixed
    return said.at(received_on=received_on) if said else None


def kept_from_handlers(*, kind: str, confidential: bool) -> bool:
    """身份保密：who reports wrongdoing, or asked for it, is not known to those who handle the message."""
    return kind == REPORT or confidential


def title_of(*, kind: str, matter: str) -> str:
    """标题：kind and matter by their names; never a word of who speaks, so that a list tells nothing of anybody."""
    return f"{codes.appeal_kinds[kind].name}：{codes.appeal_matters[matter].name}"
