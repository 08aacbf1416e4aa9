"""公函文面：the words of every letter of a request, from what was done in the case; pure.

A letter goes out with the act that sends it: 补正告知书 with 告知补正, the decision with 签发. Nothing is typed twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai import law
from gongkai.engines.casework.rules import Clock, Done
from gongkai.foundation.letters.rules import UNNUMBERED, Sheet
from gongkai.law import Citation
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests import fees, outcomes
from gongkai.programmes.requests.remedies import Answering, Remedy, remedies, remedies_for_third_party

REPLY, NOTICE = "reply", "notice"
SERIES: Mapping[str, str] = {REPLY: "答复", NOTICE: "告知和征求意见"}
"""字号序列：decisions are numbered apart from the letters on the way to them."""
DRAFTED_BY = ("propose_reply", "edit_reply")
"""拟稿的行为：what is typed in them is printed on the reply."""
OTHERWISE: Mapping[str, str] = {REPLY: "依复", NOTICE: "依告"}


@dataclass(frozen=True)
class Matter:
    """所涉办件：what letters say of a case: its number and title, who asked, who answers, when it was received."""

    number: str
    title: str
    applicant: str
    received_on: date
    answering: Answering
    contact: str = ""
    you: str = "您"
    copies: tuple[str, ...] = ()
    """提供的副本：as the decision lists them."""


@dataclass(frozen=True)
class LetterKind:
    """公函种类：which act sends it, in which series it is numbered, and what it says."""

    key: str
    name: str
    acts: tuple[str, ...]
    series: str
    write: "Callable[[Matter, Sequence[Done], Clock | None], tuple[str, tuple[str, ...]]]"


def sheet_for(kind: LetterKind, matter: Matter, done: Sequence[Done], clock: Clock | None, *, on: date) -> Sheet:
    """文面：of a letter that the last of the acts done sends, dated `on`, not yet numbered."""
    addressee, paragraphs = kind.write(matter, done, clock)
    if addressee == matter.applicant:
        paragraphs = addressed(paragraphs, matter, done)
    title = outcomes.reply_title(done) if kind.key == "reply" else kind.name
    return Sheet(
        organ=matter.answering.name,
        title=title,
        addressee=addressee,
        paragraphs=paragraphs,
        signed_by=matter.answering.name,
        day=day_in_chinese(on),
        contact=matter.contact,
        number=UNNUMBERED,
    )


def addressed(paragraphs: Sequence[str], matter: Matter, done: Sequence[Done]) -> tuple[str, ...]:
    """称谓：您 or 你单位, except in what somebody typed."""
    typed = {line for item in done for text in item.given.values() for line in _lines(text)}
    return tuple(said if said in typed else said.replace("您", matter.you) for said in paragraphs)


def kind_of(act: str) -> LetterKind | None:
    """随行为发出的公函：the kind an act sends; None where it sends none."""
    return next((kind for kind in KINDS if act in kind.acts), None)


def reply_remedies(done: Sequence[Done], answering: Answering, *, decided_on: date) -> tuple[Remedy, ...]:
    """答复的救济告知：for the reply last proposed; none before one was."""
    proposed = _last(done, "propose_reply")
    if proposed is None:
        return ()
    return remedies(kinds=outcomes.kinds_of(proposed.given), decided_on=decided_on, answering=answering)


def _receipt(matter: Matter, _: Sequence[Done], clock: Clock | None) -> tuple[str, tuple[str, ...]]:
    limit = law.REPLY_LIMIT.at(received_on=matter.received_on)
    due = f"，期限至{day_in_chinese(clock.due_on)}届满" if clock and clock.due_on else ""
    return matter.applicant, (
        f"您提出的政府信息公开申请（内容：{_quoted(matter.title)}）本机关已经登记，编号为{matter.number}，"
        f"收到申请之日为{day_in_chinese(matter.received_on)}。",
        f"本机关将自收到申请之日起{limit.value}内答复{due}（{limit.citation}）。依法需要补正、征求第三方和其他机关意见、"
        "延长答复期限的，本机关将另行告知，相应时间依法计算。",
        "请妥善保存本回执。您可以凭编号和查询码查询办理情况。",
    )


def _correction(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    given = done[-1].given
    until = day_in_chinese(date.fromisoformat(given["until_on"]))
    basis = law.CORRECTION.at(received_on=matter.received_on)
    gone = law.CORRECTION_ABANDONED.at(received_on=matter.received_on)
    return matter.applicant, (
        _opening(matter),
        f"经审查，您的申请内容不够明确。根据{basis}的规定，请您就以下事项补正：",
        *_lines(given["items"]),
        f"请于{until}以前将补正的内容提交本机关。答复期限自本机关收到补正的申请之日起计算。",
        f"无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请（{gone}）。如有疑问，请与本机关联系。",
    )


def _extension(matter: Matter, done: Sequence[Done], clock: Clock | None) -> tuple[str, tuple[str, ...]]:
    given = done[-1].given
    basis = law.EXTENSION_LIMIT.at(received_on=matter.received_on).citation
    due = f"延长后的期限至{day_in_chinese(clock.due_on)}届满。" if clock and clock.due_on else ""
    return matter.applicant, (
        _opening(matter),
        f"因{_because(given['reason'])}，不能在规定的期限内答复。根据{basis}的规定，"
        f"经本机关政府信息公开工作机构负责人同意，答复期限延长{given['days']}个工作日。{due}",
    )


def _delay(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    given = done[-1].given
    basis = law.REPLY_DELAYED.at(received_on=matter.received_on)
    due = day_in_chinese(date.fromisoformat(given["due_on"]))
    return matter.applicant, (
        _opening(matter),
        f"您申请公开政府信息的数量、频次明显超过合理范围。因{_because(given['reason'])}，本机关无法在规定的期限内答复。"
        f"根据{basis}的规定，本机关将于{due}以前答复您。",
    )


def _ask_reasons(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    basis = law.REASONS_FOR_VOLUME.at(received_on=matter.received_on)
    until = day_in_chinese(done[-1].day("until_on"))
    return matter.applicant, (
        _opening(matter),
        f"您申请公开政府信息的数量、频次明显超过合理范围：{_because(done[-1].given['reason'])}。",
        f"根据{basis}的规定，请您于{until}以前书面说明申请的理由。本机关认为理由不合理的，将告知您不予处理；"
        "认为理由合理，但是无法在规定的期限内答复的，将确定延迟答复的合理期限并告知您。"
        "逾期没有说明的，本机关将根据现有情况办理。",
    )


def _third_party(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    day = done[-1].on
    limit = law.THIRD_PARTY_LIMIT.at(letter_received_on=day)
    silent = law.THIRD_PARTY_SILENT.at(received_on=matter.received_on)
    return done[-1].given["whom"], (
        f"本机关收到政府信息公开申请（编号：{matter.number}），申请公开{_quoted(matter.title)}。该信息的公开可能涉及您的合法权益，"
        f"根据{law.THIRD_PARTY_CONSULTED.at(received_on=matter.received_on)}的规定，现书面征求您的意见。",
        f"请您自收到本征求意见书之日起{limit.value}内书面提出是否同意公开的意见；不同意公开的，请说明理由。",
        f"逾期未提出意见的，由本机关依法决定是否公开（{silent.article}）。"
        "您不同意公开且有合理理由的，本机关不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，"
        "并将决定公开的内容和理由书面告知您。",
    )


def _overridden(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    last = done[-1]
    asked = next(item for item in done if str(item.number) == last.given["letter"])
    answered = next(item for item in done if item.act == "enter_opinion" and item.given["letter"] == str(asked.number))
    basis = law.PUBLIC_INTEREST_OVERRIDE.at(received_on=matter.received_on)
    told = remedies_for_third_party(decided_on=last.on, answering=matter.answering)
    return asked.given["whom"], (
        f"本机关收到政府信息公开申请（编号：{matter.number}），申请公开{_quoted(matter.title)}，"
        f"于{day_in_chinese(asked.on)}书面征求您的意见，并于{day_in_chinese(answered.on)}收到您的意见。",
        f"本机关认为，不公开该信息可能对公共利益造成重大影响。根据{basis}的规定，本机关决定予以公开，现将决定公开的内容和理由告知您。",
        "决定公开的政府信息内容：",
        *_lines(last.given["text"]),
        "理由：",
        *_lines(last.given["reason"]),
        *(remedy.text for remedy in told),
    )


def _co_maker(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    limit = law.CO_MAKER_LIMIT.at(letter_received_on=done[-1].on)
    return done[-1].given["whom"], (
        f"本机关收到政府信息公开申请（编号：{matter.number}），申请公开{_quoted(matter.title)}。该信息由本机关与贵机关共同制作。",
        f"根据{limit.citation}的规定，现征求贵机关意见。请自收到本征求意见书之日起{limit.value}内提出意见，"
        "逾期未提出意见的视为同意公开。",
    )


def _organ(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    basis = law.CONSULTATION_EXCLUDED.at(received_on=matter.received_on)
    return done[-1].given["whom"], (
        f"本机关收到政府信息公开申请（编号：{matter.number}），申请公开{_quoted(matter.title)}，需要征求贵机关意见。",
        f"请贵机关研究后尽快书面回复是否可以公开及理由。征求意见所需时间不计算在答复期限内（{basis}）。",
    )


def _fee(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    fee = fees.noticed(done[-1].given, received=matter.received_on)
    limit = law.FEE_PAYMENT_LIMIT.at(received_on=matter.received_on)
    rule = law.FEE_BASIS.at(received_on=matter.received_on)
    return matter.applicant, (
        _opening(matter),
        f"您申请公开政府信息的数量、频次明显超过合理范围。根据{law.NO_FEE.at(received_on=matter.received_on)}"
        f"和{rule}的规定，本机关决定收取信息处理费，实行{fees.BASES[fee.basis]}（{fee.citation.article}）。",
        f"计算过程：{fee.in_words}应缴金额为{fee.amount}。",
        f"请自收到本通知次日起{limit.value}内缴纳。逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请；"
        "答复期限自您完成缴费次日起重新计算。",
        *(f"缴纳方式：{line}" for line in _lines(done[-1].given.get("pay_by", ""))),
        "信息处理费属于非税收入，全额上缴国库。",
    )


def _abandoned(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    unpaid = done[-1].act == "abandon_unpaid"
    asked = _last(done, "notify_fee" if unpaid else "ask_to_correct")
    when = f"本机关于{day_in_chinese(asked.on)}" if asked else "本机关此前"
    basis: Citation = (
        _certain(law.FEE_PAYMENT_LIMIT.at(received_on=matter.received_on).citation)
        if unpaid
        else law.CORRECTION_ABANDONED.at(received_on=matter.received_on)
    )
    said = "通知您缴纳信息处理费，您逾期未缴纳" if unpaid else "告知您补正，您在补正期限内没有补正，也没有说明正当理由"
    kind = "R-ABANDON-FEE" if unpaid else "R-ABANDON-CORR"
    told = remedies(kinds=(kind,), decided_on=done[-1].on, answering=matter.answering)
    return matter.applicant, (
        _opening(matter),
        f"{when}{said}。根据{basis}的规定，视为您放弃申请，本机关不再处理该政府信息公开申请。",
        "您仍需要获取相关政府信息的，可以重新提出申请。",
        *(remedy.text for remedy in told),
    )


def _reply(matter: Matter, done: Sequence[Done], _: Clock | None) -> tuple[str, tuple[str, ...]]:
    told = reply_remedies(done, matter.answering, decided_on=done[-1].on)
    body = edited_body(done) or composed_body(matter, done)
    return matter.applicant, (*body, *(remedy.text for remedy in told))


def edited_body(done: Sequence[Done]) -> tuple[str, ...]:
    """修改后的正文：of the reply last proposed, as its clerk wrote it; nothing where it stands as composed."""
    edited, proposed = _last(done, "edit_reply"), _last(done, "propose_reply")
    if edited is None or proposed is None or edited.number < proposed.number:
        return ()
    return _lines(edited.given["body"])


def earlier_edit(done: Sequence[Done]) -> tuple[str, ...]:
    """以前修改的正文：what its clerk wrote of a reply proposed before, while the new one stands as composed."""
    edited, proposed = _last(done, "edit_reply"), _last(done, "propose_reply")
    if edited is None or proposed is None or edited.number > proposed.number:
        return ()
    return _lines(edited.given["body"])


def composed_body(matter: Matter, done: Sequence[Done]) -> tuple[str, ...]:
    """组成的正文：what a reply says between addressee and remedies, from what was done."""
    proposed = _last(done, "propose_reply")
    given = proposed.given if proposed else {}
    corrected = _last(done, "enter_correction")
    more = f"，于{day_in_chinese(corrected.on)}收到您补正的申请" if corrected else ""
    return (
        _opening(matter, more),
        *outcomes.decided(given, silent=_last(done, "enter_reasons") is None),
        *_lines(given.get("text", "")),
        *([f"负责公开的行政机关：{given['organ']}。"] if given.get("organ") else []),
        *_copies(matter.copies),
        *outcomes.free_of_charge(given, received_on=matter.received_on),
    )


def _copies(listed: tuple[str, ...]) -> tuple[str, ...]:
    if not listed:
        return ()
    return "随本答复书提供以下副本：", *(f"{number}．{one}" for number, one in enumerate(listed, start=1))


KINDS: tuple[LetterKind, ...] = (
    LetterKind("receipt", "政府信息公开申请登记回执", ("confirm", "receive"), NOTICE, _receipt),
    LetterKind("correction", "政府信息公开申请补正告知书", ("ask_to_correct",), NOTICE, _correction),
    LetterKind("extension", "政府信息公开申请延期答复告知书", ("extend",), NOTICE, _extension),
    LetterKind("delay", "政府信息公开申请延迟答复告知书", ("delay",), NOTICE, _delay),
    LetterKind("reasons", "政府信息公开申请说明理由告知书", ("ask_reasons",), NOTICE, _ask_reasons),
    LetterKind("third_party", "政府信息公开第三方意见征求书", ("consult_third_party",), NOTICE, _third_party),
    LetterKind("overridden", "政府信息公开决定告知书（第三方）", ("notify_third_party",), NOTICE, _overridden),
    LetterKind("co_maker", "政府信息公开征求共同制作机关意见书", ("consult_co_maker",), NOTICE, _co_maker),
    LetterKind("organ", "政府信息公开征求机关意见书", ("consult_organ",), NOTICE, _organ),
    LetterKind("fee", "政府信息公开信息处理费缴费通知书", ("notify_fee",), NOTICE, _fee),
    LetterKind(
        "abandoned", "政府信息公开申请视为放弃告知书", ("abandon_uncorrected", "abandon_unpaid"), NOTICE, _abandoned
    ),
    LetterKind("reply", "政府信息公开申请答复书", ("sign_reply",), REPLY, _reply),
)
"""公函种类：in the order of the procedure."""


def _opening(matter: Matter, more: str = "") -> str:
    received = day_in_chinese(matter.received_on)
    asked = f"申请公开{_quoted(matter.title)}{more}。"
    return f"本机关于{received}收到您提出的政府信息公开申请（编号：{matter.number}），{asked}"


def _quoted(title: str) -> str:
    return f"“{title}”"


def _certain(citation: Citation) -> Citation:
    """A letter names no article that was not checked: only the instrument."""
    return replace(citation, article="") if citation.attested == "unverified" else citation


def _because(reason: str) -> str:
    return reason.strip().rstrip("。；，,.;").removeprefix("因为").removeprefix("因")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _last(done: Sequence[Done], act: str) -> Done | None:
    return next((item for item in reversed(done) if item.act == act), None)
