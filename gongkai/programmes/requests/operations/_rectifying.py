"""Taking a claim that a record about oneself be put right: online, or entered by a clerk; 条例第四十一条."""

import json
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.foundation import sealing
from gongkai.foundation.codes import hash_of, new_code
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.requests import contents, rectifying
from gongkai.programmes.requests.choices import BY_CLERK, CHANNELS, ONLINE, WAYS
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.copies import Copy, checked
from gongkai.programmes.requests.models import RecordClaim
from gongkai.programmes.requests.operations._copies import keep_with
from gongkai.programmes.requests.operations._revealing import insist_may_reveal, note_revealed
from gongkai.programmes.requests.operations._taking import Receipt, refuse_all
from gongkai.programmes.requests.operations._writing import write
from gongkai.programmes.requests.rectifications import RECTIFICATIONS
from gongkai.programmes.requests.rectifying import Claim

File = tuple[bytes, str]
"""文件：its bytes and its name."""


@transaction.atomic
def ask_to_rectify(
    *,
    organ: Organ,
    applicant: Applicant,
    claim: Claim,
    way: str = "online",
    evidence: File | None = None,
    proof: File | None = None,
    language: str = "zh",
    by: Actor = SYSTEM,
    at: datetime,
) -> Receipt:
    """要求更正：somebody asks online that a record about himself be put right; received the day it is handed in.

    依据：《政府信息公开条例》第四十一条。

    :raises Invalid: with everything missing, all at once; for a file that is neither a picture nor a PDF.
    """
    return _open(
        organ, applicant, claim, way=way, channel=ONLINE, came=china_date(at), files=(evidence, proof),
        language=language, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def enter_rectification(
    *,
    organ: Organ,
    channel: str,
    applicant: Applicant,
    claim: Claim,
    came: date,
    way: str = "pick_up",
    evidence: File | None = None,
    proof: File | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """登记更正申请：a clerk enters what came over the counter, by post or by fax; received the day it came.

    :raises NotPermitted: unless by a clerk of the organ.
    :raises Invalid: with everything missing, all at once; for a day that cannot be.
    """
    if channel not in BY_CLERK:
        raise Invalid(f"请选择申请的来源：{'、'.join(CHANNELS[key] for key in BY_CLERK)}。", field="channel")
    if came > china_date(at):
        raise Invalid("来件日期不能晚于今天。请核对。", field="came")
    return _open(
        organ, applicant, claim, way=way, channel=channel, came=came, files=(evidence, proof), language="zh", by=by,
        at=at,
    )  # fmt: skip


@transaction.atomic
def reveal_evidence(*, case: str, by: Actor, at: datetime) -> Copy:
    """查看证据材料：open the file that is to prove a record wrong, for who has to examine it; the journal keeps who.

    :raises NotFound: for a case this person may not see, and where no file was brought.
    :raises NotPermitted: unless by a clerk or the head of the organ's FOI office.
    :raises Conflict: when no key opens it.
    """
    found = insist_may_reveal(case, by)
    kept = RecordClaim.objects.filter(application=found).exclude(file=None).first()
    if kept is None or kept.file is None:
        raise NotFound
    opened = Copy(sealing.unseal_bytes(bytes(kept.file)), kept.extension)
    note_revealed(found, by=by, at=at, evidence=True)
    return opened


def _open(
    organ: Organ,
    applicant: Applicant,
    claim: Claim,
    *,
    way: str,
    channel: str,
    came: date,
    files: tuple[File | None, File | None],
    language: str,
    by: Actor,
    at: datetime,
) -> Receipt:
    who, what = contents.tidy_applicant(applicant), rectifying.tidy(claim)
    evidence, proof = files
    kept = _read(evidence, "evidence_file"), _read(proof, "proof_copy")
    refuse_all((*rectifying.problems(what), *rectifying.problems_with(who), *_way(who, way)))
    if not contents.is_language(language):
        raise Invalid("申请所用的语言是中文或者英文。", field="language")
    if not rectifying.held(came):
        raise Invalid("要求更正的规定自2019年5月15日起施行，此前来件的不能按本程序登记。请核对来件日期。", field="came")
    case = casework.enter(procedure=RECTIFICATIONS.key, organ=organ, title=what.heading, by=by, at=at)
    code = new_code()
    made = write(
        case=case,
        applicant=who,
        wanted=Wanted(title=what.record, form="", way=way),
        channel=channel,
        arrived_on=came,
        language=language,
        code_hash=hash_of(code),
        submitted_at=at,
    )
    said = {key: text for key, text in asdict(what).items() if key != "record"}
    RecordClaim.objects.create(
        application=made,
        sealed=sealing.seal(json.dumps(said, ensure_ascii=False)),
        file=sealing.seal_bytes(kept[0].content) if kept[0] else None,
        extension=kept[0].extension if kept[0] else "",
        size=len(kept[0].content) if kept[0] else 0,
    )
    if kept[1]:
        keep_with(made, kept[1], at=at)
    given = {"on": came.isoformat()}
    return Receipt(casework.do(case=case.uid, act="receive", given=given, seen=0, by=by, at=at), code)


def _read(file: File | None, field: str) -> Copy | None:
    if file is None:
        return None
    try:
        return checked(*file)
    except Invalid as refusal:
        sentence = refusal.sentence
        if field == "evidence_file":
            sentence = rectifying.EVIDENCE.get(sentence, sentence)
        raise Invalid(sentence, field=field, code=refusal.code) from refusal


def _way(who: Applicant, way: str) -> tuple[contents.Problem, ...]:
    if way not in WAYS:
        return (("way", "请选择告知您结果的途径。"),)
    return contents.problems_between(who, Wanted(form="", way=way))
