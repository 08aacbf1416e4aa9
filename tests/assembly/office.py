"""A small office for tests of the assembly: one organ, its people, papers taken to the public."""

from dataclasses import replace
from datetime import date, datetime

from gongkai.engines.publishing import intake
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place

SINCE = date(2016, 1, 1)
CONTENT = Content(
    title="关于推进养老服务的通知",
    issuer="东澜省民政厅",
    formed_on=date(2026, 2, 24),
    body="<p>坚持以人民为中心。</p>",
    attribute="proactive",
    theme="17",
    genre="circular",
    art20="A20-11",
)


class Office:
    """一个机关：`code` its organ's; every act at one instant."""

    def __init__(self, at: datetime) -> None:
        self.place = Place.objects.create(code="99", name="东澜省", level=1, since=SINCE)
        self.at, self.serial = at, 0
        self.organ = self.establish("990000033", "东澜省民政厅")

    def establish(self, code: str, name: str) -> Organ:
        """设立机关。"""
        organ = Organ.objects.create(uid=code, code=code, place=self.place, kind="department")
        OrganName.objects.create(organ=organ, name=name, short_name=name[3:], since=SINCE)
        return organ

    def successor(self) -> Organ:
        """承继机关。"""
        new = self.establish("002482816", "东澜省社会工作部")
        on = date(2026, 3, 1)
        OrganSuccession.objects.create(predecessor=self.organ, successor=new, on=on, basis="机构改革方案")
        Organ.objects.filter(pk=self.organ.pk).update(until=on)
        return new

    def who(self, role: str) -> Actor:
        """Somebody in this post."""
        post = PostFact(self.organ.code, role, "办公室", self.organ.place.code)
        return Actor(uid=role, name=ROLES[role], posts=(post,), second_factor=True)

    def draft(self, file: bytes = b"") -> str:
        """拟稿：with an attachment if one is given; answers the record."""
        self.serial += 1
        content = replace(CONTENT, document_number=f"东民发〔2026〕{self.serial}号")
        by = self.who("drafter")
        uid = ops.draft(organ=self.organ, kind="document", content=content, by=by, at=self.at).record.uid
        if file:
            original, public = intake.keep_attachment(content=file, name="a.txt", by=by, at=self.at)
            ops.attach(record=uid, title="附件", file_name="a.txt", original=original, public=public, by=by, at=self.at)
        return uid

    def release(self, file: bytes = b"") -> str:
        """发布：through every step."""
        uid = self.draft(file)
        digest = ops.submit(record=uid, by=self.who("drafter"), at=self.at).sha256
        for role in ("unit_head", "secrecy_reviewer", "signer"):
            ops.approve(record=uid, sha256=digest, by=self.who(role), at=self.at)
        ops.release(record=uid, by=self.who("publisher"), at=self.at)
        return uid
