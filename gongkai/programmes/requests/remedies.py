"""救济告知：what a decision tells about review, suit and complaint, right for its outcome and its day; pure.

Since 2024-01-01 a refusal under 条例第十四条 to 第十六条 must first go to administrative review, and the decision must
say so (行政复议法第二十三条); every other answer, and silence, may go to review or to court.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai import law
from gongkai.law import Citation, codes
from gongkai.programmes.requests.outcomes import group_of

PROVINCE = 1
"""层级：of an organ of a province or the like; the levels count down from there (GB/T 2260)."""
_GOVERNMENTS = ("government", "township")
_PART = "R-PART"
_UNMET = ("无法提供", "不予处理")
"""答复大类：those of which the court's interpretation says that they may be sued over."""


@dataclass(frozen=True)
class Answering:
    """答复机关：who answered, as far as it matters where one may turn.

    `kind` as an organ is of: government, office, department, township, institution. `reviewing` is the name of the
    people's government that reviews, where it is known; `level` 1 province, 2 city, 3 county, 4 township.
    """

    name: str
    kind: str
    level: int
    reviewing: str = ""


@dataclass(frozen=True)
class Remedy:
    """救济途径：one paragraph in Chinese and in English, with what it rests on. `key` tells which way it is."""

    key: str
    text: str
    english: str
    citations: tuple[Citation, ...]


def must_review_first(kind: str, decided_on: date) -> bool:
    """须先复议：is this a refusal that must go to review before court, for a decision of this day?

    依据：《行政复议法》（2023年修订）第二十三条第一款第（四）项；限于条例第十四条至第十六条，见法释〔2025〕8号第一条第（二）项。
    """
    try:
        law.REVIEW_FIRST.at(decided_on=decided_on)
    except law.OutsideCoverage:
        return False
    ground = codes.withholding_grounds.get(kind.removeprefix("R-"))
    return ground is not None and ground.review_before_court


def remedies(*, kinds: Sequence[str], decided_on: date, answering: Answering) -> tuple[Remedy, ...]:
    """救济告知：the paragraphs for a decision with these reply codes; beside R-PART, those of what is withheld.

    依据：《行政复议法》第二十条、第二十三条、第二十四条；《行政诉讼法》第十五条、第十八条、第四十五条、第四十六条；条例第四十七条、第五十一条。
    :raises OutsideCoverage: for a decision of a day whose law is not held here.
    """
    return tuple(_remedies(tuple(kinds), decided_on, answering))


def remedies_for_silence(*, due_on: date, answering: Answering) -> tuple[Remedy, ...]:
    """逾期不予答复的救济：review or court, at the applicant's choice, once the last day has passed."""
    return (
        _either(due_on, answering, ("行政机关逾期不予答复", "no reply in time"), _silence(due_on)),
        _complaint(due_on),
    )


def remedies_for_third_party(*, decided_on: date, answering: Answering) -> tuple[Remedy, ...]:
    """第三方的救济告知：of a decision to disclose over its objection: review or court, at its choice.

    依据：《行政复议法》第二十条；《行政诉讼法》第四十五条、第四十六条；条例第四十七条、第五十一条。
    :raises OutsideCoverage: for a decision of a day whose law is not held here.
    """
    what = ("本机关予以公开的决定", "this decision to disclose")
    open_to_review = (law.OPEN_TO_REVIEW.at(decided_on=decided_on),)
    return (_either(decided_on, answering, what, open_to_review), _complaint(decided_on))


def _remedies(kinds: tuple[str, ...], day: date, who: Answering) -> Iterator[Remedy]:
    withheld = [kind for kind in kinds if must_review_first(kind, day)]
    part = _PART in kinds
    # A part-grant without a ground named is still a refusal in part: what is withheld under 第十四条 to 第十六条.
    unnamed = part and len(kinds) == 1 and must_review_first("R-N15", day)
    if withheld or unnamed:
        yield _review_first(day, who, part=part)
    if part or not withheld:
        what = ("其余答复内容", "the rest of the reply") if withheld or unnamed else ("本答复", "this reply")
        yield _either(day, who, what, _other(kinds, day))
    yield _complaint(day)


def _review_first(day: date, who: Answering, *, part: bool) -> Remedy:
    limit, after = law.REVIEW_LIMIT.at(decided_on=day), law.SUIT_AFTER_REVIEW_LIMIT.at(decided_on=day)
    organ, organ_english, by = _reviewing(day, who)
    what = "本答复中不予公开的部分" if part else "本机关不予公开的决定"
    cited = (law.REVIEW_FIRST.at(decided_on=day), law.REVIEW_FIRST_TOLD.at(decided_on=day), limit.citation, by)
    text = (
        f"对{what}不服的，应当自知道或者应当知道之日起{limit.value}内，先向{organ}申请行政复议；"
        f"对行政复议决定不服的，可以自收到行政复议决定书之日起{after.value}内，向有管辖权的人民法院提起行政诉讼。"
        "依法应当先申请行政复议，不能直接提起行政诉讼。"
    )
    refused = "the part of this reply that is refused" if part else "this refusal"
    english = (
        f"If you do not accept {refused}, you must first apply for administrative review to {organ_english} within "
        f"{limit.value.days} days of learning of it. If you do not accept the review decision, you may sue in the "
        f"competent people's court within {after.value.days} days of receiving it. A suit without prior review is not "
        "open to you."
    )
    return Remedy("review_first", text, english, (*cited, after.citation, *_court_after_review(day)))


