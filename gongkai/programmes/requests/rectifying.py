"""更正申请的内容和答复：what somebody must show of a record about himself, and what the organ tells him. Pure.

依据：《政府信息公开条例》第四十一条。
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from gongkai import law
from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import CaseAct, Clock, Done
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.text import storable
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests import contents, copies, rules
from gongkai.programmes.requests.contents import Applicant, Problem
from gongkai.programmes.requests.delivery import NETWORK
from gongkai.programmes.requests.letters import NOTICE, LetterKind, Matter, reply_remedies
from gongkai.programmes.requests.rectifications import CORRECTED, ELSEWHERE, REFERRED, REFUSED, TRANSFERRED

ARTICLE = "《政府信息公开条例》第四十一条"
NO_LIMIT = f"{ARTICLE}没有规定办理更正申请的期限，本系统不计算届满日。请及时办理。"
LONGEST = {"record": 120, "wrong": 2000, "right": 2000, "evidence": 2000}
SENTENCES = {
    "record": "请写明是哪一份与您自身相关的政府信息记录，例如“社会保险缴费记录”。",
    "wrong": f"请写明记录中哪些内容不准确（{ARTICLE}）。",
    "right": "请写明应当怎样更正。",
    "evidence": f"请写明有什么证据证明记录不准确（{ARTICLE}）。证据可以同时上传，也可以邮寄或者当面提交。",
    "too_long": "这一项太长了。请缩短；材料较多的，可以邮寄或者当面提交。",
}
# 第二十九条 is about requests for information: of who asks for a record to be put right the same is asked, not cited.
PLAIN: Mapping[str, str] = {
    key: contents.SENTENCES[key].replace(f"（{contents.ARTICLE}第（一）项）", "")
    for key in ("name", "proof_number", "contact")
}
EVIDENCE: Mapping[str, str] = {
    copies.TOO_LARGE: copies.TOO_LARGE.replace("证件", "证据"),
    copies.NO_SCAN: copies.NO_SCAN.replace("证件", "证据"),
}
"""证据材料的缺漏：in place of those of a scan of the proof."""


@dataclass(frozen=True)
class Claim:
    """更正请求：which record, what of it is wrong, what it should say, and what proves it."""

    record: str = ""
    wrong: str = ""
    right: str = ""
    evidence: str = ""

    @property
    def heading(self) -> str:
        """标题：names the record and nothing it says."""
        return f"更正：{self.record}"


def tidy(given: Claim) -> Claim:
    """整理：as it can be kept; the record in one line."""
    plain = {key: storable(value).strip() for key, value in asdict(given).items()}
    return Claim(**{**plain, "record": " ".join(plain["record"].split())})


def problems(given: Claim) -> tuple[Problem, ...]:
    """更正请求的缺漏：all at once, each a sentence."""
    return tuple(_problems(given))


def _problems(given: Claim) -> Iterator[Problem]:
    for key, most in LONGEST.items():
        said = getattr(given, key)
        if not said:
            yield key, SENTENCES[key]
        elif len(said) > most:
            yield key, SENTENCES["too_long"]


def problems_with(who: Applicant) -> tuple[Problem, ...]:
    """申请人部分的缺漏：all at once, each a sentence."""
    plain = {contents.SENTENCES[key]: sentence for key, sentence in PLAIN.items()}
    return tuple((field, plain.get(said, said)) for field, said in contents.problems_with_applicant(who))


def held(came: date) -> bool:
    """有无规定：whether the article stood on the day a claim came in; the regulation of 2008 is not held here."""
    try:
        law.RECORD_CORRECTION.at(received_on=came)
    except law.OutsideCoverage:
        return False
    return True


def condition(*, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
    """办理条件：the right organ is named where the matter is another's, and only there; sent is sent today."""
    if act.key == "propose_reply":
        return _named(given["kind"], given.get("organ", ""))
    if act.key == "deliver_reply" and given["way"] == NETWORK:
        return rules.sending_problem(on=on, today=standing.today)
    return ALLOWED


def _named(kind: str, organ: str) -> Decision:
    if kind in ELSEWHERE and not organ:
        return Refused(f"不属于本机关职能范围的，请写明有权更正的行政机关的名称和联系方式（{ARTICLE}）。")
    if kind not in ELSEWHERE and organ:
        return Refused("由本机关处理的，不填写有权更正的行政机关。请改选处理结果，或者不填这一项。")
    return ALLOWED


_DECIDED: Mapping[str, str] = {
    CORRECTED: "经审核，您反映的情况属实。根据{basis}的规定，本机关已经予以更正，现将更正的情况告知如下：",
    TRANSFERRED: "经审核，更正该记录不属于本机关职能范围。根据{basis}的规定，本机关已将您的申请"
    "转送有权更正的行政机关处理：{organ}。现将有关情况告知如下：",
    REFERRED: "经审核，更正该记录不属于本机关职能范围。根据{basis}的规定，请您向有权更正的行政机关提出：{organ}。"
    "现将有关情况告知如下：",
    REFUSED: "根据{basis}的规定，本机关对您的申请进行了审核，现有证据不能证明该记录不准确，本机关不予更正。理由如下：",
}


def _told(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    given = next(item.given for item in reversed(done) if item.act == "propose_reply")
    basis = law.RECORD_CORRECTION.at(received_on=matter.received_on)
    organ = given.get("organ", "").strip().rstrip("。")
    remedies = reply_remedies(done, matter.answering, decided_on=done[-1].on)
    return matter.applicant, (
        f"本机关于{day_in_chinese(matter.received_on)}收到您提出的更正政府信息记录的申请（编号：{matter.number}；"
        f"{matter.title}）。",
        _DECIDED[given["kind"]].format(basis=basis, organ=organ),
        *(line.strip() for line in given["text"].splitlines() if line.strip()),
        *(remedy.text for remedy in remedies),
    )


RECTIFIED = LetterKind("rectified", "政府信息记录更正申请答复书", ("sign_reply",), NOTICE, _told)
"""更正申请答复书：goes out with the signature, like a decision on a request."""
