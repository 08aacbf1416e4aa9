"""The world of the matrix: two organs with people in every post, and a record in every state, made by operations."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import intake, queries
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers import queries as listed
from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.mourning import operations as mourning
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people import operations as people
from gongkai.foundation.people import queries as known
from gongkai.foundation.people.actors import ROLES, SYSTEM, Actor
from gongkai.foundation.people.models import Person
from gongkai.foundation.places.models import Place
from gongkai.programmes.enforcement import operations as enforcement
from gongkai.programmes.reports import operations as reports
from gongkai.programmes.requests import operations as requests
from gongkai.programmes.requests.contents import Applicant, Wanted

from .matters import concerned, consulted, deciding, petitioned, told

AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
SINCE = date(2020, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MISSING = {
    "uid": "2222222222",
    "case": "2222222222",
    "emergency": "2222222222",
    "run": "2222222222",
    "mourning": "999999",
    "token": "999999",
    "notice": "999999",
    "petition": "2222222222",
    "consultation": "2222222222",
    "decision": "2222222222",
    "message": "2222222222",
    "topic": "2222222222",
    "feed": "999999",
}

OWN = tuple(f"own.{role}" for role in ROLES)
# Elsewhere one post stands for those of the hotline and of public concern: a column costs a question an address.
ALIKE = ("hotline_clerk", "hotline_officer", "handler_head", "concern_officer")
FOREIGN = tuple(f"foreign.{role}" for role in ROLES if role not in ALIKE)
COLUMNS = ("anonymous", *OWN, *FOREIGN, "superior", "unverified", "inactive")


@dataclass
class Somebody:
    """A column of the matrix: how this person comes in, by browser and by program."""

    person: Person | None = None
    actor: Actor | None = None
    session: str = ""
    token: str = ""

    @property
    def cookies(self) -> dict[str, str]:
        return {"sessionid": self.session} if self.session else {}

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


@dataclass
class World:
    """Everybody by column, records by state, and what else an address may name."""

    organ: Organ
    foreign: Organ
    people: dict[str, Somebody] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    missing: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def by(self, role: str) -> Actor:
        actor = self.people[f"own.{role}"].actor
        assert actor is not None
        return actor


def build() -> World:
    """Make it all; inside a transaction that the caller undoes."""
    places = {}
    for code, name in (("99", "东澜省"), ("9901", "东澜市"), ("98", "西岭省")):
        places[code] = Place.objects.create(code=code, name=name, level=len(code) // 2, since=SINCE)
    province = _organ("000014349", "东澜省人民政府办公厅", places["99"])
    world = World(
        organ=_organ("002489401", "东澜市人民政府办公室", places["9901"]),
        foreign=_organ("002482816", "西岭省人民政府办公厅", places["98"]),
    )
    world.people["anonymous"] = Somebody()
    for role in ROLES:
        world.people[f"own.{role}"] = _somebody(f"own-{role}", world.organ, role)
    for column in FOREIGN:
        role = column.partition(".")[2]
        world.people[column] = _somebody(f"foreign-{role}", world.foreign, role)
    world.people["superior"] = _somebody("superior", province, "openness_officer")
    world.people["unverified"] = _unverified(world.organ)
    world.people["inactive"] = _somebody("inactive", world.organ, "drafter")
    gone = world.people["inactive"].person
    assert gone is not None
    people.deactivate(person=gone, by=SYSTEM, at=AT)
    _records(world)
    _cases(world)
    _apply(world)
    _things(world)
    work_off()
    return world


def _organ(code: str, name: str, place: Place) -> Organ:
    organ = Organ.objects.create(uid=f"o{code}", code=code, place=place, kind="office")
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=SINCE)
    return organ


def _person(username: str, name: str) -> Person:
    return people.enrol(
        username=username,
        name=name,
        password="long enough to pass",
        organ=None,
        by=SYSTEM,
        at=AT,
        email="a@example.org",
    )


def _somebody(username: str, organ: Organ, role: str) -> Somebody:
    person = _person(username, ROLES[role])
    people.appoint(person=person, organ=organ, role=role, since=SINCE, by=SYSTEM, at=AT)
    return _entered(person, second_factor=True)


def _unverified(organ: Organ) -> Somebody:
    """Somebody in every reviewing post who came in with a password only; the token is from before the promotion."""
    person = _person("unverified", "未二次验证")
    somebody = _entered(person, second_factor=False)
    for role in ("unit_head", "secrecy_reviewer", "legality_reviewer", "signer", "publisher"):
        people.appoint(person=person, organ=organ, role=role, since=SINCE, by=SYSTEM, at=AT)
    return somebody


def _entered(person: Person, *, second_factor: bool) -> Somebody:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, person, backend=BACKEND)
    record_authentication(request, person, "password")
    if second_factor:
        record_authentication(request, person, "mfa", type="totp")
    request.session.save()
    actor = known.actor(person.pk, AT, second_factor)
    token = people.issue_token(person=person, name="矩阵", until=AT.date() + timedelta(days=30), by=actor, at=AT)[1]
    return Somebody(person, actor, str(request.session.session_key), token)


def _content(n: int) -> Content:
    return Content(
        title=f"关于推进养老服务的通知（{n}）",
        document_number=f"东政办发〔2026〕{n}号",
        issuer="东澜市人民政府办公室",
        formed_on=date(2026, 2, 24),
        body="<p>坚持以人民为中心，健全养老服务体系。</p>",
        attribute="proactive",
        theme="01",
        genre="notice",
        art20="A20-11",
    )


def _records(world: World) -> None:
    """One record a state, named as in the matrix."""
    until: dict[str, tuple[str, ...]] = {
        "draft": (),
        "discarded": ("discard",),
        "submitted": ("submit",),
        "checked": ("submit", "unit_head"),
        "secrecy_reviewed": ("submit", "unit_head", "secrecy_reviewer"),
        "approved": ("approve",),
        "scheduled": ("approve", "schedule"),
        "released": ("approve", "release"),
        "corrected": ("approve", "release", "revise", "explain", "approve", "release"),
        "revising": ("approve", "release", "revise"),
        "withdrawn": ("approve", "release", "published_in_error"),
        "consolidated": ("approve", "release", "consolidated"),
        "repealed": ("approve", "release", "repealed"),
        "unsuitable": ("approve", "release", "unsuitable"),
        "for_filing": ("approve",),
        "filed": ("approve", "file"),
        "legality": ("submit", "unit_head", "secrecy_reviewer"),
        "normative": ("approve",),
        "urgent": ("submit",),
        "urgently": ("submit", "release_urgently"),
    }
    event = ops.open_emergency(organ=world.organ, name="东澜江洪水", began_at=AT, by=world.by("drafter"), at=AT)
    world.things["emergency"] = event.uid
    for n, (name, acts) in enumerate(until.items(), start=1):
        content = _content(n)
        if name in {"for_filing", "filed"}:
            content = replace(content, attribute="on_request")
        if name.startswith("urgent"):
            content = replace(content, art20="A20-12")
        kind = "normative" if name in {"normative", "legality"} else "document"
        world.records[name] = _draft(world, content, kind)
        for act in acts:
            _do(world, world.records[name], act)


def _draft(world: World, content: Content, kind: str) -> str:
    clerk, plain = world.by("drafter"), {"by": world.by("drafter"), "at": AT}
    taken = intake.read_upload(content="关于养老的通知\n正文。\n".encode(), name="来稿.txt", **plain)
    edition = ops.draft(
        organ=world.organ, kind=kind, content=content, original=taken.original, original_name="来稿.txt", **plain
    )
    original, public = intake.keep_attachment(content="序号,名称\n1,甲\n".encode(), name="清单.csv", by=clerk, at=AT)
    ops.attach(record=edition.record.uid, title="清单", file_name="清单.csv", original=original, public=public, **plain)
    return edition.record.uid


def _do(world: World, uid: str, act: str) -> None:
    said: dict[str, Any] = {"record": uid, "at": AT}
    if act in {"submit", "discard", "revise"}:
        getattr(ops, act)(by=world.by("drafter"), **said)
    elif act in {"release", "file"}:
        getattr(ops, act)(by=world.by("publisher"), **said)
    elif act == "schedule":
        ops.schedule(release_at=AT + timedelta(days=3), by=world.by("publisher"), **said)
    elif act == "explain":
        edition = newest(uid)
        content = replace(queries.content_of(edition), public_note="更正一处错字。")
        ops.save(content=content, lock_version=edition.lock_version, by=world.by("drafter"), **said)
    elif act == "release_urgently":
        event = world.things["emergency"]
        ops.release_urgently(sha256=newest(uid).sha256, emergency=event, reason="险情。", by=world.by("signer"), **said)
    elif act == "approve":
        _do(world, uid, "submit")
        for step in kind_of(newest(uid).kind).steps:
            _do(world, uid, step.role)
    elif act in ROLES:
        ops.approve(sha256=newest(uid).sha256, by=world.by(act), **said)
    else:
        successor = world.records["released"] if act == "consolidated" else ""
        ops.withdraw(reason=act, note="见说明。", successor=successor, by=world.by("publisher"), **said)


def newest(uid: str) -> Edition:
    """The newest edition of a record, whoever asks."""
    edition = Edition.objects.filter(record__uid=uid).order_by("-number").first()
    assert edition is not None
    return edition


# An application in every state, and what was done in it: act, as whom, what was given.
CASES: dict[str, tuple[tuple[str, str, dict[str, str]], ...]] = {
    "unconfirmed": (),
    "in_hand": (("confirm", "foi_clerk", {}),),
    "written_to": (("in_hand", "", {}), ("consult_third_party", "foi_clerk", {"whom": "某公司"})),
    "objected": (
        ("written_to", "", {}),
        ("enter_opinion", "foi_clerk", {"letter": "2", "stance": "object", "opinion": "不同意"}),
    ),
    "conferring": (
        ("in_hand", "", {}),
        ("confer", "foi_clerk", {"subject": "能否公开", "participants": "法规处"}),
        ("supervise", "superior", {"text": "请抓紧办理。", "answer_by": "2026-03-16"}),
    ),
    "correcting": (("in_hand", "", {}), ("ask_to_correct", "foi_clerk", {"items": "文号", "until_on": "2026-03-16"})),
    "explaining": (
        ("in_hand", "", {}),
        ("ask_reasons", "foi_clerk", {"reason": "数量明显超过合理范围", "until_on": "2026-03-16"}),
    ),
    "reasoned": (("explaining", "", {}), ("enter_reasons", "foi_clerk", {"text": "研究需要"})),
    "paying": (
        ("in_hand", "", {}),
        ("notify_fee", "foi_clerk", {"basis": "page", "count": "40", "pay_by": "银行转账"}),
    ),
    "in_review": (("in_hand", "", {}), ("propose_reply", "foi_clerk", {"kind": "R-OPEN", "text": "予以公开。"})),
    "in_secrecy": (("in_review", "", {}), ("approve_legality", "legality_reviewer", {})),
    "approved": (("in_secrecy", "", {}), ("approve_secrecy", "secrecy_reviewer", {})),
    "signed": (("approved", "", {}), ("sign_reply", "signer", {})),
    "replied": (("signed", "", {}), ("deliver_reply", "foi_clerk", {"way": "post"})),
}


def _cases(world: World) -> None:
    for name in CASES:
        clerk = world.by("foi_clerk")
        case = casework.enter(procedure="requests", organ=world.organ, title="某村征地补偿方案", by=clerk, at=AT)
        world.cases[name] = case.number
        for seen, (act, role, given) in enumerate(_walk(name)):
            doer = world.people["superior"].actor if role == "superior" else world.by(role)
            assert doer is not None
            said = {"on": AT.date().isoformat(), **given}
            casework.do(case=case.uid, act=act, given=said, seen=seen, by=doer, at=AT)


def _apply(world: World) -> None:
    """One with an application."""
    who = Applicant("person", "周问渠", "passport", "E12345678", phone="13800138000")
    organ, clerk = world.organ, world.by("foi_clerk")
    receipt = requests.enter_application(
        organ=organ, channel="counter", applicant=who, wanted=Wanted(title="防洪堤征地方案"), came=AT.date(), by=clerk,
        at=AT,
    )  # fmt: skip
    world.cases["applied"] = receipt.number
    world.cases["attached"] = world.cases["conferring"]
    case = Case.objects.get(number=world.cases["attached"])
    copy = requests.attach_copy(case=case.uid, content="单价一百元".encode(), name="合同.txt", by=clerk, at=AT)
    world.things["copy"] = world.things["copy_uid"] = copy.uid


def _walk(name: str) -> list[tuple[str, str, dict[str, str]]]:
    """The acts up to a state, those of the state it builds on first."""
    found = []
    for act, role, given in CASES[name]:
        found += [(act, role, given)] if role else _walk(act)
    return found


def _reported(world: World) -> str:
    """An annual report begun, and a review in the register."""
    clerk = world.by("foi_clerk")
    reports.begin(organ=world.organ, year=2025, by=clerk, at=AT)
    reports.compute(organ=world.organ.code, year=2025, by=clerk, at=AT)
    filed = date(2026, 2, 3)
    row = reports.register_challenge(
        organ=world.organ, route="review", authority="东澜省人民政府", number="1", filed_on=filed, by=clerk, at=AT
    )
    return row.uid


def _things(world: World) -> None:
    """What belongs to one person: a token and a notice of the drafter's."""
    drafter = world.people["own.drafter"].person
    assert drafter is not None
    about = f"record:{world.records['draft']}"
    notices.post(to=drafter.uid, subject="请修改", body="请修改。", about=about, key="matrix", at=AT)
    run = ops.propose_bulk(
        act="withdraw", reason="published_in_error", note="清理。", organ=world.organ, by=world.by("publisher"), at=AT,
        lines=[(world.records["released"], "")],
    )  # fmt: skip
    world.things["challenge"] = _reported(world)
    world.things["adjustment"] = _adjusted(world)
    case = enforcement.file_case(
        organ=world.organ, number="1", name="某案", filed_on=AT.date(), by=world.by("drafter"), at=AT
    )
    world.things["filed"] = case.uid
    officer = world.people["superior"].actor
    assert officer is not None
    span = mourning.declare(from_on=date(2026, 5, 1), until_on=date(2026, 5, 2), notice="公告", by=officer, at=AT)
    world.things |= {
        "run": run.uid,
        "mourning": str(span.pk),
        "token": str(known.tokens(drafter)[0].pk),
        "notice": str(Notice.objects.get(key="matrix").pk),
        "organ": world.organ.code,
        "petition": petitioned(world),
        "consultation": consulted(world),
        "decision": deciding(world),
        "message": told(world),
        **concerned(world),
    }


def _adjusted(world: World) -> str:
    """A change to a register, proposed."""
    values = {"name": "甲", "kind": "01", "level": ["2"], "organ": world.organ.code, "basis": "乙"}
    made = registers.propose(
        register="powers",
        organ=world.organ,
        since=AT.date(),
        reason="甲",
        basis="乙",
        wanted=[listed.Wanted("add", "A-1", values)],
        by=world.by("drafter"),
        at=AT,
    )
    return made.uid