def _either(day: date, who: Answering, what: tuple[str, str], more: Iterable[Citation]) -> Remedy:
    limit, suit = law.REVIEW_LIMIT.at(decided_on=day), law.SUIT_LIMIT.at(decided_on=day)
    organ, organ_english, by = _reviewing(day, who)
    court, court_english, court_by = _court(day, who)
    text = (
        f"对{what[0]}不服的，可以自知道或者应当知道之日起{limit.value}内向{organ}申请行政复议，"
        f"也可以自知道或者应当知道之日起{suit.value}内直接向{court}提起行政诉讼。"
    )
    english = (
        f"If you do not accept {what[1]}, you may apply for administrative review to {organ_english} within "
        f"{limit.value.days} days of learning of it, or sue in {court_english} within {suit.value.months} months."
    )
    return Remedy("either", text, english, (limit.citation, by, suit.citation, *court_by, *more))


def _complaint(day: date) -> Remedy:
    cited = (law.COMPLAINT_UPWARD.at(decided_on=day), law.COMPLAINT_TO_AUTHORITY.at(decided_on=day))
    text = (
        "认为本机关在政府信息公开工作中侵犯您的合法权益的，还可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报；"
        "查证属实的，主管部门应当督促整改或者通报批评。"
    )
    english = (
        "You may also complain to the next higher organ or to the authority in charge of disclosure, which orders "
        "rectification or circulates criticism where the complaint proves true."
    )
    return Remedy("complaint", text, english, cited)


def _reviewing(day: date, who: Answering) -> tuple[str, str, Citation]:
    """The organ that reviews, in Chinese and in English, and by which article."""
    choice = not _one_organ_reviews(day)
    if who.kind in _GOVERNMENTS and who.level <= PROVINCE:
        return who.name, f"this organ ({who.name})", law.REVIEW_OF_PROVINCE.at(decided_on=day)
    if who.kind in _GOVERNMENTS:
        named = who.reviewing or "上一级人民政府"
        return named, f"the next higher people's government ({named})", law.REVIEW_OF_GOVERNMENT.at(decided_on=day)
    named = who.reviewing or "本级人民政府"
    english = f"the people's government at the same level ({named})"
    if who.kind == "institution":
        return named, english, law.REVIEW_OF_INSTITUTION.at(decided_on=day)
    by = law.REVIEW_OF_DEPARTMENT.at(decided_on=day)
    if choice:
        return f"{named}或者上一级主管部门", f"{english} or the next higher department", by
    return named, english, by


def _one_organ_reviews(day: date) -> bool:
    """相对集中管辖：since 2024-01-01 a department is reviewed by its government only."""
    try:
        law.REVIEW_FIRST.at(decided_on=day)
    except law.OutsideCoverage:
        return False
    return True


def _court(day: date, who: Answering) -> tuple[str, str, tuple[Citation, ...]]:
    place = law.COURT_OF_THE_PLACE.at(decided_on=day)
    if who.kind == "government":
        by = law.COURT_FOR_GOVERNMENTS.at(decided_on=day)
        return "本机关所在地的中级人民法院", "the intermediate people's court where this organ is", (by, place)
    by = law.COURT_OF_FIRST_INSTANCE.at(decided_on=day)
    return "本机关所在地的基层人民法院", "the basic people's court where this organ is", (by, place)


def _court_after_review(day: date) -> Iterator[Citation]:
    yield law.COURT_OF_THE_PLACE.at(decided_on=day)
    try:
        yield law.SUIT_AFTER_REVIEW_OF_REFUSAL.at(decided_on=day)
    except law.OutsideCoverage:
        return


def _other(kinds: tuple[str, ...], day: date) -> Iterator[Citation]:
    yield law.OPEN_TO_REVIEW.at(decided_on=day)
    if any(group_of(kind) in _UNMET for kind in kinds):
        yield law.SUIT_OVER_OTHER_REPLIES.at(decided_on=day)


def _silence(day: date) -> tuple[Citation, ...]:
    try:
        return (law.SUIT_OVER_SILENCE.at(decided_on=day),)
    except law.OutsideCoverage:
        return (law.REVIEW_OR_SUIT.at(decided_on=day),)
