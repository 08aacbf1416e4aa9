"""演示意见征集：one open, one with its result, one overdue, one with its reviewers, all by the acts of their people."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.consultations import contents, queries
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.contents import Question, Speaker, Texts
from gongkai.programmes.consultations.models import (
    Comment,
    CommentGroup,
    CommentText,
    Consultation,
    ConsultationAlert,
    SurveyRemark,
)

BEGUN, COMMENTED, SHOWN, ANSWERED, REPORTED, EACH = 20, 240, 300, 310, 320, 8
KEYS = "23456789stvwxyzk"
REVIEWERS = ("unit_head", "secrecy_reviewer", "signer")


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    for about in data("consultations")["consultations"]:
        yield from _Script(world, about).acts()


class _Script:
    """剧本：one consultation; each method is an act at an instant."""

    def __init__(self, world: World, about: Mapping[str, Any]) -> None:
        self.world, self.about = world, about
        self.uid = ""

    def acts(self) -> Iterator[tuple[datetime, Act]]:
        """In any order; the caller sorts them."""
        about = self.about
        yield self._at(about["days_ago"], BEGUN), self.begin
        yield from self._out(about["days_ago"], BEGUN, released=about.get("released", True))
        if "second" in about:
            yield self._at(about["second"]["days_ago"], BEGUN), self.rewrite
            yield from self._out(about["second"]["days_ago"], BEGUN)
        yield from self._public()
        if "shown" in about:
            yield self._at(about["shown"], SHOWN), self.moderate
        for said in about.get("answers", ()):
            yield self._at(said["days_ago"], ANSWERED), partial(self.answer, said)
        if "report" in about:
            yield self._at(about["report"], BEGUN), self.report
            yield from self._out(about["report"], BEGUN, report=True)

    def _public(self) -> Iterator[tuple[datetime, Act]]:
        """What people do: comment, write letters, answer the questions, watch."""
        about = self.about
        for place, said in enumerate(about.get("comments", ())):
            for turn in range(said.get("times", 1)):
                yield self._at(said["days_ago"], COMMENTED + place + turn), partial(self.comment, said)
        for key, minute, act in (("letters", 20, self.enter), ("watchers", 30, self.watch)):
            for said in about.get(key, ()):
                yield self._at(said["days_ago"], COMMENTED + minute), partial(act, said)
        for place, answers in enumerate(about.get("replies", ())):
            yield self._at(about["days_ago"] - 1, COMMENTED + place), partial(self.reply, place, answers)

    def begin(self, at: datetime) -> None:
        """发起意见征集。"""
        organ = self.world.organs[self.about["organ"]]
        asked = [Question(one["text"], tuple(one["choices"]), one.get("many", False)) for one in self._questions()]
        made = ops.begin_consultation(
            organ=organ,
            matter=self.about["matter"],
            texts=self._texts(),
            questions=asked,
            by=self._by("drafter"),
            at=at,
        )
        self.uid = made.uid

    def rewrite(self, at: datetime) -> None:
        """新的一版。"""
        old, new = self.about["second"]["replaced"]
        said = self._texts(self.about["draft"].replace(old, new))
        note = self.about["second"]["note"]
        ops.rewrite_consultation(consultation=self.uid, texts=said, note=note, by=self._by("drafter"), at=at)

    def comment(self, said: Mapping[str, Any], at: datetime) -> None:
        """有人提意见。"""
        ops.make_comment(**self._said(said, at), at=at)

    def enter(self, said: Mapping[str, Any], at: datetime) -> None:
        """登记来信和座谈会的意见。"""
        more = {"channel": said["channel"], "copies": said.get("copies", 1), "received_on": china_date(at)}
        ops.enter_comment(**self._said(said, at), **more, by=self._by("drafter"), at=at)

    def reply(self, place: int, answers: list[Any], at: datetime) -> None:
        """有人填写调查。"""
        *said, remark = answers if isinstance(answers[-1], str) else [*answers, ""]
        chosen = {number: one if isinstance(one, list) else [one] for number, one in enumerate(said, start=1)}
        asked = enumerate(self._questions(), start=1)
        other = {at: remark for at, one in asked if "其他" in one["choices"]} if remark else {}
        key = f"{KEYS[place]}abcdefghjkmnpqr"
        ops.reply_to_survey(consultation=self.uid, answers=chosen, remarks=other, key=key, at=at)

    def moderate(self, at: datetime) -> None:
        """审核：what came so far is compared and shown, what must not be is hidden."""
        while ops.compare_comments(by=SYSTEM, at=at):
            pass
        texts = list(CommentText.objects.filter(consultation__uid=self.uid))
        hidden = {
            one.uid: reason
            for begins, reason in self.about.get("hidden", {}).items()
            for one in texts
            if one.text.startswith(begins)
        }
        common: dict[str, Any] = {"consultation": self.uid, "by": self._by("unit_head"), "at": at}
        ops.show_comments(texts=[one.uid for one in texts if one.uid not in hidden], **common)
        for one in SurveyRemark.objects.filter(consultation__uid=self.uid):
            reason = next(
                (said for begins, said in self.about.get("hidden", {}).items() if one.text.startswith(begins)), ""
            )
            if reason:
                ops.hide_remarks(remarks=[one.uid], reason=reason, **common)
            else:
                ops.show_remarks(remarks=[one.uid], **common)
        for uid, reason in hidden.items():
            ops.hide_comments(texts=[uid], reason=reason, **common)
        for name, reason in self.about.get("unnamed", {}).items():
            signed = Comment.objects.filter(consultation__uid=self.uid, shown_name=name)
            for text, first in signed.values_list("words__uid", "pk"):
                ops.hide_name(text=text, first=first, reason=reason, **common)

    def watch(self, said: Mapping[str, Any], at: datetime) -> None:
        """有人关注这次征集。"""
        email = f"{said['who']}@example.cn"
        ops.watch_one(consultation=self.uid, email=email, days=said["days"], language="zh", at=at)
        if said.get("confirmed", True):
            ops.confirm_alert(key=ConsultationAlert.objects.get(email=email).key, at=at)

    def answer(self, said: Mapping[str, Any], at: datetime) -> None:
        """答复：of one text, or of several put together."""
        rows = CommentText.objects.filter(consultation__uid=self.uid)
        texts = [one.uid for one in rows if one.text.startswith(tuple(said["begins"]))]
        common: dict[str, Any] = {"consultation": self.uid, "by": self._by("drafter"), "at": at}
        answer = {"outcome": said["outcome"], "reason": said["reason"]}
        if "title" in said:
            group: CommentGroup = ops.group_comments(texts=texts, title=said["title"], **common)
            ops.answer_group(group=group.uid, **answer, **common)
        else:
            ops.answer_comments(texts=texts, **answer, **common)

    def report(self, at: datetime) -> None:
        """起草结果报告。"""
        ops.draft_consultation_report(consultation=self.uid, by=self._by("drafter"), at=at)

    def _out(
        self, days_ago: int, minute: int, *, released: bool = True, report: bool = False
    ) -> Iterator[tuple[datetime, Act]]:
        """Through the reviews and out; or only to the first reviewer."""
        steps: list[Act] = [partial(self._submit, report)]
        if released:
            steps += [partial(self._approve, report, role) for role in REVIEWERS]
            steps.append(partial(self._release, report))
        for number, act in enumerate(steps, start=1):
            yield self._at(days_ago, minute + EACH * number), act

    def _submit(self, report: bool, at: datetime) -> None:
        publishing.submit(record=self._record(report), by=self._by("drafter"), at=at)

    def _approve(self, report: bool, role: str, at: datetime) -> None:
        record = self._record(report)
        edition = Edition.objects.get(record__uid=record, state=State.IN_REVIEW)
        publishing.approve(record=record, sha256=edition.sha256, by=self._by(role), at=at)

    def _release(self, report: bool, at: datetime) -> None:
        publishing.release(record=self._record(report), by=self._by("publisher"), at=at)

    def _record(self, report: bool) -> str:
        found = Consultation.objects.select_related("record", "report").get(uid=self.uid)
        return found.report.uid if report and found.report else found.record.uid

    def _said(self, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        edition = queries.version(queries.seen(self.uid, at), said["version"], at)
        passages = contents.passages_of(edition.body)
        on = next((one.number for one in passages if said["on"] and one.text.startswith(said["on"])), 0)
        kind = next((one for one in ("person", "organisation") if one in said), "")
        who = Speaker(kind, said[kind]) if kind else Speaker()
        return {"consultation": self.uid, "version": said["version"], "passage": on, "text": said["text"], "who": who}

    def _texts(self, draft: str = "") -> Texts:
        about = self.about
        return Texts(
            name=about["name"],
            draft=draft or about["draft"],
            explanation=about["explanation"],
            basis=about["basis"],
            until=self.world.today + timedelta(days=about["until"]),
            ways=about["ways"],
            theme=about["theme"],
        )

    def _questions(self) -> list[Mapping[str, Any]]:
        return list(self.about.get("questions", ()))

    def _by(self, role: str) -> Actor:
        return self.world.actor(self.about["organ"], role)

    def _at(self, days_ago: int, minute: int) -> datetime:
        return instant(resolve({"days_ago": days_ago}, self.world.today), minute)
