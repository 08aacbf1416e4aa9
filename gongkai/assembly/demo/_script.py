"""演示剧本：the acts on one record, each by whoever holds the post."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from gongkai.assembly.demo import _texts as texts
from gongkai.assembly.demo._dates import ahead, resolve
from gongkai.assembly.demo._world import World
from gongkai.engines.publishing import intake, queries
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.content import Content, Identifier, Relation
from gongkai.engines.publishing.kinds import kind_of
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.review.rules import Step
from gongkai.programmes.policies import operations as policies

CHOSEN = ("attribute", "theme", "genre", "art20", "summary", "addressees", "ground", "ground_note", "listed_under")
DATED = ("effective_on", "expires_on", "rereview_on")
REMARKS = {
    "unit_head": "已核稿，内容准确，同意送审。",
    "secrecy": "经审查，不含国家秘密、工作秘密，未发现不宜公开的个人信息和商业秘密。",
    "legality": "制定主体、程序和内容合法，同意。",
    "sign_off": "同意。",
}


@dataclass
class Script:
    """剧本：one record of the demo; each method is an act at an instant."""

    world: World
    about: dict[str, Any]
    formed: date
    sha256: str = ""

    @property
    def uid(self) -> str:
        """The record's public uid, once it is drafted."""
        return self.world.records[self.about["id"]]

    def by(self, role: str) -> Actor:
        """Who holds a post in the record's organ."""
        return self.world.actor(self.about["organ"], role)

    def steps_before(self, code: str) -> list[Step]:
        """The review steps before the one named; all of them when none is."""
        steps = kind_of(self.about["kind"]).steps
        codes = [step.code for step in steps]
        return list(steps[: codes.index(code)] if code else steps)

    def draft(self, at: datetime) -> None:
        """拟稿：the clerk brings a file, corrects what was recognised, classifies, attaches."""
        organ, clerk = self.world.organs[self.about["organ"]], self.by("drafter")
        words = self._words()
        text, content, extension = self._paper(words)
        title = texts.filled(self.about["title"], words)
        taken = intake.read_upload(content=content, name=f"{title[:60]}.{extension}", by=clerk, at=at)
        edition = publishing.draft(
            organ=organ,
            kind=self.about["kind"],
            content=self._classified(taken.content, title, text, words),
            original=taken.original,
            original_name=taken.name,
            by=clerk,
            at=at,
        )
        self.world.records[self.about["id"]] = edition.record.uid
        for attachment in self.about.get("attachments", ()):
            self._attach(attachment, clerk, at)

    def _paper(self, words: dict[str, str]) -> tuple[str, bytes, str]:
        """The text where we hold it, the clerk's file, and its extension."""
        if self.about["text"].endswith(".pdf"):
            return "", texts.scanned(self.about["text"]), "pdf"
        text = texts.filled(texts.text_of(self.about["text"]), words)
        return text, *texts.original(text)

    def _words(self) -> dict[str, str]:
        about = self.world.about[self.about["organ"]]
        words = {"organ": organs.name_on(self.world.organs[self.about["organ"]], self.formed)}
        words |= {"functions": about["functions"], **about["profile"]}
        words |= {"formed": texts.chinese_day(self.formed), "year": str(self.formed.year)}
        if self.about.get("effective_on"):
            words["effective"] = texts.chinese_day(resolve(self.about["effective_on"], self.world.today))
        return words

    def _classified(self, taken: Content, title: str, text: str, words: dict[str, str]) -> Content:
        about, today = self.about, self.world.today
        chosen: dict[str, Any] = {name: about[name] for name in CHOSEN if name in about}
        chosen |= {name: resolve(about[name], today) for name in DATED if name in about}
        related = [Relation(r["type"], self.world.records[r["to"]]) for r in about.get("relations", ())]
        return replace(
            taken,
            title=title,
            document_number=texts.filled(about.get("document_number", ""), words),
            issuer=words["organ"],
            formed_on=self.formed,
            body=texts.with_tables(taken.body, text),
            identifiers=tuple(Identifier(**row) for row in about.get("identifiers", ())),
            relations=tuple(related),
            **chosen,
        )

    def _attach(self, row: dict[str, Any], clerk: Actor, at: datetime) -> None:
        text = texts.text_of(row["source"])
        content = texts.as_docx(text) if row["build"] == "docx" else text.encode("utf-8-sig")
        original, public = intake.keep_attachment(content=content, name=row["name"], by=clerk, at=at)
        publishing.attach(
            record=self.uid,
            title=row["title"],
            file_name=row["name"],
            original=original,
            public=public,
            by=clerk,
            at=at,
        )

    def submit(self, at: datetime) -> None:
        """送审。"""
        self.sha256 = publishing.submit(record=self.uid, by=self.by("drafter"), at=at).sha256

    def approve(self, step: Step, at: datetime) -> None:
        """同意。"""
        publishing.approve(record=self.uid, sha256=self.sha256, remark=REMARKS[step.code], by=self.by(step.role), at=at)

    def return_(self, at: datetime) -> None:
        """退回。"""
        steps = {step.code: step for step in self.steps_before("")}
        said = self.about["returned"]
        reviewer = self.by(steps[said["step"]].role)
        publishing.return_(record=self.uid, sha256=self.sha256, reason=said["reason"], by=reviewer, at=at)

    def arrange(self, at: datetime) -> None:
        """登记解读安排。"""
        arrangement = self.about["interpretation"]
        register = policies.promise if "promise" in arrangement else policies.exempt
        reason = arrangement.get("promise") or arrangement["exempt"]
        register(record=self.uid, reason=reason, by=self.by("signer"), at=at)

    def schedule(self, at: datetime) -> None:
        """定时发布：on a working day ahead."""
        wish = self.about["scheduled_for"]
        day = ahead(resolve(wish, self.world.today))
        release_at = datetime.combine(day, time.fromisoformat(wish["time"]), CHINA)
        publishing.schedule(record=self.uid, release_at=release_at, by=self.by("publisher"), at=at)

    def release(self, at: datetime) -> None:
        """发布。"""
        publishing.release(record=self.uid, by=self.by("publisher"), at=at)

    def release_urgently(self, at: datetime) -> None:
        """紧急发布：first released, reviewed after."""
        publishing.release_urgently(
            record=self.uid,
            sha256=self.sha256,
            emergency=self.world.emergencies[self.about["emergency"]],
            reason=self.about["urgent"],
            by=self.by("signer"),
            at=at,
        )

    def review_after(self, step: Step, at: datetime) -> None:
        """补审。"""
        remark = REMARKS[step.code]
        publishing.review_after(record=self.uid, approved=True, remark=remark, by=self.by(step.role), at=at)

    def file(self, at: datetime) -> None:
        """归档。"""
        publishing.file(record=self.uid, by=self.by("publisher"), at=at)

    def revise(self, at: datetime) -> None:
        """更正：open the new edition."""
        publishing.revise(record=self.uid, by=self.by("drafter"), at=at)

    def correct(self, said: dict[str, Any], at: datetime) -> None:
        """改正文字：and say publicly what changed."""
        clerk = self.by("drafter")
        work = queries.work(clerk, self.uid, at=at)
        body = work.content.body
        for change in said["changes"]:
            if change["find"] not in body:
                raise LookupError(f"the text to correct is not in {self.about['id']}")
            body = body.replace(change["find"], change["replace"])
        summary = said.get("summary", work.content.summary)
        content = replace(work.content, body=body, summary=summary, public_note=said["note"])
        publishing.save(record=self.uid, content=content, lock_version=work.edition.lock_version, by=clerk, at=at)

    def withdraw(self, at: datetime) -> None:
        """撤回发布。"""
        said = self.about["withdrawal"]
        successor = self.world.records[said["target"]] if "target" in said else ""
        publishing.withdraw(
            record=self.uid,
            reason=said["reason"],
            note=said["note"],
            successor=successor,
            by=self.by("publisher"),
            at=at,
        )
