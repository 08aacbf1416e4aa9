"""Splitting an application of several matters into one case each."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests.contents import Wanted, tidy_wanted
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.operations._writing import write
from gongkai.programmes.requests.permission import case_seen
from gongkai.programmes.requests.queries import applicant_of

LONGEST = 1000
MOST = 50


@transaction.atomic
def split(*, case: str, parts: Sequence[str], seen: int, by: Actor, at: datetime) -> tuple[Case, ...]:
    """拆分申请：one matter a case; the first part stays here, each other becomes a case received on the same day.

    What the applicant wrote stays with every one of them; the code that follows the first follows all.
    依据：《政府信息公开信息处理费管理办法》（一事一申请，最小合理单位）。

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by a clerk of the organ, while nothing but the receipt was done.
    :raises Invalid: without at least two parts, each said in words.
    """
    seen_case = case_seen(by, case)
    found = Application.objects.select_for_update(of=("self",)).filter(case=seen_case).first()
    if found is None:
        raise NotFound
    # After the application, as an applicant's acts lock them: in the other order the two would wait for each other.
    whole = Case.objects.select_for_update(of=("self",)).select_related("organ__place").get(pk=seen_case.pk)
    texts = _texts(parts)
    if not by.holds("foi_clerk", whole.organ.code):
        raise NotPermitted("拆分申请由本机关依申请公开经办人办理，您没有这个岗位。")
    done = list(whole.events.all())
    if whole.state != "in_hand" or len(done) != 1 or seen != 1 or found.part or found.split_from_id:
        raise NotPermitted("只有刚收到、还没有办理其他事项、也没有拆分过的申请可以拆分。")
    made = tuple(_part_of(found, whole, text, act=done[0].act, by=by, at=at) for text in texts[1:])
    Application.objects.filter(pk=found.pk).update(part=texts[0])
    journal.record(
        act="requests.split",
        by=by.uid,
        at=at,
        organ=whole.organ.code,
        subject=f"case:{whole.uid}",
        facts={"into": [new.uid for new in made]},
    )
    return (whole, *made)


def _texts(parts: Sequence[str]) -> list[str]:
    texts = [text for text in (tidy_wanted(Wanted(features=part)).features for part in parts) if text]
    if not 2 <= len(texts) <= MOST:
        raise Invalid(f"请写明拆成哪几件，每件一行，至少两件，至多{MOST}件。", field="parts")
    if any(len(text) > LONGEST for text in texts):
        raise Invalid(f"每件不超过{LONGEST}个字。请概括。", field="parts")
    return texts


def _part_of(found: Application, whole: Case, text: str, *, act: str, by: Actor, at: datetime) -> Case:
    case = casework.enter(
        procedure=whole.procedure, organ=whole.organ, title=text.split("\n", maxsplit=1)[0][:120], by=by, at=at
    )
    wanted = Wanted(found.title, found.number, found.features, found.form, found.way)
    write(
        case=case,
        applicant=applicant_of(found),
        wanted=wanted,
        channel=found.channel,
        arrived_on=found.arrived_on,
        oral=found.oral,
        language=found.language,
        code_hash=found.code_hash,
        submitted_at=found.submitted_at,
        split_from=found,
        part=text,
    )
    given = {"on": whole.received_on.isoformat() if whole.received_on else ""}
    return casework.do(case=case.uid, act=act, given=given, seen=0, by=by, at=at)
