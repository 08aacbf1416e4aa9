"""申请的内容：what a case page shows besides the case: who asked for what, and what came before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai import law
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done
from gongkai.faces.kit.components import Row
from gongkai.faces.office import copies
from gongkai.faces.office.forms.requests import SplitForm
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import FOI_CLERK, FOI_HEAD
from gongkai.foundation.privacy.rules import mask
from gongkai.law.chinese import day_in_chinese
from gongkai.law.codes import applicant_kinds
from gongkai.programmes.requests import queries, rectifying
from gongkai.programmes.requests.choices import (
    CHANNELS,
    COUNTER,
    FORMS,
    ORDINARY_MAIL,
    PROOFS,
    RESIDENT_ID,
    SIGNED_MAIL,
    WAYS,
)
from gongkai.programmes.requests.contents import Applicant
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.outcomes import PART
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.rectifications import RECTIFICATIONS
from gongkai.programmes.requests.rules import UNREACHED

RULES = {
    COUNTER: law.RECEIVED_AT_COUNTER,
    SIGNED_MAIL: law.RECEIVED_BY_SIGNED_MAIL,
    ORDINARY_MAIL: law.RECEIVED_BY_ORDINARY_MAIL,
}
SEVERAL = 2  # 人：from whom on the same information is asked by several (第四十四条)


def facts_of(
    request: StaffRequest,
    case: Case,
    *,
    shown: Applicant | None = None,
    split: Any = None,
    copying: copies.CopyForm | None = None,
) -> dict[str, Any]:
    """申请书和副本：for the template; nothing for a case that is no request. Eleven SQL queries at most."""
    if case.procedure == RECTIFICATIONS.key:
        return _of_claim(request, case, shown)
    if case.procedure != REQUESTS.key:
        return {}
    facts = {"is_request": True, **copies.facts_of(request, case, copying=copying)}
    try:
        application = queries.of_case(request.actor, case.uid)
    except NotFound:  # entered without one, as by an import
        return facts
    return {**facts, **_of_application(request, case, application, shown, split)}


def _of_claim(request: StaffRequest, case: Case, shown: Applicant | None) -> dict[str, Any]:
    """更正申请：which record is said to be wrong, and who says so."""
    application = queries.of_case(request.actor, case.uid)
    found = queries.claim_of(application)
    if found is None:
        return {}
    claim, kept = found
    said = [
        ("记录", claim.record), ("不准确的内容", claim.wrong), ("要求更正为", claim.right), ("证据", claim.evidence),
        ("告知途径", WAYS.get(application.way, application.way)), ("来件渠道", CHANNELS.get(application.channel, "")),
        ("来件日期", day_in_chinese(application.arrived_on)),
    ]  # fmt: skip
    organ = case.organ.code
    return {
        "claim": kept,
        "claimed_rows": [Row(name, value, wide=name in {"不准确的内容", "要求更正为", "证据"}) for name, value in said],
        "claim_rule": law.RECORD_CORRECTION.at(received_on=application.arrived_on),
        "no_limit": rectifying.NO_LIMIT,
        "who_rows": _who(shown or _masked(queries.applicant_of(application))),
        "masked": shown is None,
        "may_reveal": request.actor.holds(FOI_CLERK, organ) or request.actor.holds(FOI_HEAD, organ),
        "copy": queries.copy_of(application),
        "voices": queries.voices_of(application),
    }


def first_of(case: Case, act: str, done: Sequence[Done]) -> dict[str, str]:
    """表单里先写好的：of a reply proposed again what was proposed before, and what the copies withhold."""
    if case.procedure != REQUESTS.key or act not in {"propose_reply", "notify_fee"}:
        return {}
    if act == "notify_fee":
        counted = len(beside(case, act).get("counted", ()))
        return {"before": str(counted)} if counted else {}
    before = next((item.given for item in reversed(done) if item.act in {"propose_reply", "deliver_reply"}), {})
    if "kind" in before:
        return dict(before)
    withheld = copies.withheld_of(case)
    return {"kind": PART, "withheld": withheld} if withheld else {}


def _of_application(
    request: StaffRequest, case: Case, application: Application, shown: Applicant | None, split: Any
) -> dict[str, Any]:
    who = shown or _masked(queries.applicant_of(application))
    alike = queries.others_asking_alike(application)
    clerk = request.actor.holds(FOI_CLERK, case.organ.code)
    month = case.first_received_on or china_date(request.at)
    done = len(case.events.all())
    return {
        "application": application,
        "asked_rows": _asked(application),
        "who_rows": _who(who),
        "masked": shown is None,
        "may_reveal": clerk or request.actor.holds(FOI_HEAD, case.organ.code),
        "receipt_rule": receipt_rule(application.channel, application.arrived_on),
        "earlier": queries.earlier_by_same(request.actor, application),
        "similar": queries.similar(request.actor, application),
        "alike": alike if alike >= SEVERAL else 0,
        "many_rule": law.MANY_APPLICANTS.at(received_on=application.arrived_on),
        "in_month": queries.asked_in_month(application, month),
        "month": month,
        "parts": queries.parts_of(application),
        "copy": queries.copy_of(application),
        "publications": queries.publications_of(request.actor, case),
        "voices": queries.voices_of(application),
        "may_split": clerk and case.state == "in_hand" and done == 1 and not application.part,
        "split": split or SplitForm(initial={"seen": done}, auto_id="id_split_%s"),
    }


def beside(case: Case, act: str) -> dict[str, Any]:
    """表单旁的依据：of a fee notice, the applications the count begins after; what no article says. At most two SQL."""
    if case.procedure != REQUESTS.key or act not in {"notify_fee", "drop_consultation"}:
        return {}
    if act == "drop_consultation":
        return {"remark": UNREACHED}
    return {"counted": queries.counted_before(case) or ()}


def receipt_rule(channel: str, came: date) -> law.Citation:
    """收到之日的规则：of the way it came."""
    return RULES.get(channel, law.RECEIVED_ONLINE_OR_BY_FAX).at(received_on=came)


def _masked(who: Applicant) -> Applicant:
    kind = "id_number" if who.proof_kind == RESIDENT_ID else "travel_document"
    return replace(who, proof_number=mask(kind, who.proof_number))


def _who(who: Applicant) -> list[Row]:
    kind = applicant_kinds.get(who.kind)
    rows = [
        ("申请人", f"{who.name}（{kind.name if kind else who.kind}）"),
        (PROOFS.get(who.proof_kind, "身份证明"), who.proof_number),
        ("联系人", who.contact), ("电话", who.phone), ("电子邮箱", who.mail), ("通信地址", who.address),
    ]  # fmt: skip
    return [Row(name, value) for name, value in rows if value]


def _asked(application: Application) -> list[Row]:
    rows = [
        ("名称", application.title), ("文号", application.number), ("其他特征", application.features),
        ("本件办理的部分", application.part),
        ("提供形式", FORMS.get(application.form, application.form)),
        ("获取途径", WAYS.get(application.way, application.way)),
        ("来件渠道", CHANNELS.get(application.channel, "") + ("（代为填写）" if application.oral else "")),
        ("来件日期", day_in_chinese(application.arrived_on)),
    ]  # fmt: skip
    return [Row(name, value) for name, value in rows if value]
