"""A small world with accounts: one organ with a person in every post, a foreign one, and content that passes."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows import login
from django.test import Client

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.people.models import Person, Post
from gongkai.foundation.places.models import Place

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def an_organ(code: str, name: str, place: Place) -> Organ:
    organ = Organ.objects.create(uid=code.lower(), code=code, place=place, kind="department")
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=date(2016, 1, 1))
    return organ


def people_of(organ: Organ) -> SimpleNamespace:
    """A person in every post, in the tables and as actors."""
    found = {}
    for role, name in ROLES.items():
        uid = f"{role[:9]}{organ.code[-3:]}"
        person = Person.objects.create(uid=uid, username=uid, name=name)
        Post.objects.create(person=person, organ=organ, unit="办公室", role=role, since=date(2016, 1, 1))
        post = PostFact(organ.code, role, "办公室", organ.place.code)
        found[role] = Actor(uid=uid, name=name, posts=(post,), second_factor=True)
    return SimpleNamespace(**found)


@pytest.fixture(autouse=True)
def still(at: datetime) -> Iterator[None]:
    """The clock of the face stands at a Monday morning."""
    with frozen(at):
        yield


@pytest.fixture
def organ(db: None) -> Organ:
    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
    return an_organ("000014349", "东澜省民政厅", place)


@pytest.fixture
def foreign(db: None) -> Organ:
    place = Place.objects.create(code="98", name="西岭省", level=1, since=date(2016, 1, 1))
    return an_organ("002489401", "西岭省民政厅", place)


@pytest.fixture
def who(organ: Organ) -> SimpleNamespace:
    return people_of(organ)


@pytest.fixture
def foreigner(foreign: Organ) -> SimpleNamespace:
    return people_of(foreign)


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A client signed in as an actor, with a second factor unless told."""

    def run(actor: Actor, *, second_factor: bool = True) -> Client:
        client = Client()
        client.force_login(Person.objects.get(uid=actor.uid), backend=BACKEND)
        session = client.session
        methods = [{"method": "password", "at": time.time()}]
        if second_factor:
            methods.append({"method": "mfa", "at": time.time(), "type": "totp"})
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = methods
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
        session.save()
        return client

    return run


@pytest.fixture
def clerk(who: SimpleNamespace, sign_in: Callable[..., Client]) -> Client:
    """The drafter's client."""
    return sign_in(who.drafter)


@pytest.fixture
def content() -> Content:
    return Content(
        title="关于推进养老服务高质量发展的通知",
        document_number="东民发〔2026〕3号",
        issuer="东澜省民政厅",
        formed_on=date(2026, 2, 24),
        body="<h2>一、总体要求</h2>\n<p>坚持以人民为中心，健全养老服务体系。</p>",
        attribute="proactive",
        theme="17",
        genre="circular",
        art20="A20-11",
    )


@pytest.fixture
def drafted(organ: Organ, who: SimpleNamespace, content: Content, at: datetime) -> Edition:
    return ops.draft(organ=organ, kind="document", content=content, by=who.drafter, at=at)


@pytest.fixture
def normative(organ: Organ, who: SimpleNamespace, content: Content, at: datetime) -> Edition:
    return ops.draft(organ=organ, kind="normative", content=content, by=who.drafter, at=at)


@pytest.fixture
def review(who: SimpleNamespace, at: datetime) -> Callable[..., str]:
    """Submit a draft and pass every step; answers the record's uid."""

    def run(edition: Edition, *roles: str) -> str:
        uid = edition.record.uid
        submitted = ops.submit(record=uid, by=who.drafter, at=at)
        for role in roles or ("unit_head", "secrecy_reviewer", "signer"):
            ops.approve(record=uid, sha256=submitted.sha256, by=getattr(who, role), at=at)
        return uid

    return run


@pytest.fixture
def released(drafted: Edition, review: Callable[..., str], who: SimpleNamespace, at: datetime) -> str:
    uid = review(drafted)
    ops.release(record=uid, by=who.publisher, at=at)
    return uid


@pytest.fixture
def form_of() -> Callable[..., dict[str, str]]:
    """What the browser sends for an edition's form, with some fields changed."""

    def run(edition: Edition, **changed: str) -> dict[str, str]:
        names = [
            "title",
            "document_number",
            "issuer",
            "addressees",
            "summary",
            "body",
            "attribute",
            "ground",
            "ground_note",
            "theme",
            "genre",
            "art20",
            "public_note",
        ]
        sent = {name: getattr(edition, name) for name in names}
        for name in ("formed_on", "rereview_on", "effective_on", "expires_on"):
            value = getattr(edition, name)
            sent[name] = value.isoformat() if value else ""
        for prefix in ("relation", "identifier"):
            sent |= {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": "0"}
        return sent | {"lock_version": str(edition.lock_version), "do": "save"} | changed

    return run


@pytest.fixture
def later() -> datetime:
    return datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
