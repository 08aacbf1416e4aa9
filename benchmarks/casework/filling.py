"""Filling the tables: what years of applications would have left: the case, its acts, its application."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Max

from gongkai import law
from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.law import codes
from gongkai.programmes.reports.models import Challenge
from gongkai.programmes.requests.models import Application

FIRST, TODAY = date(2021, 1, 4), date(2025, 12, 15)
BATCH = 2000
STILL_OPEN = timedelta(days=40)
ENDED = (
    ("confirm", 0), ("propose_reply", 9), ("approve_legality", 11), ("approve_secrecy", 11), ("sign_reply", 12),
    ("deliver_reply", 14),
)  # fmt: skip


def fill(organs: Sequence[Organ], size: int, said: Callable[[int], None]) -> None:
    """As many cases as are missing up to `size`; the same every time."""
    start = Case.objects.count()
    pk = Case.objects.aggregate(last=Max("pk"))["last"] or 0
    kinds = [kind.code for kind in codes.applicant_kinds]
    results = [kind.code for kind in codes.reply_kinds]
    span = (TODAY - FIRST).days
    for at in range(start, size, BATCH):
        cases, events, applications, challenges = [], [], [], []
        for number in range(at, min(at + BATCH, size)):
            pk += 1
            chance = random.Random(number)
            organ = organs[0 if number % 20 == 0 else number * 7919 % len(organs)]
            received = FIRST + timedelta(days=number * 977 % span)
            case = _case(pk, number, organ, received, chance.choice(results))
            cases.append(case)
            events += _events(case)
            applications.append(_application(case, number, kinds[0 if chance.random() < 0.7 else chance.randrange(6)]))
            if number % 50 == 0 and case.ended_on:
                challenges.append(_challenge(case, number))
        Case.objects.bulk_create(cases)
        CaseEvent.objects.bulk_create(events)
        Application.objects.bulk_create(applications)
        Challenge.objects.bulk_create(challenges)
        said(min(at + BATCH, size))


def _case(pk: int, number: int, organ: Organ, received: date, result: str) -> Case:
    """Every fiftieth of the last months is overdue; what is older has ended."""
    open_ = TODAY - received < STILL_OPEN or number % 5000 == 7
    due = law.count_working_days(received, law.REPLY_LIMIT.at(received_on=received).value).due_on
    return Case(
        pk=pk,
        uid=f"c{number:09d}",
        number=f"{organ.code}-requests-{received.year}-{number:07d}",
        procedure="requests",
        organ=organ,
        state="in_hand" if open_ else "replied",
        title=f"第{number}件：某村征地补偿安置方案和补偿标准",
        opened_at=_at(received),
        received_on=received,
        first_received_on=received,
        due_on=due,
        open=open_,
        ended_on=None if open_ else received + timedelta(days=14),
        ended_due_on=None if open_ else due,
        result="" if open_ else result,
    )


def _events(case: Case) -> list[CaseEvent]:
    received = case.first_received_on
    assert received is not None
    acts = ENDED[:1] if case.open else ENDED
    return [
        CaseEvent(
            case=case,
            number=place,
            act=act,
            on=received + timedelta(days=days),
            at=_at(received + timedelta(days=days)),
            by="clerk",
            given={"kind": case.result, "text": "见答复书。"} if act == "propose_reply" else {},
        )
        for place, (act, days) in enumerate(acts, start=1)
    ]


def _application(case: Case, number: int, kind: str) -> Application:
    assert case.first_received_on is not None
    return Application(
        case=case,
        channel="online",
        kind=kind,
        name="某人",
        proof_kind="resident_id",
        sealed="x" * 200,
        person=f"p{number % 40000}",
        features="某村征地补偿安置方案和补偿标准",
        form="electronic",
        way="online",
        submitted_at=_at(case.first_received_on),
        arrived_on=case.first_received_on,
        alike=f"a{number % 90000}",
    )


def _challenge(case: Case, number: int) -> Challenge:
    assert case.ended_on is not None
    decided = case.ended_on + timedelta(days=90)
    outcome = ("upheld", "corrected", "other")[number // 50 % 3] if decided <= TODAY else ""
    return Challenge(
        uid=f"h{number:09d}",
        organ=case.organ,
        route=("review", "direct", "after")[number // 150 % 3],
        case=case.uid,
        authority="东澜省人民政府",
        number=f"东政复{number}号",
        filed_on=case.ended_on + timedelta(days=30),
        outcome=outcome,
        decided_on=decided if outcome else None,
        saved_by_name="某人",
        saved_at=_at(case.ended_on),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=CHINA)
