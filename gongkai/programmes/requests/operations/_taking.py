"""Taking an application: from the applicant online, or by a clerk over the counter, by post or by fax."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.codes import digest_of, hash_of, new_code
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.requests import contents, rules
from gongkai.programmes.requests.choices import BY_CLERK, CHANNELS, ONLINE, RECEIVED_AS_IT_CAME
from gongkai.programmes.requests.contents import Applicant, Problem, Wanted
from gongkai.programmes.requests.copies import checked
from gongkai.programmes.requests.models import Application, ApplicationDraft
from gongkai.programmes.requests.operations._copies import hand_over, keep_with
from gongkai.programmes.requests.operations._writing import write
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.queries import HANDED_IN


@dataclass(frozen=True)
class Receipt:
    """回执：the number of the case, and the code to follow it by; the code is shown once and kept nowhere."""

    case: Case
    code: str

    @property
    def number(self) -> str:
        """申请编号。"""
        return self.case.number


@transaction.atomic
def apply(
    *, organ: Organ, applicant: Applicant, wanted: Wanted, language: str = "zh", by: Actor = SYSTEM, at: datetime
) -> Receipt:
    """提出申请：an applicant asks an organ online; the clock runs from the day both sides have confirmed it.

    依据：《政府信息公开条例》第二十九条、第三十一条第（三）项。

    :raises Invalid: with everything Article 29 asks for that is missing or unreadable, all at once.
    """
    asked = _checked(applicant, wanted)
    return _open(organ, *asked, channel=ONLINE, came=china_date(at), oral=False, language=language, by=by, at=at)


@transaction.atomic
def hand_in(
    *,
    draft: str,
    organ: Organ,
    applicant: Applicant,
    wanted: Wanted,
    language: str = "zh",
    by: Actor = SYSTEM,
    at: datetime,
) -> Receipt:
    """递交申请草稿：apply, and erase the draft in the same act, so that handing it in twice makes one application.

    :raises NotFound: when the draft was handed in already, or erased.
    :raises Invalid: as `apply`; the draft stays.
    """
    kept = ApplicationDraft.objects.select_for_update().filter(key_hash=digest_of(draft)).first()
    if kept is None:
        raise NotFound(HANDED_IN)
    receipt = apply(organ=organ, applicant=applicant, wanted=wanted, language=language, by=by, at=at)
    hand_over(draft, Application.objects.get(case=receipt.case))
    kept.delete()
    return receipt


@transaction.atomic
def enter_application(
    *,
    organ: Organ,
    channel: str,
    applicant: Applicant,
    wanted: Wanted,
    came: date,
    confirmed: date | None = None,
    oral: bool = False,
    language: str = "zh",
    proof: tuple[bytes, str] | None = None,
    by: Actor,
    at: datetime,
) -> Receipt:
    """登记申请：a clerk enters what came over the counter, by post or by fax; received once the rule fixes the day.

    `came` is the day it was handed in, signed for, or arrived; `confirmed` the day the applicant and the office
    confirmed it, which an ordinary letter and a fax need. `oral`: 代为填写, for who cannot write. `proof`: a scan of
    what proves who asks with its name, sealed as an applicant's own.
    依据：《政府信息公开条例》第二十九条第一款、第三十一条。

    :raises NotPermitted: unless by a clerk of the organ.
    :raises Invalid: with everything missing, all at once; for a day that cannot be; for a scan that is none.
    """
    scan = checked(*proof) if proof else None
    asked = _checked(applicant, wanted)
    _check_days(channel, came=came, confirmed=confirmed, today=china_date(at))
    receipt = _open(organ, *asked, channel=channel, came=came, oral=oral, language=language, by=by, at=at)
    if scan:
        keep_with(Application.objects.get(case=receipt.case), scan, at=at)
    received = rules.received_on(channel, submitted=came, signed=came, confirmed=confirmed)
    if received is None:
        return receipt
    act = "receive" if channel in RECEIVED_AS_IT_CAME else "confirm"
    case = casework.do(case=receipt.case.uid, act=act, given={"on": received.isoformat()}, seen=0, by=by, at=at)
    return Receipt(case, receipt.code)


def _checked(applicant: Applicant, wanted: Wanted) -> tuple[Applicant, Wanted]:
    who, what = contents.tidy_applicant(applicant), contents.tidy_wanted(wanted)
    refuse_all(
        (
            *contents.problems_with_wanted(what),
            *contents.problems_with_applicant(who),
            *contents.problems_between(who, what),
        )
    )
    return who, what


def refuse_all(problems: tuple[Problem, ...]) -> None:
    """Refuse with every problem at once, at the first field.

    :raises Invalid: when there is any.
    """
    if problems:
        raise Invalid("".join(sentence for _, sentence in problems), field=problems[0][0])


def _check_days(channel: str, *, came: date, confirmed: date | None, today: date) -> None:
    if channel not in BY_CLERK:
        raise Invalid(f"请选择申请的来源：{'、'.join(CHANNELS[key] for key in BY_CLERK)}。", field="channel")
    if came > today:
        raise Invalid("来件日期不能晚于今天。请核对。", field="came")
    if not rules.procedure_held(came):
        raise Invalid(rules.OF_BEFORE, field="came")
    if confirmed is not None and not came <= confirmed <= today:
        raise Invalid("与申请人确认的日期不能早于来件日期，也不能晚于今天。请核对。", field="confirmed")


def _open(
    organ: Organ,
    applicant: Applicant,
    wanted: Wanted,
    *,
    channel: str,
    came: date,
    oral: bool,
    language: str,
    by: Actor,
    at: datetime,
) -> Receipt:
    if not contents.is_language(language):
        raise Invalid("申请所用的语言是中文或者英文。", field="language")
    case = casework.enter(procedure=REQUESTS.key, organ=organ, title=wanted.heading, by=by, at=at)
    code = new_code()
    write(
        case=case,
        applicant=applicant,
        wanted=wanted,
        channel=channel,
        arrived_on=came,
        oral=oral,
        language=language,
        code_hash=hash_of(code),
        submitted_at=at,
    )
    return Receipt(case, code)
