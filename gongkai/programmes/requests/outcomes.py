"""答复结论：what a decision says for each reply code, with its article; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai import law
from gongkai.engines.casework.rules import Done, read_rows, write_rows
from gongkai.law import codes
from gongkai.law.chinese import numeral
from gongkai.programmes.requests.needs import GROUND

PART, OPEN, THIRD_PARTY = "R-PART", "R-OPEN", "R-N15"
GIVING = (OPEN, PART)
"""提供信息的答复：those that give something not public before."""
_GROUPS: Mapping[str, str] = {
    "R-OPEN": "予以公开",
    "R-PART": "部分公开",
    "R-N": "不予公开",
    "R-REGISTRY": "不予公开",
    "R-NOTHELD": "无法提供",
    "R-NOTOURS": "无法提供",
    "R-MAKE": "无法提供",
    "R-UNCLEAR": "无法提供",
    "R-PETITION": "不予处理",
    "R-REPEAT": "不予处理",
    "R-PUBLN": "不予处理",
    "R-ABUSE": "不予处理",
    "R-CONFIRM": "不予处理",
}
"""答复大类：by the longest opening of the code that fits, as the annual report groups them (表三)."""
_DECIDED: Mapping[str, str] = {
    "R-OPEN-PUB": "您申请公开的信息已经主动公开，现将获取该信息的方式、途径告知如下：",
    "R-OPEN": "您申请公开的信息可以公开，现向您提供该信息，或者将获取的方式、途径和时间告知如下：",
    "R-PART": "您申请公开的信息中含有不应当公开的内容，但是能够作区分处理。"
    "现提供可以公开的内容，并对不予公开的内容说明理由如下：",
    "R-N14-1": "您申请公开的信息属于依法确定为国家秘密的政府信息，本机关决定不予公开。理由如下：",
    "R-N14-2": "您申请公开的信息属于法律、行政法规禁止公开的政府信息，本机关决定不予公开。理由如下：",
    "R-N14-3": "您申请公开的信息公开后可能危及国家安全、公共安全、经济安全、社会稳定，本机关决定不予公开。理由如下：",
    "R-N15": "您申请公开的信息涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害，本机关决定不予公开。理由如下：",
    "R-N16-1": "您申请公开的信息属于本机关的内部事务信息，本机关决定不予公开。理由如下：",
    "R-N16-2": "您申请公开的信息属于本机关在履行行政管理职能过程中形成的过程性信息，本机关决定不予公开。理由如下：",
    "R-N16-3": "您申请公开的信息属于行政执法案卷信息，本机关决定不予公开。理由如下：",
    "R-REGISTRY": "您申请公开的信息，有关法律、行政法规对其获取有特别规定，"
    "请依照有关法律、行政法规的规定办理。具体告知如下：",
    "R-NOTHELD": "本机关经检索，没有您申请公开的信息，该政府信息不存在。检索的情况如下：",
    "R-NOTOURS": "您申请公开的信息不属于本机关负责公开。理由和能够确定的负责公开的机关如下：",
    "R-MAKE": "您申请公开的信息需要本机关对现有政府信息进行加工、分析，本机关不予提供。具体说明如下：",
    "R-UNCLEAR": "您的申请经补正后内容仍不明确，本机关无法提供。具体说明如下：",
    "R-PETITION": "您以政府信息公开申请的形式进行信访、投诉、举报等活动，本机关不作为政府信息公开申请处理。"
    "您可以通过相应渠道提出。具体告知如下：",
    "R-REPEAT": "本机关已就您提出的相同政府信息的公开申请作出答复，不予重复处理。此前的答复如下：",
    "R-PUBLN": "您要求提供的是公开出版物，获取的途径告知如下：",
    "R-ABUSE": "您申请公开政府信息的数量、频次明显超过合理范围，所说明的理由不合理，本机关不予处理。具体说明如下：",
    "R-CONFIRM": "您要求本机关对已经获取的信息进行确认或者重新出具，本机关不予处理。具体说明如下：",
    "R-OTHER": "本机关对您的申请作如下处理：",
}


_UNEXPLAINED = (
    "您申请公开政府信息的数量、频次明显超过合理范围，经本机关要求没有说明理由，本机关不予处理。具体说明如下："
)


@dataclass(frozen=True)
class Withheld:
    """不予公开的部分：which part of what was asked for, the code of its ground, and why."""

    part: str
    ground: str
    basis: str

    @property
    def ground_name(self) -> str:
        """The ground in words."""
        return GROUND.shown(self.ground)


def withheld_in(given: Mapping[str, str]) -> tuple[Withheld, ...]:
    """不予公开的各部分：of a proposed reply, in the order they were named; one of before named a ground alone."""
    text = given.get("withheld", "")
    rows = read_rows(text)
    if rows is None:
        return (Withheld("", text, ""),)
    return tuple(Withheld(row.get("part", ""), row.get("ground", ""), row.get("basis", "")) for row in rows)


def withheld_text(parts: Iterable[Withheld]) -> str:
    """填写不予公开的各部分：as an act keeps them."""
    return write_rows({"part": one.part, "ground": one.ground, "basis": one.basis} for one in parts)


def kinds_of(given: Mapping[str, str]) -> tuple[str, ...]:
    """答复代码：the code of a proposed reply, and those of what a part-grant withholds, each once."""
    return (given["kind"], *dict.fromkeys(one.ground for one in withheld_in(given)))


def group_of(code: str) -> str:
    """答复大类：予以公开、部分公开、不予公开、无法提供、不予处理, or 其他处理."""
    fitting = [opening for opening in _GROUPS if code.startswith(opening)]
    return _GROUPS[max(fitting, key=len)] if fitting else "其他处理"


def reply_title(done: Sequence[Done]) -> str:
    """答复书标题：with the group of its outcome."""
    proposed = next((item for item in reversed(done) if item.act == "propose_reply"), None)
    return f"政府信息公开申请答复书（{group_of(proposed.given['kind'])}）" if proposed else "政府信息公开申请答复书"


def decided(given: Mapping[str, str], *, silent: bool = False) -> tuple[str, ...]:
    """答复结论：the paragraph of the decision with its basis; for a part-grant also the grounds of what is withheld.

    `silent`: reasons that were asked for were not given.
    """
    kind = codes.reply_kinds.get(given.get("kind", ""))
    if kind is None:
        return ()
    # 公开与否的依据都在条例; only the rest is counted by the annual report's form and has no article of its own.
    basis = f"根据{kind.citation}的规定，" if kind.citation.edition.startswith("FOI-") else ""
    words = _UNEXPLAINED if silent and kind.code == "R-ABUSE" else _DECIDED[kind.code]
    parts = withheld_in(given)
    if len(parts) == 1:
        return f"经审查，{basis}{words}", _part_said(parts[0])
    listed = (f"（{numeral(number)}）{_part_said(one)}" for number, one in enumerate(parts, start=1))
    return f"经审查，{basis}{words}", *listed


def _part_said(one: Withheld) -> str:
    """One withheld part with its ground and reasons, for the letter."""
    citation = codes.reply_kinds[one.ground].citation
    if not one.part:
        return f"不予公开的部分属于：{one.ground_name}（{citation}）。"
    part, basis = one.part.strip("。；"), one.basis.strip("。；")
    so = "请依照有关法律、行政法规的规定办理" if one.ground == "R-REGISTRY" else "不予公开"
    return f"{part}：属于{one.ground_name}（{citation}），{so}。理由：{basis}。"


def free_of_charge(given: Mapping[str, str], *, received_on: date) -> tuple[str, ...]:
    """不收取费用：what follows what is provided."""
    if given.get("kind") != "R-OPEN":
        return ()
    return (f"提供政府信息，不收取费用（{law.NO_FEE.at(received_on=received_on)}），依法收取信息处理费的除外。",)
