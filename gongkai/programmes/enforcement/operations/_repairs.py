"""网上信用修复：asked for by the party, granted by an adjustment of the register, or refused by two."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.engines.registers import queries as registers
from gongkai.foundation import sealing
from gongkai.foundation.codes import hash_of, new_code
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.now import china_date
from gongkai.foundation.numbering.operations import take
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.enforcement import permission, queries, repairing
from gongkai.programmes.enforcement.after import PENALTIES
from gongkai.programmes.enforcement.models import PublicityChange, RepairApplication, RepairGround
from gongkai.programmes.enforcement.operations._changes import enter_change, propose_change
from gongkai.programmes.enforcement.operations._common import note
from gongkai.programmes.enforcement.repairing import LONGEST, Evidence, Progress


@dataclass(frozen=True)
class RepairReceipt:
    """回执：the number of the application and the code to follow it by, shown once."""

    repair: RepairApplication
    code: str


@transaction.atomic
def ask_for_repair(
    *,
    key: str,
    name: str,
    contact: str,
    text: str,
    promised: bool,
    evidence: tuple[bytes, str] | None = None,
    by: Actor = SYSTEM,
    at: datetime,
) -> RepairReceipt:
    """申请信用修复：the party of a published penalty asks that its publicity end; goes to the organ that decided it.

    依据：市场监管总局令第45号第十四条；国家发展改革委令第58号。

    :raises NotFound: for a penalty the public does not read today.
    :raises Invalid: while its publicity may not end yet, without a name, contact, text or promise, for an unfit file.
    """
    today = china_date(at)
    target = repairing.target_of(storable(key).strip(), today)
    if target.obstacle:
        raise Invalid(target.obstacle, field="key")
    wanted = {"name": (name, repairing.NO_NAME), "contact": (contact, repairing.NO_CONTACT)}
    wanted["text"] = (text, repairing.NO_TEXT)
    words = {field: _plain(value, field, missing) for field, (value, missing) in wanted.items()}
    if not promised:
        raise Invalid(repairing.NO_PROMISE, field="promised")
    file = repairing.checked(*evidence) if evidence else None
    organ, code = target.version.organ, new_code()
    made = RepairApplication.objects.create(
        uid=new_uid(),
        number=f"{organ.code}-XF{today.year}-{take(f'repair:{organ.code}:{today.year}'):04d}",
        organ=organ,
        key=target.version.key,
        title=target.version.title[:300],
        sealed=sealing.seal(json.dumps(words, ensure_ascii=False)),
        file=sealing.seal_bytes(file.content) if file else None,
        extension=file.extension if file else "",
        code_hash=hash_of(code),
        received_at=at,
    )
    _note("repair_asked", made, by=by, at=at, decision=made.key)
    emit("enforcement.repair_asked", key=made.uid, repair=made.uid, stage="asked")
    return RepairReceipt(made, code)


@transaction.atomic
def propose_repair(*, repair: str, reason: str, basis: str, by: Actor, at: datetime) -> RepairApplication:
    """同意修复：propose the adjustment that ends the penalty's publicity; its reviewers and signer decide it.

    Reason and basis are what the public reads.

    :raises NotFound: for an application this person may not see.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: when publicity may not end yet.
    :raises Conflict: when it is decided, or waits for a decision, or the penalty is shown no more.
    """
    found = _open(by, repair)
    change = found.change or enter_change(
        organ=found.organ,
        kind=PublicityChange.Kind.REPAIR,
        register=PENALTIES,
        key=found.key,
        arisen_on=china_date(found.received_at),
        reason=f"当事人网上申请，编号{found.number}。",
        by=by,
        at=at,
    )
    found.change = change
    found.save(update_fields=["change"])
    found.change = propose_change(change=change.uid, reason=reason, basis=basis, by=by, at=at)
    _note("repair_proposed", found, by=by, at=at, change=change.uid)
    return found


@transaction.atomic
def propose_refusal(*, repair: str, ground: str, answer: str, by: Actor, at: datetime) -> RepairApplication:
    """拟不予修复：say on which ground and why, in words its party will read; another decides.

    :raises NotFound: for an application this person may not see.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: without a ground or reason, or on a ground that does not hold.
    :raises Conflict: when it is decided, or waits for a decision.
    """
    found = _open(by, repair)
    if ground not in RepairGround.values:
        raise Invalid("请选择不予修复的情形。", field="ground")
    _insist_holds(found, ground, at)
    said = _plain(answer, "answer", "请写明不予修复的理由，申请人凭编号和查询码看到。")
    version = queries.standing(found.organ, PENALTIES, found.key)
    basis = repairing.basis_of(version.values) if version and ground != RepairGround.ENDED else None
    found.ground, found.answer, found.basis, found.returned = ground, said, str(basis or ""), ""
    found.proposed_by, found.proposed_by_name, found.proposed_at = by.uid, by.name, at
    found.save(update_fields=["ground", "answer", "basis", "returned", *_PROPOSED])
    _note("refusal_proposed", found, by=by, at=at, ground=ground)
    emit("enforcement.refusal_proposed", key=f"{found.uid}:{at.isoformat()}", repair=found.uid, stage=found.reading)
    return found


_PROPOSED = ("proposed_by", "proposed_by_name", "proposed_at")


def _insist_holds(found: RepairApplication, ground: str, at: datetime) -> None:
    """Two grounds are facts of the register: they are not left to whoever chooses them."""
    today = china_date(at)
    version = queries.standing(found.organ, PENALTIES, found.key)
    # Whoever keeps it now: a decision that moved to another organ is shown all the same.
    if ground == RepairGround.ENDED and registers.entry_on(PENALTIES, found.key, today, seen_on=today):
        raise Invalid("这项决定仍在公示中，不能以此为由不予修复。请选择其他情形。", field="ground")
    if ground == RepairGround.BARRED and not (version and repairing.why_barred(version.values, today)):
        raise Invalid("按规定现在可以停止这项决定的公示，不能以此为由不予修复。请选择其他情形。", field="ground")


@transaction.atomic
def confirm_refusal(*, repair: str, seen: str, by: Actor, at: datetime) -> RepairApplication:
    """决定不予修复：by another than who proposed it; from then on its party reads ground and answer.

    :param seen: the reading of the proposal as it was seen.
    :raises NotFound: for an application this person may not see.
    :raises NotPermitted: unless by a unit head or signer of the organ who did not propose it.
    :raises Conflict: when there is no such proposal, or another since.
    """
    found = _proposed(by, repair, seen)
    found.refused_by_name, found.refused_at = by.name, at
    found.save(update_fields=["refused_by_name", "refused_at"])
    if found.change_id is not None:
        change = PublicityChange.objects.select_for_update().get(pk=found.change_id)
        if queries.state_of([change])[change.uid] in queries.UNDER_WAY:
            raise Conflict("停止公示的名录调整正在办理或者已经批准，不能同时决定不予修复。请刷新页面。")
        change.refused_on, change.answer = china_date(at), found.answer
        change.save(update_fields=["refused_on", "answer"])
    _note("refusal_confirmed", found, by=by, at=at, ground=found.ground)
    return found


@transaction.atomic
def return_refusal(*, repair: str, seen: str, opinion: str, by: Actor, at: datetime) -> RepairApplication:
    """退回不予修复的意见：with what is to be looked into; the application waits again.

    :param seen: the reading of the proposal as it was seen.
    :raises NotFound: for an application this person may not see.
    :raises NotPermitted: unless by a unit head or signer of the organ who did not propose it.
    :raises Invalid: without an opinion.
    :raises Conflict: when there is no such proposal, or another since.
    """
    found = _proposed(by, repair, seen)
    found.returned = _plain(opinion, "returned", "请写明退回的意见。", field="opinion")
    drafter = found.proposed_by
    found.ground = found.answer = found.basis = found.proposed_by = found.proposed_by_name = ""
    found.proposed_at = None
    found.save(update_fields=["returned", "ground", "answer", "basis", *_PROPOSED])
    _note("refusal_returned", found, by=by, at=at, drafter=drafter)
    emit("enforcement.refusal_returned", key=f"{found.uid}:{at.isoformat()}", repair=found.uid, stage=at.isoformat())
    return found


@transaction.atomic
def open_evidence(*, repair: str, by: Actor, at: datetime) -> Evidence:
    """查看证明材料：open the file that came with an application; the journal keeps who looked.

    :raises NotFound: for an application this person may not see, or without a file.
    :raises NotPermitted: unless by who handles it.
    :raises Conflict: when no key opens it.
    """
    found = repairing.of_uid(by, repair)
    insist(permission.may_read_words(by, found))
    if found.file is None:
        raise NotFound
    opened = Evidence(sealing.unseal_bytes(bytes(found.file)), found.extension)
    _note("evidence_opened", found, by=by, at=at)
    return opened


def _open(by: Actor, uid: str) -> RepairApplication:
    found = _locked(by, uid)
    insist(permission.may_enter(by, found.organ))
    match repairing.progress_of([found])[found.uid]:
        case Progress.DECIDING:
            raise Conflict("这件申请已经提出意见，等待决定。需要改变意见的，请决定的人先退回。")
        case Progress.GRANTED | Progress.REFUSED:
            raise Conflict("这件申请已经办结。")
    return found


def _proposed(by: Actor, uid: str, seen: str) -> RepairApplication:
    found = _locked(by, uid)
    if found.refused_at is not None or found.proposed_at is None:
        raise Conflict("这件申请没有等待决定的不予修复意见，请刷新页面。")
    insist(permission.may_decide(by, found))
    if found.reading != seen:
        raise Conflict("不予修复的意见刚刚改过，请重新看过再决定。")
    return found


def _locked(by: Actor, uid: str) -> RepairApplication:
    found = permission.repairs_of(by).filter(uid=uid).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    return found


def _plain(text: str, name: str, missing: str, *, field: str = "") -> str:
    said = storable(text).strip()
    if not said:
        raise Invalid(missing, field=field or name)
    if len(said) > LONGEST[name]:
        raise Invalid(f"请不要超过{LONGEST[name]}个字。", field=field or name)
    return said


def _note(act: str, found: RepairApplication, *, by: Actor, at: datetime, **facts: str | int) -> None:
    """记入日志：never who asks, nor what was written."""
    note(act, f"enforcement-repair:{found.uid}", found.organ, by=by, at=at, **facts)
